package org.palimpsest.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.detect.RunSpec;
import picocli.CommandLine.Option;

/** The flags of {@code palimpsest detect} that say where to look. */
final class RegionOptions {
    @Option(
            names = "--area",
            paramLabel = "WKT|FILE",
            description =
                    "Look only here: a polygon as well-known text in longitude/latitude, or in another system with"
                            + " SRID=n; before it, or a vector file.")
    private @Nullable String area;

    RunSpec.Region region() {
        return RunSpec.Region.OVERLAP.withArea(Optional.ofNullable(area));
    }
}
