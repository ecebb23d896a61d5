package org.palimpsest.sample;

import java.util.SplittableRandom;

/**
 * The grain of radar images: intensity times a gamma-distributed factor of mean 1 and variance 1/L for L looks
 * (Goodman, "Some fundamental properties of speckle", 1976).
 *
 * @param looks number of independent looks that were averaged, 1 to 64
 */
record SpeckleModel(int looks) {

    SpeckleModel {
        if (looks < 1 || looks > 64) {
            throw new IllegalArgumentException("Looks must be 1 to 64, but were " + looks + ".");
        }
    }

    /** Returns one factor: the mean of as many exponential numbers as there are looks. */
    double factor(SplittableRandom random) {
        double product = 1;
        for (int look = 0; look < looks; look++) {
            product *= 1 - random.nextDouble();
        }
        return -StrictMath.log(product) / looks;
    }
}
