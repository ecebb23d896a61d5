package org.palimpsest.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.AreaOfInterest;
import org.palimpsest.vector.PolygonRaster;

/**
 * Where a run looks, on its grid.
 *
 * @param extent the part of the grid to analyse
 * @param area where to look in it; empty for everywhere
 * @param excluded where not to look; empty for nowhere
 * @param areaFiles files that the area was read from
 * @param excludedFiles files that the excluded polygons were read from
 */
record RunRegion(
        Window extent,
        Optional<PolygonRaster> area,
        Optional<PolygonRaster> excluded,
        List<Path> areaFiles,
        List<Path> excludedFiles) {

    /**
     * Lays what the run document says onto the grid.
     *
     * @param names of both rasters, for messages
     * @param overlap where both dates have pixels
     * @throws BadInputException when an area cannot be read, or shares no pixel with the overlap
     */
    static RunRegion of(RunSpec.Region region, Grid grid, Window overlap, String names) throws BadInputException {
        Window extent = overlap;
        Optional<PolygonRaster> area = Optional.empty();
        List<Path> areaFiles = List.of();
        if (region.area().isPresent()) {
            PolygonRaster polygons = AreaOfInterest.parse(region.area().get(), grid);
            areaFiles = AreaOfInterest.files(region.area().get());
            extent = polygons.window()
                    .flatMap(overlap::intersection)
                    .orElseThrow(() -> new BadInputException(Notice.of(
                            "area.apart",
                            "The area shares no pixel with both rasters {0}. Check that its coordinates are longitude"
                                    + " before latitude.",
                            names)));
            area = Optional.of(polygons);
        }
        List<Path> excludedFiles = new ArrayList<>();
        for (String excluded : region.exclude()) {
            excludedFiles.addAll(AreaOfInterest.files(excluded));
        }
        Optional<PolygonRaster> excluded = region.exclude().isEmpty()
                ? Optional.empty()
                : Optional.of(AreaOfInterest.parse(region.exclude(), grid));
        return new RunRegion(extent, area, excluded, areaFiles, excludedFiles);
    }
}
