package org.palimpsest.detect.threshold;

import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Statistic;

/** A threshold that the user gives, in the unit of the statistic; on its absolute value where it has a sign. */
public record FixedValue(double value) implements ThresholdRule {
    public FixedValue {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("The threshold must be finite, but was " + value + ".");
        }
    }

    @Override
    public double magnitude(Histogram histogram, Histogram.Side side, Statistic statistic) throws BadInputException {
        if (statistic.signed() && value < 0) {
            throw new BadInputException("The threshold must be 0 or more, because it acts on the absolute value of the "
                    + statistic.name() + ", but was " + value + ".");
        }
        return value;
    }

    @Override
    public boolean automatic() {
        return false;
    }

    @Override
    public String text() {
        return Double.toString(value);
    }
}
