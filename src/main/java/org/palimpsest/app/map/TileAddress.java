package org.palimpsest.app.map;

/**
 * The place of one square tile of the picture: a zoom step, and column and row counted from the map's origin, rows
 * downwards.
 */
public record TileAddress(int step, long column, long row) {
    /** Width and height of a tile in pixels. */
    public static final int SIZE = 256;

    /** Map units of one pixel of this tile. */
    public double resolution() {
        return Viewport.resolution(step);
    }

    /** x of the tile's left edge. */
    public double minX() {
        return column * SIZE * resolution();
    }

    /** y of the tile's top edge. */
    public double maxY() {
        return -row * SIZE * resolution();
    }

    /** What the tile covers. */
    public MapExtent extent() {
        double size = SIZE * resolution();
        return new MapExtent(minX(), maxY() - size, minX() + size, maxY());
    }
}
