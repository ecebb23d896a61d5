package org.palimpsest.raster.tiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.RasterFacts;
import org.palimpsest.raster.RasterNotices;

/** Sums up what a TIFF says of itself, with a sentence for each thing that is unusual. */
final class TiffFacts {
    private static final int PALETTE = 3;
    private static final int CMYK = 5;
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})[:\\-/]?(\\d{2})[:\\-/]?(\\d{2})(?:[T ](\\d{2}:\\d{2}:\\d{2}))?.*");
    /** Names under which satellite products state when the picture was taken; the tag for the file's own date comes last. */
    private static final List<String> DATE_ITEMS = List.of(
            "ACQUISITIONDATETIME",
            "ACQUISITION_DATE",
            "DATE_ACQUIRED",
            "DATATAKE_1_DATATAKE_SENSING_START",
            "PRODUCT_START_TIME",
            "SENSING_TIME",
            "acquired",
            "TIFFTAG_DATETIME");

    private TiffFacts() {}

    static RasterFacts of(
            TiffStack stack, GeoReference place, List<GdalMetadata.Item> items, List<Notice> earlierWarnings)
            throws BadInputException {
        TiffImage image = stack.levels().get(0).image();
        TiffFile file = image.directory().file();
        List<Notice> warnings = new ArrayList<>(earlierWarnings);
        boolean palette = image.photometric() == PALETTE;
        if (palette) {
            warnings.add(RasterNotices.palette());
        }
        if (image.photometric() == CMYK) {
            warnings.add(Notice.of(
                    "raster.inks",
                    "The picture is stored as printing inks (CMYK), so its values are not brightness as measured."));
        }
        if (stack.images() > 1) {
            warnings.add(
                    Notice.of("raster.images", "The file holds {0} images; the first one is read.", stack.images()));
        }
        if (AlphaSample.labelled(image) >= 0 && stack.alpha() < 0) {
            warnings.add(Notice.of(
                    "raster.alpha",
                    "Band {0} is labelled as transparency but holds other values, so it is read as a band.",
                    AlphaSample.labelled(image) + 1));
        }
        if (image.type().isComplex()) {
            warnings.add(RasterNotices.complexSamples());
        }
        int controlPoints = place.controlPoints().points().size();
        if (place.transform().isEmpty() && controlPoints > 0) {
            warnings.add(RasterNotices.controlPoints(controlPoints));
        }
        if (place.transform().isEmpty() && controlPoints == 0 && place.crs().isPresent()) {
            warnings.add(Notice.of(
                    "raster.systemOnly",
                    "The file names the coordinate reference system {0}, but not where in it its pixels lie.",
                    place.crs().get().name()));
        }
        boolean georeferenced = place.transform().isPresent() || place.crs().isPresent();
        return new RasterFacts(
                (file.isBig() ? "BigTIFF" : "TIFF") + (georeferenced ? " (GeoTIFF)" : ""),
                image.compression().label(),
                image.isPlanar() || image.samplesPerPixel() == 1 ? "BAND" : "PIXEL",
                stack.mask(),
                palette,
                controlPoints,
                date(image, items),
                warnings);
    }

    private static Optional<String> date(TiffImage image, List<GdalMetadata.Item> items) throws BadInputException {
        for (String name : DATE_ITEMS) {
            Optional<String> text = GdalMetadata.find(items, name, -1);
            if (text.isPresent()) {
                return Optional.of(readable(text.get()));
            }
        }
        return image.directory()
                .text(TiffTag.DATE_TIME)
                .filter(text -> !text.isBlank())
                .map(TiffFacts::readable);
    }

    private static String readable(String text) {
        Matcher date = DATE.matcher(text.trim());
        if (!date.matches()) {
            return text.trim();
        }
        String day = String.format(Locale.ROOT, "%s-%s-%s", date.group(1), date.group(2), date.group(3));
        return date.group(4) == null ? day : day + "T" + date.group(4);
    }
}
