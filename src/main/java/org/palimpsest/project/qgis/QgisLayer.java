package org.palimpsest.project.qgis;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.SampledRange;
import org.palimpsest.vector.QgisStyle;

/** A layer of a QGIS project: where its data are and how it is shown. */
sealed interface QgisLayer {
    /** The name in the layer list. */
    String name();

    /** The file with the data. */
    Path file();

    /** The system of its coordinates; empty where the file states none. */
    Optional<Crs> crs();

    /** Whether it is shown when the project opens. */
    boolean visible();

    /**
     * A picture of one or three bands.
     *
     * @param bands numbers from 1 of the grey band, or of red, green and blue
     * @param ranges the values that become dark and bright, one for each band
     */
    record Picture(
            String name, Path file, Optional<Crs> crs, boolean visible, List<Integer> bands, List<SampledRange> ranges)
            implements QgisLayer {}

    /** A raster product with a style of its own. */
    record Product(String name, Path file, Optional<Crs> crs, boolean visible, QgisStyle style) implements QgisLayer {}

    /** Polygons with a style of their own; {@code layer} names the table in the file, empty where it holds one only. */
    record Polygons(String name, Path file, Optional<Crs> crs, boolean visible, QgisStyle style, String layer)
            implements QgisLayer {}
}
