package org.palimpsest.detect;

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), and the inverse of P.
 *
 * <p>For a = n / 2 and x = c / 2 they are the chi-square distribution with n degrees of freedom. Each of the two is computed
 * without subtracting the other from 1 wherever it is small, so both tails keep about 13 digits. Power series for x below a
 * + 1, Legendre's continued fraction in Lentz's form above (Abramowitz and Stegun, 6.5.29 and 6.5.31).
 */
final class GammaDistribution {
    private static final int MOST_TERMS = 100_000;
    private static final double TINY = 1e-300;
    private static final double PRECISION = 1e-16;

    private GammaDistribution() {}

    /**
     * P(a, x): rises from 0 at x = 0 to 1.
     *
     * @param a shape, a positive multiple of one half
     */
    static double lower(double a, double x) {
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x <= 0) {
            return 0;
        }
        return x < a + 1 ? series(a, x) : 1 - fraction(a, x);
    }

    /** Q(a, x): falls from 1 at x = 0 to 0. */
    static double upper(double a, double x) {
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x <= 0) {
            return 1;
        }
        return x < a + 1 ? 1 - series(a, x) : fraction(a, x);
    }

    /** The x at which P(a, x) reaches {@code probability}: 0 for 0 and less, infinite for 1 and more. */
    static double quantile(double a, double probability) {
        if (!(probability > 0)) {
            return 0;
        }
        if (probability >= 1) {
            return Double.POSITIVE_INFINITY;
        }
        double low = 0;
        double high = a + 1;
        while (upper(a, high) > 1 - probability) {
            low = high;
            high *= 2;
        }
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return high;
            }
            boolean below = probability < 0.5 ? lower(a, middle) < probability : upper(a, middle) > 1 - probability;
            if (below) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    private static double series(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MOST_TERMS; n++) {
            term *= x / (a + n);
            sum += term;
            if (term < sum * PRECISION) {
                break;
            }
        }
        return Math.min(1, sum * Math.exp(a * Math.log(x) - x - logGamma(a)));
    }

    private static double fraction(double a, double x) {
        double scale = Math.exp(a * Math.log(x) - x - logGamma(a));
        if (scale == 0) {
            return 0;
        }
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        for (int n = 1; n < MOST_TERMS; n++) {
            double step = -n * (n - a);
            b += 2;
            d = 1 / away(step * d + b);
            c = away(b + step / c);
            h *= d * c;
            if (Math.abs(d * c - 1) < PRECISION) {
                break;
            }
        }
        return Math.min(1, scale * h);
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** ln of the gamma function at a positive multiple of one half, from its recursion. */
    private static double logGamma(double a) {
        double twice = 2 * a;
        if (!(a > 0) || twice != Math.rint(twice)) {
            throw new IllegalArgumentException("The shape must be a positive multiple of one half, but was " + a + ".");
        }
        double log = twice % 2 == 0 ? 0 : 0.5 * Math.log(Math.PI);
        for (double step = twice % 2 == 0 ? 1 : 0.5; step < a; step++) {
            log += Math.log(step);
        }
        return log;
    }
}
