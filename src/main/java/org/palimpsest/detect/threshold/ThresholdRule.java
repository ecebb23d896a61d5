package org.palimpsest.detect.threshold;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Statistic;

/** How the magnitude of a statistic is found above which a pixel counts as changed. Immutable. */
public sealed interface ThresholdRule
        permits FixedValue,
                DetectorDefault,
                Coherence,
                Consensus,
                Otsu,
                Kittler,
                Likelihood,
                Kapur,
                Mixture,
                Rosin,
                Significance,
                ChiSquareSignificance {
    /** The words that {@link #parse} knows, for help texts and dialogs; a number is a rule too. */
    List<String> NAMES = List.of(
            "auto",
            "median",
            "otsu",
            "kittler",
            "likelihood",
            "likelihood-squared",
            "kapur",
            "em",
            "rosin",
            "significance",
            "chi2");

    /** Word of {@link ChiSquareSignificance}. */
    String CHI_SQUARE = "chi2";

    /** Word of {@link Significance}. */
    String SIGNIFICANCE = "significance";

    /**
     * The smallest magnitude that counts as change; infinite when nothing stands out.
     *
     * @param histogram all valid values of the statistic
     * @param side which signs to look at
     * @throws BadInputException when the rule does not suit the statistic
     */
    double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) throws BadInputException;

    /**
     * The smallest magnitude that counts as change, for rules that look at the picture and not only at the histogram.
     *
     * @param floor the magnitude to which the caller will raise what is found below it
     * @throws BadInputException when the rule does not suit the statistic
     */
    default double magnitude(SceneHistogram scene, Histogram.Side side, Statistic statistic, double floor)
            throws BadInputException {
        return magnitude(scene.values(), side, statistic);
    }

    /** The smallest magnitude that counts as change, whatever its sign. */
    default double magnitude(Histogram histogram, Statistic statistic) throws BadInputException {
        return magnitude(histogram, Histogram.Side.BOTH, statistic);
    }

    /** Whether the threshold comes from the data, so that it must be kept from finding change where there is none. */
    default boolean automatic() {
        return true;
    }

    /** The rule as {@link #parse} reads it. */
    String text();

    /**
     * Reads a rule: a number, one of {@link #NAMES}, {@code chi2:0.999} and {@code significance:0.999} with their levels, or
     * {@code auto:0.5} with the least that it may find.
     *
     * @throws BadInputException when the text is none of these
     */
    static ThresholdRule parse(String text) throws BadInputException {
        String word = text.trim();
        for (ThresholdRule rule : List.of(
                new Coherence(),
                new Consensus(),
                new Otsu(),
                new Kittler(),
                new Likelihood(),
                new Likelihood(2),
                new Kapur(),
                new Mixture(),
                new Rosin())) {
            if (word.equals(rule.text())) {
                return rule;
            }
        }
        if (word.startsWith(Coherence.NAME + ":")) {
            return new Coherence(least(word));
        }
        if (word.equals(CHI_SQUARE)) {
            return new ChiSquareSignificance(ChiSquareSignificance.DEFAULT_LEVEL);
        }
        if (word.startsWith(CHI_SQUARE + ":")) {
            return new ChiSquareSignificance(level(word, 0));
        }
        if (word.equals(SIGNIFICANCE)) {
            return new Significance(Significance.DEFAULT_LEVEL);
        }
        if (word.startsWith(SIGNIFICANCE + ":")) {
            return new Significance(level(word, 0.5));
        }
        return new FixedValue(number(word, text));
    }

    private static double least(String word) throws BadInputException {
        double least = number(word.substring(word.indexOf(':') + 1), word);
        if (least < 0) {
            throw new BadInputException("The least threshold of auto must be 0 or more, but was " + least
                    + ". Write auto:0.5, for example.");
        }
        return least;
    }

    private static double level(String word, double above) throws BadInputException {
        int colon = word.indexOf(':');
        double level = number(word.substring(colon + 1), word);
        if (!(level > above && level < 1)) {
            String name = word.substring(0, colon);
            throw new BadInputException("The level of " + name + " must lie between " + above + " and 1, but was "
                    + level + ". Write " + name + ":0.999, for example.");
        }
        return level;
    }

    private static double number(String digits, String text) throws BadInputException {
        try {
            double value = Double.parseDouble(digits);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, together with infinities.
        }
        throw new BadInputException("The threshold \"" + text + "\" is not known. Give a number or one of "
                + String.join(", ", NAMES) + ".");
    }
}
