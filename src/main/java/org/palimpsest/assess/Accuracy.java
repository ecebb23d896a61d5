package org.palimpsest.assess;

/**
 * Agreement of a change map with a reference, of the change class, each 0 to 1 (kappa -1 to 1); {@code accuracy.json} holds
 * these names.
 *
 * <p>Where a measure would divide nothing by nothing it takes the value of what it stands for: a map without change and a
 * reference without change agree perfectly (1); change in only one of them is no agreement (0). Of no pixels at all every
 * measure is 0.
 *
 * @param pixels how many pixels were compared
 * @param truePositives change in the map and in the reference
 * @param falsePositives change in the map only
 * @param falseNegatives change in the reference only
 * @param trueNegatives change in neither
 * @param precision the part of the marked pixels that truly changed
 * @param recall the part of the truly changed pixels that are marked
 * @param f1 harmonic mean of precision and recall
 * @param iou marked and truly changed over marked or truly changed
 * @param oa overall accuracy: the part of all pixels that are right
 * @param kappa overall accuracy beyond chance (J. Cohen, "A coefficient of agreement for nominal scales", 1960)
 */
public record Accuracy(
        long pixels,
        long truePositives,
        long falsePositives,
        long falseNegatives,
        long trueNegatives,
        double precision,
        double recall,
        double f1,
        double iou,
        double oa,
        double kappa) {

    /** The measures of some counts. */
    public static Accuracy of(ConfusionCounts counts) {
        long tp = counts.truePositives();
        long fp = counts.falsePositives();
        long fn = counts.falseNegatives();
        long tn = counts.trueNegatives();
        boolean perfectSilence = tp + fp + fn == 0 && tn > 0;
        double whenEmpty = perfectSilence ? 1 : 0;
        return new Accuracy(
                counts.total(),
                tp,
                fp,
                fn,
                tn,
                ratio(tp, tp + fp, whenEmpty),
                ratio(tp, tp + fn, whenEmpty),
                ratio(2.0 * tp, 2.0 * tp + fp + fn, whenEmpty),
                ratio(tp, tp + fp + fn, whenEmpty),
                ratio(tp + tn, counts.total(), 0),
                kappa(counts));
    }

    private static double kappa(ConfusionCounts counts) {
        double total = counts.total();
        if (total == 0) {
            return 0;
        }
        double observed = (counts.truePositives() + counts.trueNegatives()) / total;
        double marked = (counts.truePositives() + counts.falsePositives()) / total;
        double changed = (counts.truePositives() + counts.falseNegatives()) / total;
        double chance = marked * changed + (1 - marked) * (1 - changed);
        // Chance agreement is complete only where map and reference are of one and the same class throughout.
        return chance == 1 ? 1 : (observed - chance) / (1 - chance);
    }

    private static double ratio(double part, double whole, double whenEmpty) {
        return whole == 0 ? whenEmpty : part / whole;
    }
}
