package org.palimpsest.cli;

import java.util.List;
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
                            + " SRID=n; before it, or a vector file: GeoJSON, GeoPackage, shapefile, WKT.")
    private @Nullable String area;

    @Option(
            names = "--exclude",
            paramLabel = "WKT|FILE",
            description = "Do not look here; given like --area; may come several times.")
    private List<String> exclude = List.of();

    @Option(names = "--crop", description = "Products reach no further than the box around --area.")
    private boolean crop;

    RunSpec.Region region() {
        return RunSpec.Region.OVERLAP
                .withArea(Optional.ofNullable(area))
                .withExclude(exclude)
                .withCrop(crop);
    }
}
