package org.palimpsest.app.label;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.app.layer.LabelLayer;
import org.palimpsest.app.map.MapViewModel.Position;

/** The way between places of the map and pixels of the labels, and shapes that are round in pixels. */
record LabelPlane(LabelLayer layer) {
    private static final int CORNERS = 48;

    /** The column and row under a place of the map, with fractions; NaN where there is none. */
    double[] pixel(Position place) {
        double[] point = {place.x(), place.y()};
        layer.placement().toPixels(point);
        return point;
    }

    /** How many units of the map one pixel is wide around a place; NaN where that is unknown. */
    double unitsPerPixel(Position place, double step) {
        double[] d = derivative(place, step);
        return 1 / Math.sqrt(Math.abs(d[0] * d[3] - d[1] * d[2]));
    }

    /**
     * The outline in the map of a circle of pixels.
     *
     * @param radius in pixels
     * @param step a small distance in units of the map
     */
    List<Position> circle(Position centre, double radius, double step) {
        double[] d = derivative(centre, step);
        double determinant = d[0] * d[3] - d[1] * d[2];
        List<Position> outline = new ArrayList<>();
        for (int i = 0; i < CORNERS; i++) {
            double column = radius * Math.cos(2 * Math.PI * i / CORNERS);
            double row = radius * Math.sin(2 * Math.PI * i / CORNERS);
            outline.add(new Position(
                    centre.x() + (d[3] * column - d[1] * row) / determinant,
                    centre.y() + (d[0] * row - d[2] * column) / determinant));
        }
        return outline;
    }

    /** Columns per x, columns per y, rows per x, rows per y. */
    private double[] derivative(Position place, double step) {
        double[] points = {
            place.x() - step,
            place.y(),
            place.x() + step,
            place.y(),
            place.x(),
            place.y() - step,
            place.x(),
            place.y() + step
        };
        layer.placement().toPixels(points);
        return new double[] {
            (points[2] - points[0]) / (2 * step),
            (points[6] - points[4]) / (2 * step),
            (points[3] - points[1]) / (2 * step),
            (points[7] - points[5]) / (2 * step)
        };
    }
}
