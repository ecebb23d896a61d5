package org.palimpsest.app.map;

/** A rectangle in the coordinates of the map; not empty. */
public record MapExtent(double minX, double minY, double maxX, double maxY) {
    public MapExtent {
        if (!(minX < maxX) || !(minY < maxY)) {
            throw new IllegalArgumentException(
                    "An extent must not be empty, but was " + minX + ", " + minY + " to " + maxX + ", " + maxY + ".");
        }
    }

    /** The smallest extent around points x0, y0, x1, y1, ...; NaN points are passed over. */
    public static MapExtent around(double[] points) {
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        for (int i = 0; i + 1 < points.length; i += 2) {
            if (!Double.isNaN(points[i]) && !Double.isNaN(points[i + 1])) {
                minX = Math.min(minX, points[i]);
                maxX = Math.max(maxX, points[i]);
                minY = Math.min(minY, points[i + 1]);
                maxY = Math.max(maxY, points[i + 1]);
            }
        }
        return new MapExtent(minX, minY, maxX, maxY);
    }

    public double width() {
        return maxX - minX;
    }

    public double height() {
        return maxY - minY;
    }

    public double centreX() {
        return (minX + maxX) / 2;
    }

    public double centreY() {
        return (minY + maxY) / 2;
    }

    /** Tells whether both share more than an edge. */
    public boolean intersects(MapExtent other) {
        return minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY;
    }

    /** The smallest extent that holds both. */
    public MapExtent union(MapExtent other) {
        return new MapExtent(
                Math.min(minX, other.minX),
                Math.min(minY, other.minY),
                Math.max(maxX, other.maxX),
                Math.max(maxY, other.maxY));
    }

    /** This extent with a margin of the given share of its size on each side. */
    public MapExtent grow(double share) {
        double dx = width() * share;
        double dy = height() * share;
        return new MapExtent(minX - dx, minY - dy, maxX + dx, maxY + dy);
    }
}
