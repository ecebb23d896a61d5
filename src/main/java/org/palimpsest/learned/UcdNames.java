package org.palimpsest.learned;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.zoo.NetworkRegistry;

/** Names of networks in the UCD framework's configuration files. */
public final class UcdNames {
    /** What the framework's own code compares {@code model_name} with, letter by letter, for each network of the zoo that it has. */
    private static final Map<String, String> NAMES = Map.of(
            "fc-ef", "FC-EF",
            "fc-siam-conc", "siamunet_conc",
            "fc-siam-diff", "SiamUnet_diff",
            "snunet", "SNUNet",
            "bit", "BIT",
            "changeformer", "ChangeFormer",
            "tinycd", "Tiny_CD",
            "dtcdscn", "DTCDSCN",
            "dsifn", "DSIFN",
            "minenetcd-swin", "MineNetCD");

    private UcdNames() {}

    /** What the framework calls a network of the zoo; empty where it has none such. */
    public static Optional<String> of(String id) {
        return Optional.ofNullable(NAMES.get(id));
    }

    /** The network of the zoo that is called so, by the framework or by this program; case and punctuation do not count. */
    public static Optional<NetworkRegistry.Entry> find(String name) {
        return NetworkRegistry.all().stream()
                .filter(entry -> of(entry.id()).filter(own -> same(own, name)).isPresent() || same(entry.name(), name))
                .findFirst();
    }

    /** Whether the framework's one name for several networks of the zoo is meant, of which the weights tell which. */
    static boolean isMineNetCd(String name) {
        return same(name, "MineNetCD");
    }

    private static boolean same(String name, String other) {
        return plain(name).equals(plain(other));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
