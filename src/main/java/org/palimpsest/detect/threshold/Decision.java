package org.palimpsest.detect.threshold;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Statistic;

/**
 * From which magnitudes on a pixel counts as changed: one threshold for rises and one for falls, which are the same unless
 * the directions are looked at apart.
 *
 * @param statistic what the thresholds act on
 * @param sign which way changes must go
 * @param gain for values of 0 or more, and for every value of a statistic without a sign
 * @param loss for values below 0
 */
public record Decision(Statistic statistic, ChangeSign sign, Cut gain, Cut loss) {
    /** One threshold on the magnitude, whatever the sign. */
    public static Decision of(Statistic statistic, double magnitude) {
        Cut cut = new Cut(magnitude, Double.NEGATIVE_INFINITY);
        return new Decision(statistic, ChangeSign.BOTH, cut, cut);
    }

    /**
     * What a rule finds, but never less than {@link PhantomChange} allows, where the rule is automatic: what a date beside its
     * own copy, moved by half a pixel, makes of the statistic must not account for the marked pixels.
     *
     * @param scene the statistic of all valid pixels of the pair
     * @throws BadInputException when the rule does not suit the statistic, or gain and loss are asked of one without a sign
     */
    public static Decision of(
            ThresholdRule rule,
            ChangeSign sign,
            SceneHistogram scene,
            AlignedPair pair,
            ChangeModel model,
            Cancellation cancellation)
            throws BadInputException, CancelledException {
        Statistic statistic = model.statistic();
        requireSign(sign, statistic);
        PhantomChange phantoms = rule.automatic() ? PhantomChange.of(pair, model, cancellation) : PhantomChange.UNKNOWN;
        if (sign == ChangeSign.BOTH) {
            Cut cut = cut(rule, Histogram.Side.BOTH, scene, statistic, phantoms);
            return new Decision(statistic, sign, cut, cut);
        }
        return new Decision(
                statistic,
                sign,
                sign == ChangeSign.LOSS ? Cut.NEVER : cut(rule, Histogram.Side.GAIN, scene, statistic, phantoms),
                sign == ChangeSign.GAIN ? Cut.NEVER : cut(rule, Histogram.Side.LOSS, scene, statistic, phantoms));
    }

    /** Refuses to tell gain from loss by a statistic without a sign. */
    public static void requireSign(ChangeSign sign, Statistic statistic) throws BadInputException {
        if (sign != ChangeSign.BOTH && !statistic.signed()) {
            throw new BadInputException("Gain and loss cannot be told apart by the " + statistic.name()
                    + ", which has no sign. Take both directions together, or a detector such as difference,"
                    + " index-difference or log-ratio.");
        }
    }

    private static Cut cut(
            ThresholdRule rule, Histogram.Side side, SceneHistogram scene, Statistic statistic, PhantomChange phantoms)
            throws BadInputException {
        double floor = rule.automatic() ? phantoms.floor(side, scene.values()) : Double.NEGATIVE_INFINITY;
        double found = scene.values().count(side) == 0
                ? Double.POSITIVE_INFINITY
                : rule.magnitude(scene, side, statistic, floor);
        return new Cut(found, floor);
    }

    /** Whether a value of the statistic counts as change; NaN does not. */
    public boolean isChange(float value) {
        boolean fell = statistic.signed() && value < 0;
        return fell ? -(double) value >= loss.magnitude() : value >= gain.magnitude();
    }

    /** The smallest magnitude that counts in any direction; infinite when nothing does. */
    public double magnitude() {
        return Math.min(gain.magnitude(), loss.magnitude());
    }

    /** One sentence for each threshold that the guard raised. */
    public List<Notice> notes(ThresholdRule rule) {
        List<Notice> notes = new ArrayList<>();
        if (sign == ChangeSign.BOTH && gain.raised()) {
            notes.add(Notice.of(
                    "threshold.raised",
                    "The threshold was raised from {0}, which {1} found, to {2}: below it, half a pixel of"
                            + " misregistration alone could make too much of what would be marked.",
                    raising(gain, rule)));
        }
        if (sign != ChangeSign.BOTH && gain.raised()) {
            notes.add(Notice.of(
                    "threshold.raised.gain",
                    "The threshold for gain was raised from {0}, which {1} found, to {2}: below it, half a pixel of"
                            + " misregistration alone could make too much of what would be marked.",
                    raising(gain, rule)));
        }
        if (sign != ChangeSign.BOTH && loss.raised()) {
            notes.add(Notice.of(
                    "threshold.raised.loss",
                    "The threshold for loss was raised from {0}, which {1} found, to {2}: below it, half a pixel of"
                            + " misregistration alone could make too much of what would be marked.",
                    raising(loss, rule)));
        }
        return notes;
    }

    /** From where a threshold was raised, whose rule found it there, and to where. */
    private static Object[] raising(Cut cut, ThresholdRule rule) {
        return new Object[] {digits(cut.found()), rule.text(), digits(cut.magnitude())};
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
