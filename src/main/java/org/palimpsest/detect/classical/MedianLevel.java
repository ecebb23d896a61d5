package org.palimpsest.detect.classical;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.threshold.Histogram;
import org.palimpsest.detect.threshold.Histogram.Side;

/**
 * The median of some change over the whole scene: where most of it is stable, that is what light, season or an offset of the
 * sensor makes of an unchanged pixel.
 *
 * <p>Kept as a histogram, so it is known to 0.2 % and the same for any tiles and threads.
 */
final class MedianLevel {
    /** The parameter by which users choose. */
    static final String NAME = "level";

    private final Histogram values;

    private MedianLevel(Histogram values) {
        this.values = values;
    }

    /** The parameter, for detectors that can take the level off. */
    static Parameter parameter(String what) {
        return new Parameter.Flag(
                NAME,
                "Take off the scene's level",
                true,
                "Measures " + what + " from its median over the scene, so that an even change of light or offset is not"
                        + " taken for change.");
    }

    /** Changes of single pixels of a window; NaN where there is none. */
    @FunctionalInterface
    interface Change {
        float[] of(PairWindow window);
    }

    /**
     * Looks at all valid pixels.
     *
     * @throws BadInputException when none was observed at both dates
     */
    static MedianLevel of(FitInput input, String stage, Change change) throws BadInputException, CancelledException {
        return of(input, stage, List.of(change)).get(0);
    }

    /** The levels of several changes, in one reading of the scene. */
    static List<MedianLevel> of(FitInput input, String stage, List<Change> changes)
            throws BadInputException, CancelledException {
        AtomicBoolean observed = new AtomicBoolean();
        List<Histogram> levels = changes.stream().map(change -> new Histogram()).toList();
        FitTiles.scan(
                input,
                stage,
                tile -> {
                    if (BandMoments.observedPixels(tile).length > 0) {
                        observed.set(true);
                    }
                    List<Histogram> parts = new ArrayList<>();
                    for (Change change : changes) {
                        Histogram part = new Histogram();
                        part.add(change.of(tile), tile.valid());
                        parts.add(part);
                    }
                    return parts;
                },
                parts -> {
                    for (int i = 0; i < parts.size(); i++) {
                        levels.get(i).add(parts.get(i));
                    }
                });
        if (!observed.get()) {
            new BandMoments(1).requirePixels();
        }
        return levels.stream().map(MedianLevel::new).toList();
    }

    /** The median, with its sign; 0 where no pixel has a change. */
    double median() {
        return quantile(0.5);
    }

    /** The root mean square that a normal spread of the same quartiles would have about a level. */
    double spread() {
        return (quantile(0.75) - quantile(0.25)) / (2 * 0.6744897501960817);
    }

    /** The value below which a part of all lies, from the counts on both sides of zero. */
    private double quantile(double fraction) {
        if (values.count() == 0) {
            return 0;
        }
        long losses = values.count(Side.LOSS);
        double wanted = fraction * values.count();
        return losses > wanted
                ? -values.quantile(Side.LOSS, 1 - wanted / losses)
                : values.quantile(Side.GAIN, (wanted - losses) / values.count(Side.GAIN));
    }
}
