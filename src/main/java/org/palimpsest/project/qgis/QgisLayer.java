package org.palimpsest.project.qgis;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.SampledRange;

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

    /** A raster product with a style of its own, as the text of a style file. */
    record Product(String name, Path file, Optional<Crs> crs, boolean visible, String style) implements QgisLayer {}

    /**
     * Polygons or lines with a style of their own, as the text of a style file.
     *
     * @param layer the table in the file; empty where it holds one only
     * @param geometry "Polygon" or "Line"
     */
    record Shapes(
            String name, Path file, Optional<Crs> crs, boolean visible, String style, String layer, String geometry)
            implements QgisLayer {}
}
