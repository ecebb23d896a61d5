package org.palimpsest.raster;

import java.util.Locale;
import org.palimpsest.base.BadInputException;

/** How samples of one grid become samples of another. */
public enum Resampling {
    /** The sample whose pixel holds the place: for class numbers and masks. */
    NEAREST(0),
    /** Weights that fall linearly with the distance, over two pixels each way. */
    BILINEAR(1),
    /** Cubic convolution with a = -0.5 (Keys 1981), over four pixels each way. */
    CUBIC(2);

    private final int radius;

    Resampling(int radius) {
        this.radius = radius;
    }

    /** Distance in source pixels at which the weight has fallen to 0 for good. */
    int radius() {
        return radius;
    }

    /** The weight at a distance of 0 or more, in pixels. */
    double weight(double distance) {
        double d = Math.abs(distance);
        return switch (this) {
            case NEAREST -> d <= 0.5 ? 1 : 0;
            case BILINEAR -> Math.max(0, 1 - d);
            case CUBIC -> d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
        };
    }

    /** Reads the name that users write: nearest, bilinear or cubic. */
    public static Resampling of(String name) throws BadInputException {
        return switch (name.trim().toLowerCase(Locale.ROOT)) {
            case "nearest" -> NEAREST;
            case "bilinear" -> BILINEAR;
            case "cubic" -> CUBIC;
            default ->
                throw new BadInputException(
                        "The resampling \"" + name + "\" is not known. Use nearest, bilinear or cubic.");
        };
    }
}
