package org.palimpsest.detect.classical;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.palimpsest.SharedData;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.assess.ConfusionCounts;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.ThresholdRule;

/** A pair of published pictures (PNG) with its reference, read whole; they are small. */
public record LabelledPictures(ArrayPair pair, boolean[] changed) {
    /** Reads t1.png, t2.png and gt.png of a folder below the shared data; skips the test where they are absent. */
    public static LabelledPictures in(String folder) throws IOException {
        Path place = SharedData.get(folder);
        Raster first = picture(place.resolve("t1.png"));
        float[] reference = bands(picture(place.resolve("gt.png")))[0];
        boolean[] changed = new boolean[reference.length];
        for (int pixel = 0; pixel < changed.length; pixel++) {
            changed[pixel] = reference[pixel] >= 128;
        }
        return new LabelledPictures(
                ArrayPair.of(first.getWidth(), bands(first), bands(picture(place.resolve("t2.png")))), changed);
    }

    /** How well a detector with its default settings and a threshold rule finds the published change. */
    public Accuracy accuracy(Detector detector, String rule) throws BadInputException, CancelledException {
        ChangeModel model = pair.fit(detector, java.util.Map.of());
        float[] statistic = pair.statistic(model);
        Histogram histogram = new Histogram();
        histogram.add(statistic, pair.valid());
        double threshold = ThresholdRule.parse(rule).magnitude(histogram, model.statistic());
        boolean[] marked = new boolean[statistic.length];
        for (int pixel = 0; pixel < marked.length; pixel++) {
            marked[pixel] = model.statistic().magnitude(statistic[pixel]) >= threshold;
        }
        return Accuracy.of(ConfusionCounts.of(marked, changed, pair.valid()));
    }

    private static Raster picture(Path file) throws IOException {
        return ImageIO.read(file.toFile()).getRaster();
    }

    private static float[][] bands(Raster raster) {
        float[][] bands = new float[raster.getNumBands()][];
        for (int band = 0; band < bands.length; band++) {
            bands[band] = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), band, (float[]) null);
        }
        return bands;
    }
}
