package org.palimpsest.learned;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.zoo.NetworkRegistry;

/** Names of networks in the UCD framework's configuration files. */
public final class UcdNames {
    /** Those that are not the network's own name but for dashes and case. */
    private static final Map<String, String> OTHERS =
            Map.of("fc-siam-conc", "siamunet_conc", "fc-siam-diff", "SiamUnet_diff", "tinycd", "Tiny_CD");

    /** What the framework calls a family of which the zoo has several members; its weights tell which. */
    private static final String MINENETCD = "minenetcd";

    private UcdNames() {}

    /** What the framework calls a network of the zoo. */
    public static String of(NetworkRegistry.Entry entry) {
        return entry.id().startsWith(MINENETCD)
                ? "MineNetCD"
                : OTHERS.getOrDefault(entry.id(), entry.name().replace('-', '_'));
    }

    /** The network of the zoo that the framework calls so. */
    public static Optional<NetworkRegistry.Entry> find(String name) {
        if (isMineNetCd(name)) {
            // The framework builds it with Swin encoders only.
            return NetworkRegistry.byId("minenetcd-swin");
        }
        return NetworkRegistry.all().stream()
                .filter(entry -> plain(of(entry)).equals(plain(name))
                        || plain(entry.name()).equals(plain(name)))
                .findFirst();
    }

    /** Whether the framework means by this name one of the zoo's MineNetCD networks. */
    static boolean isMineNetCd(String name) {
        return plain(name).equals(MINENETCD);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
