package org.palimpsest.detect.radiometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.classical.BandMoments;
import org.palimpsest.detect.classical.FitTiles;

/**
 * Gives each band of the second date the histogram that the first date has in it: samples of equal rank become equal.
 *
 * <p>Ranks are compared at 103 nodes, every hundredth and closer at both ends.
 */
final class HistogramMatching {
    private static final double[] RANKS = ranks();

    private HistogramMatching() {}

    private static double[] ranks() {
        double[] ranks = new double[103];
        ranks[0] = 0.001;
        ranks[1] = 0.005;
        for (int hundredth = 1; hundredth < 100; hundredth++) {
            ranks[1 + hundredth] = hundredth / 100.0;
        }
        ranks[101] = 0.995;
        ranks[102] = 0.999;
        return ranks;
    }

    static Radiometry fit(FitInput input) throws BadInputException, CancelledException {
        int bands = input.pair().beforeBands();
        SampleCounts[] counts = new SampleCounts[2 * bands];
        Arrays.setAll(counts, band -> new SampleCounts());
        FitTiles.scan(input, "Histograms", BandMoments::observed, samples -> {
            for (int band = 0; band < counts.length; band++) {
                counts[band].add(samples[band]);
            }
        });
        if (counts[0].total() == 0) {
            new BandMoments(1).requirePixels();
        }
        List<BandMap> maps = new ArrayList<>();
        for (int band = 0; band < bands; band++) {
            maps.add(table(counts[bands + band].quantiles(RANKS), counts[band].quantiles(RANKS)));
        }
        return new Radiometry("histogram", counts[0].total(), maps, List.of());
    }

    /** Samples that stand for several ranks, as whole numbers do, become the mean of what these ranks have. */
    private static BandMap table(double[] from, double[] to) {
        double[] distinct = new double[from.length];
        double[] means = new double[from.length];
        int nodes = 0;
        for (int i = 0; i < from.length; ) {
            int end = i;
            double sum = 0;
            while (end < from.length && from[end] == from[i]) {
                sum += to[end++];
            }
            distinct[nodes] = from[i];
            means[nodes++] = sum / (end - i);
            i = end;
        }
        return new BandMap.Table(Arrays.copyOf(distinct, nodes), Arrays.copyOf(means, nodes));
    }
}
