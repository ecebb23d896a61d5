package org.palimpsest.raster;

import java.util.List;
import java.util.Optional;
import org.palimpsest.base.Notice;

/**
 * What a file says of itself beyond its grid and bands.
 *
 * @param format "GeoTIFF", "TIFF", "BigTIFF", "PNG", "JPEG", ...
 * @param compression name of the compression of pixels, "NONE" where there is none
 * @param interleave "PIXEL" where the bands of a pixel lie together, "BAND" where each band lies by itself
 * @param mask what says which pixels were observed, besides a nodata value: "none", "alpha", "internal", "external"
 * @param palette whether samples are indices into a colour table
 * @param controlPoints number of ground control points of a file that has no geotransform
 * @param date when the picture was taken or the file written, as its tags say; ISO 8601 where they allow it
 * @param acquisition how the scene was taken, where the raster is a scene folder
 * @param warnings sentences for the user about what is unusual, and what follows from it
 */
public record RasterFacts(
        String format,
        String compression,
        String interleave,
        String mask,
        boolean palette,
        int controlPoints,
        Optional<String> date,
        Optional<Acquisition> acquisition,
        List<Notice> warnings) {
    /** Facts of a raster that is not a file. */
    public static final RasterFacts UNKNOWN =
            new RasterFacts("memory", "NONE", "BAND", "none", false, 0, Optional.empty(), List.of());

    public RasterFacts {
        warnings = List.copyOf(warnings);
    }

    /** Facts of a raster that is not a scene folder. */
    public RasterFacts(
            String format,
            String compression,
            String interleave,
            String mask,
            boolean palette,
            int controlPoints,
            Optional<String> date,
            List<Notice> warnings) {
        this(format, compression, interleave, mask, palette, controlPoints, date, Optional.empty(), warnings);
    }

    /** The same facts with other sentences for the user. */
    public RasterFacts withWarnings(List<Notice> sentences) {
        return new RasterFacts(
                format, compression, interleave, mask, palette, controlPoints, date, acquisition, sentences);
    }
}
