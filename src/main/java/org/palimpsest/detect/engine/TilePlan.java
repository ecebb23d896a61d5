package org.palimpsest.detect.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.stream.IntStream;
import org.palimpsest.raster.Window;

/**
 * How a run cuts its extent into tiles: one tile shape for the whole run, on a lattice that begins at the grid's first
 * pixel, so that tiles lie along the blocks of the file.
 *
 * <p>Tiles are numbered from 0, row by row, over those that touch the extent.
 *
 * @param extent the part of the grid to cover
 * @param tileWidth columns of a tile without its halo
 * @param tileHeight rows of a tile without its halo
 * @param feather pixels on each side of a border between tiles over which one tile's result fades into the other's; 0 for
 *     none
 */
public record TilePlan(Window extent, int tileWidth, int tileHeight, int feather) {
    private static final String KEY = "tiles";
    private static final int SMALLEST = 16;
    private static final int LARGEST = 8192;

    public TilePlan {
        check("width", tileWidth);
        check("height", tileHeight);
        if (feather < 0 || 2 * feather > Math.min(tileWidth, tileHeight)) {
            throw new IllegalArgumentException("A feather must be 0 pixels to half the tile of " + tileWidth + " x "
                    + tileHeight + " pixels, but was " + feather + ".");
        }
    }

    /** Tiles with hard borders. */
    public TilePlan(Window extent, int tileWidth, int tileHeight) {
        this(extent, tileWidth, tileHeight, 0);
    }

    private static void check(String what, int value) {
        if (value < SMALLEST || value > LARGEST) {
            throw new IllegalArgumentException(
                    "A tile's " + what + " must be " + SMALLEST + " to " + LARGEST + " pixels, but was " + value + ".");
        }
    }

    /** Writes the plan into the header of a journal. */
    public void write(JsonObject header) {
        JsonArray numbers = new JsonArray();
        IntStream.of(extent.x(), extent.y(), extent.width(), extent.height(), tileWidth, tileHeight, feather)
                .forEach(numbers::add);
        header.add(KEY, numbers);
    }

    /** The plan that the header of a journal states; empty where it states none. */
    public static Optional<TilePlan> read(JsonObject header) {
        if (!(header.get(KEY) instanceof JsonArray numbers) || numbers.size() != 7) {
            return Optional.empty();
        }
        int[] n = numbers.asList().stream().mapToInt(JsonElement::getAsInt).toArray();
        return Optional.of(new TilePlan(new Window(n[0], n[1], n[2], n[3]), n[4], n[5], n[6]));
    }

    /** How many tiles there are. */
    public long count() {
        return (long) columns() * rows();
    }

    /** The pixels of the extent for which a tile is responsible; each pixel belongs to exactly one tile. */
    public Window core(long tile) {
        Optional<Window> core = whole(tile).intersection(extent);
        return core.orElseThrow(
                () -> new IllegalArgumentException("There is no tile " + tile + " of " + count() + "."));
    }

    /** The pixels for which a tile's result is kept: its core and the feather around it, as far as the extent reaches. */
    public Window kept(long tile) {
        return whole(tile).grow(feather).intersection(extent).orElseThrow();
    }

    /** The most pixels that are kept of one tile. */
    public long mostKept() {
        return (tileWidth + 2L * feather) * (tileHeight + 2L * feather);
    }

    /**
     * The part, 0 to 1, that a tile has in the result at a pixel: 1 inside its core, falling in a straight line across the
     * feather on both sides of a border, 0 outside. The parts of all tiles at a pixel add up to 1.
     */
    double share(Window core, int x, int y) {
        return share(core.x(), core.endX(), extent.x(), extent.endX(), x)
                * share(core.y(), core.endY(), extent.y(), extent.endY(), y);
    }

    private double share(int start, int end, int extentStart, int extentEnd, int at) {
        double middle = at + 0.5;
        // Beyond the extent there is no other tile to fade into.
        double rise = start == extentStart ? 1 : (middle - (start - feather)) / (2 * feather);
        double fall = end == extentEnd ? 1 : (end + feather - middle) / (2 * feather);
        return Math.min(1, Math.max(0, rise)) * Math.min(1, Math.max(0, fall));
    }

    /**
     * The window that is read for a tile.
     *
     * @param halo context on each side, in pixels
     * @param multiple width and height are multiples of this; what is added lies right and below
     * @param fixedShape whether the window has the same shape for every tile, also where it reaches over the extent
     */
    public Window read(long tile, int halo, int multiple, boolean fixedShape) {
        Window core = fixedShape ? whole(tile) : core(tile);
        Window grown = core.grow(halo);
        return new Window(grown.x(), grown.y(), roundUp(grown.width(), multiple), roundUp(grown.height(), multiple));
    }

    /** The tiles that share pixels with a window, as first and last column and row of the lattice of tiles. */
    TileRange touching(Window window) {
        return new TileRange(
                Math.max(0, Math.floorDiv(window.x(), tileWidth) - firstColumn()),
                Math.max(0, Math.floorDiv(window.y(), tileHeight) - firstRow()),
                Math.min(columns() - 1, Math.floorDiv(window.endX() - 1, tileWidth) - firstColumn()),
                Math.min(rows() - 1, Math.floorDiv(window.endY() - 1, tileHeight) - firstRow()));
    }

    /** The number of the tile in a column and row of the lattice. */
    long tileAt(int column, int row) {
        return (long) row * columns() + column;
    }

    private Window whole(long tile) {
        if (tile < 0 || tile >= count()) {
            throw new IllegalArgumentException("There is no tile " + tile + " of " + count() + ".");
        }
        int column = firstColumn() + (int) (tile % columns());
        int row = firstRow() + (int) (tile / columns());
        return new Window(
                Math.multiplyExact(column, tileWidth), Math.multiplyExact(row, tileHeight), tileWidth, tileHeight);
    }

    private int firstColumn() {
        return Math.floorDiv(extent.x(), tileWidth);
    }

    private int firstRow() {
        return Math.floorDiv(extent.y(), tileHeight);
    }

    /** Columns of the lattice of tiles. */
    public int columns() {
        return Math.floorDiv(extent.endX() - 1, tileWidth) - firstColumn() + 1;
    }

    /** Rows of the lattice of tiles. */
    public int rows() {
        return Math.floorDiv(extent.endY() - 1, tileHeight) - firstRow() + 1;
    }

    private static int roundUp(int value, int multiple) {
        return Math.multiplyExact(Math.floorDiv(value + multiple - 1, multiple), multiple);
    }

    /** Columns and rows of the lattice of tiles, both ends included. */
    record TileRange(int firstColumn, int firstRow, int lastColumn, int lastRow) {}
}
