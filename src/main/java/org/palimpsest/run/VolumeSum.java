package org.palimpsest.run;

import com.google.gson.JsonObject;
import org.palimpsest.detect.HeightError;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.MaskSource;
import org.palimpsest.vector.PixelMetric;

/**
 * Cut and fill: the sum of height change times area over the changed pixels, with its uncertainty.
 *
 * <p>Two uncertainties are stated, because nobody knows how errors of neighbours go together: of independent errors, which
 * shrink in the sum, and of one common error, which does not (S. N. Lane, R. M. Westaway, D. M. Hicks, "Estimation of erosion
 * and deposition volumes in a large, gravel-bed, braided river using synoptic remote sensing", Earth Surface Processes and
 * Landforms 28(3), 2003).
 */
final class VolumeSum {
    private final PixelMetric metric;
    private double cut;
    private double fill;
    private double cutArea;
    private double fillArea;
    private double squaredAreas;

    VolumeSum(PixelMetric metric) {
        this.metric = metric;
    }

    /**
     * Adds a strip.
     *
     * @param mask which pixels changed
     * @param changes of height in metres
     */
    void add(Window window, byte[] mask, float[] changes) {
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] == MaskSource.CHANGED && !Float.isNaN(changes[i])) {
                int x = window.x() + i % window.width();
                double area = metric.runArea(x, x + 1, window.y() + i / window.width());
                squaredAreas += area * area;
                if (changes[i] < 0) {
                    cut -= changes[i] * area;
                    cutArea += area;
                } else {
                    fill += changes[i] * area;
                    fillArea += area;
                }
            }
        }
    }

    /** The sums in cubic and square metres, and the uncertainty of the net volume with the stated confidence. */
    JsonObject describe(HeightError error) {
        JsonObject json = new JsonObject();
        json.addProperty("cutCubicMetres", cut);
        json.addProperty("fillCubicMetres", fill);
        json.addProperty("netCubicMetres", fill - cut);
        json.addProperty("cutSquareMetres", cutArea);
        json.addProperty("fillSquareMetres", fillArea);
        json.addProperty("confidence", error.confidence());
        json.addProperty("levelOfDetectionMetres", error.levelOfDetection());
        json.addProperty("uncertaintyIndependentCubicMetres", error.levelOfDetection() * Math.sqrt(squaredAreas));
        json.addProperty("uncertaintyCommonCubicMetres", error.levelOfDetection() * (cutArea + fillArea));
        return json;
    }
}
