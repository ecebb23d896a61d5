package org.palimpsest.app.layer;

import java.util.Arrays;
import java.util.List;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.NaturalColour;
import org.palimpsest.raster.SampleType;

/** The style with which a raster first appears: natural colours where its bands can be told, grey for one band. */
public final class DefaultStyle {
    private DefaultStyle() {}

    /** The style for a picture. */
    public static RasterStyle of(List<Band> bands, List<BandStatistics> statistics) {
        Stretch stretch = isPhotograph(bands) ? Stretch.STORED : Stretch.PERCENTILE;
        return of(Arrays.stream(NaturalColour.choose(bands)).boxed().toList(), stretch, bands, statistics);
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

    private static boolean isPhotograph(List<Band> bands) {
        return bands.size() >= 3 && bands.size() <= 4 && bands.get(0).type() == SampleType.UINT8;
    }
}
