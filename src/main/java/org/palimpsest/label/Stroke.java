package org.palimpsest.label;

import java.util.Optional;
import org.palimpsest.raster.Window;

/**
 * One straight piece of a brush stroke: all pixels whose centre is no farther than the radius from the line. The pixel under
 * either end always belongs to it, so that the smallest brush leaves a trace.
 *
 * @param fromX column of one end, with fractions
 * @param fromY row of one end
 * @param toX column of the other end
 * @param toY row of the other end
 * @param radius in pixels
 */
public record Stroke(double fromX, double fromY, double toX, double toY, double radius) implements LabelArea {
    public Stroke {
        if (!(radius > 0) || !Double.isFinite(fromX + fromY + toX + toY)) {
            throw new IllegalArgumentException("A stroke has finite ends and a radius above 0 pixels, but was " + fromX
                    + ", " + fromY + " to " + toX + ", " + toY + " with " + radius + ".");
        }
    }

    @Override
    public Optional<Window> window() {
        double reach = Math.max(radius, 1);
        double limit = 1 << 29;
        double left = Math.floor(Math.min(fromX, toX) - reach);
        double top = Math.floor(Math.min(fromY, toY) - reach);
        double right = Math.ceil(Math.max(fromX, toX) + reach);
        double bottom = Math.ceil(Math.max(fromY, toY) + reach);
        if (left < -limit || top < -limit || right > limit || bottom > limit) {
            return Optional.empty();
        }
        return Optional.of(new Window((int) left, (int) top, (int) (right - left), (int) (bottom - top)));
    }

    @Override
    public boolean[] inside(Window window) {
        boolean[] inside = new boolean[Math.toIntExact(window.pixels())];
        double dx = toX - fromX;
        double dy = toY - fromY;
        double length = dx * dx + dy * dy;
        for (int row = 0; row < window.height(); row++) {
            double y = window.y() + row + 0.5;
            for (int column = 0; column < window.width(); column++) {
                double x = window.x() + column + 0.5;
                double along = length == 0 ? 0 : ((x - fromX) * dx + (y - fromY) * dy) / length;
                double place = Math.max(0, Math.min(1, along));
                double offX = x - fromX - place * dx;
                double offY = y - fromY - place * dy;
                inside[row * window.width() + column] = offX * offX + offY * offY <= radius * radius;
            }
        }
        mark(window, fromX, fromY, inside);
        mark(window, toX, toY, inside);
        return inside;
    }

    private static void mark(Window window, double x, double y, boolean[] inside) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        if (column >= window.x() && column < window.endX() && row >= window.y() && row < window.endY()) {
            inside[window.index(column, row)] = true;
        }
    }
}
