package org.palimpsest.detect.radiometry;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.classical.BandMoments;

/** Gives each band of the second date the mean and the standard deviation that the first date has in it. */
final class MeanAndSpread {
    private MeanAndSpread() {}

    static Radiometry fit(FitInput input) throws BadInputException, CancelledException {
        BandMoments moments = BandMoments.ofScene(input);
        int bands = input.pair().beforeBands();
        List<BandMap> maps = new ArrayList<>();
        for (int band = 0; band < bands; band++) {
            double before = moments.standardDeviation(band);
            double after = moments.standardDeviation(bands + band);
            // A constant band has no spread to match; it is moved only.
            double gain = before > 0 && after > 0 ? before / after : 1;
            maps.add(new BandMap.Line(gain, moments.mean(band) - gain * moments.mean(bands + band)));
        }
        return new Radiometry("mean-std", moments.count(), maps, List.of());
    }
}
