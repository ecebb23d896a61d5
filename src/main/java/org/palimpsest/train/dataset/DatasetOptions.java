package org.palimpsest.train.dataset;

/**
 * How a dataset is read.
 *
 * @param labels what the values of its labels mean
 * @param chip width and height in pixels of the pieces into which georeferenced scenes are cut
 */
public record DatasetOptions(LabelRule labels, int chip) {
    /** Pixels; what most networks were made for. */
    public static final int USUAL_CHIP = 256;

    public DatasetOptions {
        if (chip < 32 || chip > 4096) {
            throw new IllegalArgumentException("A chip must be 32 to 4096 pixels wide, but was " + chip + ".");
        }
    }

    /** Usual chips with some rule for the labels. */
    public static DatasetOptions of(LabelRule labels) {
        return new DatasetOptions(labels, USUAL_CHIP);
    }
}
