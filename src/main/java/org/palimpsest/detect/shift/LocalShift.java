package org.palimpsest.detect.shift;

import java.util.Optional;
import java.util.stream.IntStream;
import org.palimpsest.raster.Displacement;

/**
 * A shift that varies from place to place: an even trend, and what a survey found to differ from it, bilinear between the
 * survey's places and running on evenly beyond the outer ones.
 */
final class LocalShift implements Displacement {
    private final AffineShift trend;
    private final ShiftSurvey survey;
    private final double[] dx;
    private final double[] dy;

    private LocalShift(AffineShift trend, ShiftSurvey survey, double[] dx, double[] dy) {
        this.trend = trend;
        this.survey = survey;
        this.dx = dx;
        this.dy = dy;
    }

    /**
     * The field through a survey's places.
     *
     * <p>A place at which nothing is known takes the mean of the known ones around it, ring by ring. Then places are smoothed
     * over their neighbours (1-2-1 each way), because one measurement errs by some hundredths of a pixel.
     *
     * @param survey without outliers
     */
    static LocalShift through(ShiftSurvey survey, AffineShift trend) {
        int count = survey.columns() * survey.rows();
        double[] dx = new double[count];
        double[] dy = new double[count];
        boolean[] known = new boolean[count];
        for (int i = 0; i < count; i++) {
            Optional<ShiftPlace> place = survey.at(i % survey.columns(), i / survey.columns());
            if (place.isPresent()) {
                ShiftPlace p = place.get();
                known[i] = true;
                dx[i] = p.dx() - trend.dx(p.column(), p.row());
                dy[i] = p.dy() - trend.dy(p.column(), p.row());
            }
        }
        LocalShift field = new LocalShift(trend, survey, dx, dy);
        while (field.spread(known)) {
            // Each round knows one ring of places more.
        }
        for (double[] values : new double[][] {dx, dy}) {
            field.smooth(values, 1, survey.columns());
            field.smooth(values, survey.columns(), survey.rows());
        }
        return field;
    }

    /** Gives unknown places the mean of their known neighbours; tells whether one became known. */
    private boolean spread(boolean[] known) {
        boolean[] old = known.clone();
        boolean found = false;
        for (int i = 0; i < dx.length; i++) {
            int count = 0;
            double x = 0;
            double y = 0;
            for (int neighbour : old[i] ? new int[0] : neighbours(i)) {
                if (old[neighbour]) {
                    count++;
                    x += dx[neighbour];
                    y += dy[neighbour];
                }
            }
            if (count > 0) {
                dx[i] = x / count;
                dy[i] = y / count;
                known[i] = true;
                found = true;
            }
        }
        return found;
    }

    private int[] neighbours(int place) {
        int columns = survey.columns();
        int column = place % columns;
        int row = place / columns;
        return IntStream.range(0, 9)
                .filter(i -> i != 4)
                .filter(i -> column + i % 3 - 1 >= 0 && column + i % 3 - 1 < columns)
                .filter(i -> row + i / 3 - 1 >= 0 && row + i / 3 - 1 < survey.rows())
                .map(i -> place + (i / 3 - 1) * columns + i % 3 - 1)
                .toArray();
    }

    /** Smooths lines of places; the ends of a line stay, because a mean with one side only would lean to it. */
    private void smooth(double[] values, int stride, int length) {
        double[] old = values.clone();
        for (int i = 0; i < values.length; i++) {
            int along = i / stride % length;
            if (along > 0 && along < length - 1) {
                values[i] = (old[i - stride] + 2 * old[i] + old[i + stride]) / 4;
            }
        }
    }

    @Override
    public double dx(double column, double row) {
        return trend.dx(column, row) + at(dx, column, row);
    }

    @Override
    public double dy(double column, double row) {
        return trend.dy(column, row) + at(dy, column, row);
    }

    private double at(double[] values, double column, double row) {
        int columns = survey.columns();
        double u = place(column - survey.firstColumn(), survey.columnStep(), columns);
        double v = place(row - survey.firstRow(), survey.rowStep(), survey.rows());
        int i = (int) Math.max(0, Math.min(u, columns - 2));
        int j = (int) Math.max(0, Math.min(v, survey.rows() - 2));
        int right = Math.min(i + 1, columns - 1);
        int below = Math.min(j + 1, survey.rows() - 1);
        double above = between(values[j * columns + i], values[j * columns + right], u - i);
        double under = between(values[below * columns + i], values[below * columns + right], u - i);
        return between(above, under, v - j);
    }

    /** A place in steps from the first one; the field runs on for one step beyond the outer places and is constant then. */
    private static double place(double distance, double step, int count) {
        return step == 0 ? 0 : Math.max(-1, Math.min(count, distance / step));
    }

    private static double between(double first, double second, double share) {
        return first + (second - first) * share;
    }

    @Override
    public boolean isAffine() {
        return false;
    }
}
