package org.palimpsest.zoo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every network by its identifier: its name in the paper, the folder of its parity fixture, and how it is built.
 *
 * <p>A new network is one line here.
 */
public final class NetworkRegistry {
    private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

    static {
        add("fc-ef", "FC-EF", o -> new FcEf(o.bands(), o.classes()));
        add("fc-siam-conc", "FC-Siam-conc", o -> new FcSiamConc(o.bands(), o.classes()));
        add("fc-siam-diff", "FC-Siam-diff", o -> new FcSiamDiff(o.bands(), o.classes()));
    }

    private NetworkRegistry() {}

    /**
     * One network of the zoo.
     *
     * @param id lower case, as on the command line
     * @param name as in its paper, which is also the folder of its fixture
     */
    public record Entry(String id, String name, Function<NetworkOptions, Network> constructor) {
        public Network create(NetworkOptions options) {
            return constructor.apply(options);
        }

        @Override
        public String toString() {
            return id;
        }
    }

    private static void add(String id, String name, Function<NetworkOptions, Network> constructor) {
        ENTRIES.put(id, new Entry(id, name, constructor));
    }

    /** All networks, in the order in which they are listed. */
    public static List<Entry> all() {
        return List.copyOf(ENTRIES.values());
    }

    public static Optional<Entry> byId(String id) {
        return Optional.ofNullable(ENTRIES.get(id));
    }

    /** The network whose parity fixture stands in a folder of this name. */
    public static Optional<Entry> byFixture(String folder) {
        return ENTRIES.values().stream()
                .filter(entry -> entry.name().equals(folder))
                .findFirst();
    }
}
