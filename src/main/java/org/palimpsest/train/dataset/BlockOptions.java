package org.palimpsest.train.dataset;

/**
 * How one scene is dealt to training and validation by blocks of ground.
 *
 * @param chip width and height of the chips in pixels, 32 to 4096
 * @param validation share of the labelled pixels that is for validation, 0.05 to 0.5
 * @param margin pixels between chips of different splits, 0 to 4096
 */
public record BlockOptions(int chip, double validation, int margin) {
    /** The share for validation where none is stated. */
    public static final double USUAL_VALIDATION = 0.2;

    public BlockOptions {
        if (chip < 32 || chip > 4096) {
            throw new IllegalArgumentException("A chip must be 32 to 4096 pixels wide, but was " + chip + ".");
        }
        if (!(validation >= 0.05 && validation <= 0.5)) {
            throw new IllegalArgumentException(
                    "The share for validation must be 0.05 to 0.5, but was " + validation + ".");
        }
        if (margin < 0 || margin > 4096) {
            throw new IllegalArgumentException("The margin must be 0 to 4096 pixels, but was " + margin + ".");
        }
    }

    /** Chips of a size, a fifth of the labels for validation, a quarter of a chip between. */
    public static BlockOptions of(int chip) {
        return new BlockOptions(chip, USUAL_VALIDATION, chip / 4);
    }
}
