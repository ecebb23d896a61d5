package org.palimpsest.label;

import java.util.Locale;

/** What a person says of a pixel. */
public enum LabelClass {
    /** The ground is another one on the second date. */
    CHANGED(1, 0xD55E00, 0),
    /** The ground is the same on both dates. */
    UNCHANGED(0, 0x0072B2, 1),
    /** Not to be learnt from and not to be counted: clouds, shadows, doubt. */
    IGNORE(2, 0xF0E442, 2),
    /** Nothing was said; training passes over it as over {@link #IGNORE}. */
    NONE(255, 0, 3);

    private final int code;
    private final int colour;
    private final int rank;

    LabelClass(int code, int colour, int rank) {
        this.code = code;
        this.colour = colour;
        this.rank = rank;
    }

    /** The value in label files, 0 to 255; that of {@link #NONE} is their nodata. */
    public byte code() {
        return (byte) code;
    }

    /** {@code 0xRRGGBB}, from a set that colour-blind eyes tell apart (Okabe and Ito 2008). */
    public int colour() {
        return colour;
    }

    /** The place among the classes, from 0: where several share one pixel of the screen, the lowest wins. */
    int rank() {
        return rank;
    }

    /** The name in files: "changed", "unchanged", "ignore", "none". */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The class of a value in a label file; values that stand for nothing are {@link #NONE}. */
    public static LabelClass of(byte code) {
        return switch (code) {
            case 0 -> UNCHANGED;
            case 1 -> CHANGED;
            case 2 -> IGNORE;
            default -> NONE;
        };
    }
}
