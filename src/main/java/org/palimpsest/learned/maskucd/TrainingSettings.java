package org.palimpsest.learned.maskucd;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.threshold.ThresholdRule;

/** What a user can set of the training on a pair. */
record TrainingSettings(
        int epochs,
        String mask,
        double factor,
        double smoothing,
        boolean regression,
        boolean guide,
        String logarithm,
        boolean swap,
        double scale,
        int window,
        long seed) {
    /**
     * The middle one of three rules that look at the histogram. The program's usual rule also looks at how the mask lies
     * together, which says nothing here, because the map is smooth whatever its threshold (docs/heterogeneous.md).
     */
    static final String RULE = "median";

    private static final String AUTOMATIC = "auto";
    private static final String REGRESSION = "regression";
    private static final String FIXED = "fixed";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String BOTH = "both";
    private static final String NONE = "none";

    static TrainingSettings of(Settings settings) {
        return new TrainingSettings(
                settings.whole("epochs"),
                settings.text("mask"),
                settings.real("k"),
                settings.real("smoothing"),
                settings.flag("regression"),
                settings.flag("guide"),
                settings.text("logarithm"),
                settings.flag("swap"),
                settings.real("scale"),
                settings.whole("window"),
                settings.whole("seed"));
    }

    static List<Parameter> parameters() {
        return List.of(
                new Parameter.Whole(
                        "epochs",
                        "Epochs",
                        "",
                        1,
                        10_000,
                        150,
                        "Steps of training, each on the whole pair; the map of the last one is the result. 150 is the"
                                + " authors' number."),
                new Parameter.Choice(
                        "mask",
                        "Threshold of the mask",
                        List.of(REGRESSION, AUTOMATIC, FIXED),
                        REGRESSION,
                        "How the changed pixels are told from the others, in training and in the result: as large a part of"
                                + " the scene as image regression marks, by one rule that looks at the difference map, or"
                                + " by a number that you know to suit this scene (k)."),
                new Parameter.Real(
                        "k",
                        "Factor k",
                        "standard deviations",
                        0,
                        20,
                        2,
                        "With a fixed mask: pixels count as changed that lie this many standard deviations above the mean"
                                + " difference. The authors took 0.7 where a fifth of a scene had changed and 3.3 where a"
                                + " hundredth had."),
                new Parameter.Real(
                        "smoothing",
                        "Smoothing of the result",
                        "px",
                        0,
                        10,
                        2,
                        "Standard deviation of the bell with which the trained network's map is smoothed; 0 leaves the map"
                                + " as the authors' program does. Takes away the speckle of radar, and changes narrower than"
                                + " about two pixels."),
                new Parameter.Flag(
                        "regression",
                        "Weigh with image regression",
                        true,
                        "Takes the geometric mean of the network's map and the errors of image regression: large where both"
                                + " say change."),
                new Parameter.Flag(
                        "guide",
                        "Guided mask",
                        true,
                        "The mask of the training holds the pixels of which the network and image regression together say"
                                + " most clearly that they changed, not the network alone, whose first map may be worse"
                                + " than chance and would be borne out by the training."),
                new Parameter.Choice(
                        "logarithm",
                        "Logarithm",
                        List.of(AUTOMATIC, NONE, BEFORE, AFTER, BOTH),
                        AUTOMATIC,
                        "Of which images to take the logarithm: by default of those with a single band or with speckle,"
                                + " unless they have negative values, as decibels do."),
                new Parameter.Flag(
                        "swap",
                        "Exchange the images",
                        false,
                        "Lets the after image be the first one of the network, which only the second one looks at."),
                new Parameter.Real(
                        "scale",
                        "Working scale",
                        "",
                        0.01,
                        1,
                        1,
                        "Pixels along each side as a part of the image's. Smaller is faster and sees less; large scenes are"
                                + " looked at as a whole only if they are small enough then."),
                new Parameter.Whole(
                        "window",
                        "Training window",
                        "px",
                        0,
                        2048,
                        0,
                        "0 to train on the whole pair where the memory allows, else on windows of the size that it allows;"
                                + " any other number trains on windows of that size, spread over the scene."),
                new Parameter.Whole(
                        "seed",
                        "Seed",
                        "",
                        0,
                        Integer.MAX_VALUE,
                        0,
                        "The network's first weights depend on it; another seed gives another, similar result."));
    }

    /** Whether nobody set a number by hand. */
    boolean automatic() {
        return !mask.equals(FIXED);
    }

    /** Whether the mask takes its size from image regression. */
    boolean sizedByRegression() {
        return mask.equals(REGRESSION);
    }

    /** How the mask of each epoch is drawn. */
    MaskRule rule(Statistic statistic) throws BadInputException {
        return automatic() ? new AutomaticRule(ThresholdRule.parse(RULE), statistic) : MaskRule.fixed(factor);
    }

    SensorScaling.Logarithm ofBefore() {
        return choice(BEFORE);
    }

    SensorScaling.Logarithm ofAfter() {
        return choice(AFTER);
    }

    private SensorScaling.Logarithm choice(String date) {
        if (logarithm.equals(AUTOMATIC)) {
            return SensorScaling.Logarithm.AUTOMATIC;
        }
        return logarithm.equals(date) || logarithm.equals(BOTH)
                ? SensorScaling.Logarithm.YES
                : SensorScaling.Logarithm.NO;
    }
}
