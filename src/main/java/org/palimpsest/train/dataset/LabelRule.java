package org.palimpsest.train.dataset;

import java.util.OptionalDouble;

/**
 * What the values of a label image mean: 0 is no change, the ignored value and declared nodata are no label, everything else
 * is change (so 0/1 and 0/255 labels both work).
 *
 * @param ignored value that is no label, besides what the file declares as nodata
 */
public record LabelRule(OptionalDouble ignored) {
    public static final LabelRule USUAL = new LabelRule(OptionalDouble.empty());

    /** What {@code value} of an observed label pixel means. */
    byte of(float value) {
        if (Float.isNaN(value) || (ignored.isPresent() && value == ignored.getAsDouble())) {
            return Chip.IGNORED;
        }
        return value == 0 ? Chip.NO_CHANGE : Chip.CHANGE;
    }
}
