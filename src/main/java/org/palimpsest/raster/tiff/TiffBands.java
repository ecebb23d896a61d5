package org.palimpsest.raster.tiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.PamFile;

/** Gathers what a TIFF and the file GDAL writes beside it say of each band: name, nodata value, scale and offset. */
final class TiffBands {
    private static final List<String> RGB = List.of("Red", "Green", "Blue");
    private static final List<String> CMYK = List.of("Cyan", "Magenta", "Yellow", "Black");

    private TiffBands() {}

    /**
     * Describes all samples of an image.
     *
     * @param alpha index of the sample that says which pixels were observed; -1 for none
     * @param warnings receives sentences about what is stated but cannot be used
     */
    static List<Band> of(TiffImage image, int alpha, List<GdalMetadata.Item> items, PamFile pam, List<Notice> warnings)
            throws BadInputException {
        OptionalDouble nodata = nodata(image, warnings);
        List<Band> bands = new ArrayList<>();
        for (int band = 0; band < image.samplesPerPixel(); band++) {
            Optional<String> title =
                    GdalMetadata.find(items, "DESCRIPTION", band).or(description(pam, band));
            bands.add(new Band(
                    band + 1,
                    title.orElse(band == alpha ? "Alpha" : usualName(image, band)),
                    image.type(),
                    nodata.isPresent() ? nodata : pam.nodata(band),
                    number(items, "SCALE", band, 1),
                    number(items, "OFFSET", band, 0)));
        }
        return List.copyOf(bands);
    }

    private static java.util.function.Supplier<Optional<String>> description(PamFile pam, int band) {
        return () -> pam.description(band);
    }

    private static String usualName(TiffImage image, int band) {
        List<String> names =
                switch (image.photometric()) {
                    case 2, 6 -> RGB;
                    case 5 -> image.isInks() ? RGB : CMYK;
                    default -> List.<String>of();
                };
        return band < names.size() ? names.get(band) : "Band " + (band + 1);
    }

    private static OptionalDouble nodata(TiffImage image, List<Notice> warnings) throws BadInputException {
        Optional<String> text = image.directory().text(TiffTag.GDAL_NODATA).map(String::trim);
        if (text.isEmpty() || text.get().isEmpty()) {
            return OptionalDouble.empty();
        }
        OptionalDouble value = NodataText.parse(text.get());
        if (value.isEmpty()) {
            warnings.add(Notice.of(
                    "raster.nodata", "The nodata value of {0} is not a number, so it is ignored.", image.name()));
        }
        return value;
    }

    private static double number(List<GdalMetadata.Item> items, String item, int band, double absent) {
        try {
            return GdalMetadata.find(items, item, band).map(Double::valueOf).orElse(absent);
        } catch (NumberFormatException e) {
            return absent;
        }
    }
}
