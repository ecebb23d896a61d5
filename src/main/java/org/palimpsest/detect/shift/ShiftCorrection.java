package org.palimpsest.detect.shift;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.raster.Displacement;

/**
 * What was found out about the shift between two dates, and by how much the second one is moved.
 *
 * <p>Depends on the pair's pixels alone, never on threads or tiles.
 *
 * @param applied how the second date is moved, which is less than was asked for where too little could be measured
 * @param measured the shift of the whole as the files have it; empty where it could not be measured
 * @param displacement by how much the second date is moved
 * @param left what is left with that displacement, place by place, without outliers
 * @param outliers how many places were left out because they do not fit their neighbours
 */
public record ShiftCorrection(
        Kind applied, Optional<ShiftEstimate> measured, Displacement displacement, ShiftSurvey left, int outliers) {

    /** Looks at a pair that was already moved, at most, and the change in pixels below which another one is not needed. */
    private static final int LOOKS = 4;

    private static final double SETTLED = 0.03;

    /** How the second date may be moved onto the first. */
    public enum Kind {
        /** It stays where its file says. */
        NONE,
        /** By one vector. */
        TRANSLATION,
        /** By one vector, a turn, a stretch and a shear. */
        AFFINE,
        /** Differently from place to place. */
        LOCAL;

        /** Reads the word of a run document. */
        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** The word of a run document. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Both dates on one grid, the second moved. */
    @FunctionalInterface
    public interface Pairs {
        AlignedPair moved(Displacement displacement);
    }

    /**
     * Measures the shift and finds the displacement that takes it away.
     *
     * @param pairs should resample the second date by cubic convolution, because bilinear smoothing between pixels would
     *     itself look like a small shift
     * @param progress hears what could not be done
     */
    public static ShiftCorrection find(
            Kind asked, Pairs pairs, int threads, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException {
        ShiftSurvey few = ShiftSurvey.ofFewPlaces(pairs.moved(Displacement.NONE), threads, cancellation);
        Optional<ShiftEstimate> measured = ShiftEstimate.of(few);
        if (asked == Kind.NONE) {
            return new ShiftCorrection(Kind.NONE, measured, Displacement.NONE, few, 0);
        }
        if (measured.isEmpty()) {
            progress.warning(Notice.of(
                    "shift.unmeasured",
                    "The shift between the dates could not be measured, because they have too little structure "
                            + "in common; it is not corrected."));
            return new ShiftCorrection(Kind.NONE, measured, Displacement.NONE, few, 0);
        }
        Displacement moved =
                AffineShift.translation(measured.get().dx(), measured.get().dy());
        // Each look is at what the one before left: it errs less, most of all where pixels are missing or the shift
        // varies.
        for (int look = 1; ; look++) {
            ShiftSurvey all = ShiftSurvey.ofManyPlaces(pairs.moved(moved), threads, cancellation);
            ShiftSurvey left = all.withoutOutliers();
            Kind possible = AffineShift.isPossible(left.places()) ? asked : Kind.TRANSLATION;
            Displacement better = fit(possible, left.plus(moved)).orElse(moved);
            if (look > LOOKS || (look > 1 && distance(left.places(), moved, better) < SETTLED)) {
                if (possible != asked) {
                    progress.warning(Notice.of(
                            "shift.few",
                            "Only {0} places show how the shift varies, which is too few for the correction"
                                    + " \"{1}\"; the second date is moved by one vector instead.",
                            left.places().size(),
                            asked.word()));
                }
                int outliers = all.places().size() - left.places().size();
                return new ShiftCorrection(possible, measured, moved, left, outliers);
            }
            moved = better;
        }
    }

    /** The displacement that a survey of the pair as it lies asks for; empty where the survey found nothing. */
    private static Optional<Displacement> fit(Kind kind, ShiftSurvey survey) {
        if (kind == Kind.TRANSLATION) {
            return ShiftEstimate.of(survey).map(whole -> AffineShift.translation(whole.dx(), whole.dy()));
        }
        AffineShift even = AffineShift.fit(survey.places());
        return Optional.of(kind == Kind.AFFINE ? even : LocalShift.through(survey, even));
    }

    /** Root mean square distance of two displacements at some places; 0 without places. */
    private static double distance(List<ShiftPlace> places, Displacement first, Displacement second) {
        double squares = 0;
        for (ShiftPlace place : places) {
            double x = first.dx(place.column(), place.row()) - second.dx(place.column(), place.row());
            double y = first.dy(place.column(), place.row()) - second.dy(place.column(), place.row());
            squares += x * x + y * y;
        }
        return places.isEmpty() ? 0 : Math.sqrt(squares / places.size());
    }

    /** Pixels by which the dates still differ in the whole; empty where it could not be measured. */
    public Optional<ShiftEstimate> rest() {
        return ShiftEstimate.of(left);
    }

    /**
     * What a user should know before believing the result; empty where the dates fit to half a pixel.
     *
     * @param sensorsDiffer whether the dates come from different sensors, between which the measurement may be wrong
     */
    public Optional<Notice> warning(boolean sensorsDiffer) {
        Optional<ShiftEstimate> rest = rest().filter(ShiftEstimate::isDisturbing);
        if (applied == Kind.NONE && sensorsDiffer) {
            return rest.map(shift -> Notice.of(
                    "shift.mixed",
                    "The second date seems to lie {0} pixels off the first one, but between different sensors such a"
                            + " measurement is often wrong. Look along roads and shores before you correct it.",
                    pixels(shift.length())));
        }
        if (applied == Kind.NONE) {
            return rest.map(shift -> Notice.of(
                    "shift.off",
                    "The second date lies {0} pixels off the first one ({1} to the right, {2} down), which looks"
                            + " like change along edges. Correct it with --correction translation, affine or local.",
                    pixels(shift.length()),
                    pixels(shift.dx()),
                    pixels(shift.dy())));
        }
        if (rest.isPresent() || left.rootMeanSquare() > ShiftEstimate.DISTURBING) {
            return Optional.of(Notice.of(
                    "shift.left",
                    "After the correction of the shift {0} pixels are left (root mean square of {1} places). Try the "
                            + "correction \"local\".",
                    pixels(left.rootMeanSquare()),
                    left.places().size()));
        }
        return Optional.empty();
    }

    private static String pixels(double shift) {
        return String.format(Locale.ROOT, "%.2f", shift);
    }

    /** What of the shift is left around a pixel, where it is so much that it makes false changes along edges. */
    public Optional<ShiftPlace> disturbingAt(double column, double row) {
        return left.nearest(column, row).filter(place -> place.length() > ShiftEstimate.DISTURBING);
    }
}
