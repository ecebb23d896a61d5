package org.palimpsest.app.train;

import org.palimpsest.app.text.Text;

/** A number that a training tells after each epoch, as the lines of {@code log.jsonl} name it. */
public enum Curve {
    TRAIN_LOSS("train", "loss"),
    VALIDATION_LOSS("validation", "loss"),
    TRAIN_F1("train", "f1"),
    VALIDATION_F1("validation", "f1"),
    TRAIN_IOU("train", "iou"),
    VALIDATION_IOU("validation", "iou");

    private final String split;
    private final String measure;

    Curve(String split, String measure) {
        this.split = split;
        this.measure = measure;
    }

    /** "train" or "validation". */
    String split() {
        return split;
    }

    /** "loss", "f1" or "iou". */
    String measure() {
        return measure;
    }

    /** Whether it counts how well the training's pairs are learnt, or how well others are found. */
    boolean isOfValidation() {
        return split.equals("validation");
    }

    /** Measure and split in words. */
    String words() {
        return Text.of("curve.of", Text.of("curve." + measure), Text.of("curve.split." + split));
    }
}
