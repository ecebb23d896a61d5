package org.palimpsest.app.layer;

import java.util.List;
import java.util.Locale;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.SampleType;

/** The style with which a raster first appears: natural colours where its bands can be told, grey for one band. */
public final class DefaultStyle {
    private DefaultStyle() {}

    /** The style for a picture. */
    public static RasterStyle of(List<Band> bands, List<BandStatistics> statistics) {
        Stretch stretch = isPhotograph(bands) ? Stretch.STORED : Stretch.PERCENTILE;
        return of(colourBands(bands), stretch, bands, statistics);
    }

    /** A style of one or three chosen bands, indices from 0. */
    public static RasterStyle of(
            List<Integer> chosen, Stretch stretch, List<Band> bands, List<BandStatistics> statistics) {
        List<Range> ranges = chosen.stream()
                .map(band -> stretch.range(bands.get(band), statistics.get(band)))
                .toList();
        return chosen.size() == 3
                ? new RasterStyle.Colour(chosen, ranges)
                : new RasterStyle.Grey(chosen.get(0), ranges.get(0));
    }

    /** Red, green and blue by name; else in file order for 8-bit pictures; else as satellites order them, blue first. */
    static List<Integer> colourBands(List<Band> bands) {
        int red = indexOf(bands, "red");
        int green = indexOf(bands, "green");
        int blue = indexOf(bands, "blue");
        if (red >= 0 && green >= 0 && blue >= 0) {
            return List.of(red, green, blue);
        }
        if (bands.size() < 3) {
            return List.of(0);
        }
        return bands.size() == 3 || bands.get(0).type() == SampleType.UINT8 ? List.of(0, 1, 2) : List.of(2, 1, 0);
    }

    private static boolean isPhotograph(List<Band> bands) {
        return bands.size() >= 3 && bands.size() <= 4 && bands.get(0).type() == SampleType.UINT8;
    }

    private static int indexOf(List<Band> bands, String colour) {
        for (int i = 0; i < bands.size(); i++) {
            if (bands.get(i).name().toLowerCase(Locale.ROOT).equals(colour)) {
                return i;
            }
        }
        return -1;
    }
}
