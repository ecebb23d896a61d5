package org.palimpsest.learned;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.palimpsest.detect.NetworkCost;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/**
 * Speed and memory of the zoo's networks, as {@code palimpsest bench zoo} measured them on two cores of a server. Times that were
 * taken while other programs used the cores too are scaled by what BIT took then.
 */
final class NetworkCosts {
    /** Seconds for one window of 256 x 256 pixels, and megabytes for it. */
    private record Measured(double seconds, int megabytes) {}

    private static final double MEGAPIXELS = 256 * 256 / 1e6;

    private static final Map<String, Measured> MEASURED = Map.ofEntries(
            Map.entry("fc-ef", new Measured(0.06, 98)),
            Map.entry("fc-siam-conc", new Measured(0.08, 121)),
            Map.entry("fc-siam-diff", new Measured(0.07, 100)),
            Map.entry("snunet", new Measured(0.98, 780)),
            Map.entry("bit", new Measured(0.24, 94)),
            Map.entry("changeformer", new Measured(2.4, 659)),
            Map.entry("tinycd", new Measured(0.19, 286)),
            Map.entry("dtcdscn", new Measured(0.2, 105)),
            Map.entry("dsifn", new Measured(1.2, 426)),
            Map.entry("mlla-sianet", new Measured(0.25, 211)),
            Map.entry("minenetcd-resnet", new Measured(2.0, 400)),
            Map.entry("minenetcd-swin", new Measured(10, 343)),
            Map.entry("fusionunet", new Measured(1.4, 419)));

    /** Counting makes the network, which takes a while for the large ones: once is enough. */
    private static final Map<String, Long> PARAMETERS = new ConcurrentHashMap<>();

    private NetworkCosts() {}

    /** The cost of a network; empty where it was not measured. */
    static Optional<NetworkCost> of(NetworkRegistry.Entry entry) {
        return Optional.ofNullable(MEASURED.get(entry.id()))
                .map(measured -> new NetworkCost(
                        PARAMETERS.computeIfAbsent(entry.id(), id -> entry.create(NetworkOptions.DEFAULT)
                                .parameterCount()),
                        measured.seconds() / MEGAPIXELS,
                        measured.megabytes()));
    }
}
