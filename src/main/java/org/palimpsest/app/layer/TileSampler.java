package org.palimpsest.app.layer;

import java.util.List;
import java.util.Optional;
import org.palimpsest.app.map.TileAddress;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;

/**
 * Brings a raster's samples onto the pixels of a map tile: coordinates, resolution level and resampling.
 *
 * <p>Coordinates are transformed exactly at the nodes of a mesh and bilinearly between them, which is exact for maps in the
 * raster's own system and off by far less than a pixel for others. Pixels larger than the screen's show as they are;
 * smaller ones are averaged. A tile that would need very many source pixels is made in quarters, so memory stays bounded
 * whatever the file offers. Safe from many threads.
 */
final class TileSampler {
    private static final int CELL = 16;
    private static final int NODES = TileAddress.SIZE / CELL + 1;
    private static final long MOST_PIXELS_AT_ONCE = 1 << 21;

    private final Raster raster;
    private final Placement placement;
    private final int[] bands;
    private final Resampling resampling;

    TileSampler(Raster raster, Placement placement, int[] bands, Resampling resampling) {
        this.raster = raster;
        this.placement = placement;
        this.bands = bands.clone();
        this.resampling = resampling;
    }

    /** The samples of a tile, or nothing where the raster does not reach it. */
    Optional<SampleTile> sample(TileAddress tile) throws BadInputException {
        Mesh mesh = new Mesh(tile);
        SampleTile target = SampleTile.blank(bands.length);
        return fill(mesh, target, 0, 0, TileAddress.SIZE) ? Optional.of(target) : Optional.empty();
    }

    private boolean fill(Mesh mesh, SampleTile target, int left, int top, int size) throws BadInputException {
        double pixelsPerPixel = mesh.pixelsPerPixel(left, top, size);
        int level = levelFor(pixelsPerPixel);
        Grid levelGrid = raster.levels().get(level);
        double factorX = raster.grid().width() / (double) levelGrid.width();
        double factorY = raster.grid().height() / (double) levelGrid.height();
        Optional<Window> window = mesh.window(left, top, size, factorX, factorY, levelGrid);
        if (window.isEmpty()) {
            return false;
        }
        if (window.get().pixels() > MOST_PIXELS_AT_ONCE && size > CELL) {
            int half = size / 2;
            boolean any = fill(mesh, target, left, top, half);
            any |= fill(mesh, target, left + half, top, half);
            any |= fill(mesh, target, left, top + half, half);
            any |= fill(mesh, target, left + half, top + half, half);
            return any;
        }
        PixelBlock block = raster.read(level, window.get(), bands);
        double boxX = Math.max(1, pixelsPerPixel / factorX);
        double boxY = Math.max(1, pixelsPerPixel / factorY);
        double[] place = new double[2];
        boolean any = false;
        for (int row = top; row < top + size; row++) {
            for (int column = left; column < left + size; column++) {
                mesh.at(column + 0.5, row + 0.5, place);
                if (!Double.isNaN(place[0])) {
                    any |= gather(block, place[0] / factorX, place[1] / factorY, boxX, boxY, target, row, column);
                }
            }
        }
        return any;
    }

    /** Puts what lies in a box around (x, y), in pixels of the level, into one pixel of the target. */
    private boolean gather(
            PixelBlock block, double x, double y, double boxX, double boxY, SampleTile target, int row, int column) {
        Window window = block.window();
        int firstX = Math.max(window.x(), boxX < 1.5 ? (int) Math.floor(x) : (int) Math.rint(x - boxX / 2));
        int firstY = Math.max(window.y(), boxY < 1.5 ? (int) Math.floor(y) : (int) Math.rint(y - boxY / 2));
        int endX = Math.min(window.endX(), boxX < 1.5 ? (int) Math.floor(x) + 1 : (int) Math.rint(x + boxX / 2));
        int endY = Math.min(window.endY(), boxY < 1.5 ? (int) Math.floor(y) + 1 : (int) Math.rint(y + boxY / 2));
        boolean[] valid = block.valid();
        int count = 0;
        int pixel = row * TileAddress.SIZE + column;
        for (int sourceY = firstY; sourceY < endY; sourceY++) {
            int index = (sourceY - window.y()) * window.width() + firstX - window.x();
            for (int sourceX = firstX; sourceX < endX; sourceX++, index++) {
                if (valid[index]) {
                    count++;
                    for (int band = 0; band < bands.length; band++) {
                        float value = block.samples(band)[index];
                        float[] sums = target.samples()[band];
                        if (resampling == Resampling.MEAN) {
                            sums[pixel] += value;
                        } else if (count == 1) {
                            sums[pixel] = value;
                        } else if (resampling == Resampling.LARGEST) {
                            sums[pixel] = Math.max(sums[pixel], value);
                        }
                    }
                }
            }
        }
        if (count == 0) {
            return false;
        }
        if (count > 1 && resampling == Resampling.MEAN) {
            for (float[] sums : target.samples()) {
                sums[pixel] /= count;
            }
        }
        target.valid()[pixel] = true;
        return true;
    }

    /** The coarsest level whose pixels are not larger than the screen's. */
    private int levelFor(double pixelsPerPixel) {
        List<Grid> levels = raster.levels();
        int best = 0;
        for (int level = 1; level < levels.size(); level++) {
            double factor = raster.grid().width() / (double) levels.get(level).width();
            if (factor <= pixelsPerPixel * 1.1) {
                best = level;
            }
        }
        return best;
    }

    /** Fractional columns and rows of full resolution at the nodes of a tile. */
    private final class Mesh {
        private final double[] points = new double[NODES * NODES * 2];

        Mesh(TileAddress tile) {
            double resolution = tile.resolution();
            for (int i = 0; i < NODES; i++) {
                for (int j = 0; j < NODES; j++) {
                    int index = (i * NODES + j) * 2;
                    points[index] = tile.minX() + j * CELL * resolution;
                    points[index + 1] = tile.maxY() - i * CELL * resolution;
                }
            }
            placement.toPixels(points);
        }

        void at(double x, double y, double[] place) {
            int j = Math.min(NODES - 2, (int) (x / CELL));
            int i = Math.min(NODES - 2, (int) (y / CELL));
            double right = x / CELL - j;
            double down = y / CELL - i;
            int index = (i * NODES + j) * 2;
            int below = index + NODES * 2;
            for (int k = 0; k < 2; k++) {
                double upper = points[index + k] * (1 - right) + points[index + 2 + k] * right;
                double lower = points[below + k] * (1 - right) + points[below + 2 + k] * right;
                place[k] = upper * (1 - down) + lower * down;
            }
        }

        /** How many pixels of full resolution one pixel of the tile covers, along its longer side. */
        double pixelsPerPixel(int left, int top, int size) {
            double longest = 0;
            for (int i = top / CELL; i < (top + size) / CELL; i++) {
                for (int j = left / CELL; j < (left + size) / CELL; j++) {
                    int index = (i * NODES + j) * 2;
                    double right = Math.max(
                            Math.abs(points[index + 2] - points[index]),
                            Math.abs(points[index + 3] - points[index + 1]));
                    if (right > longest) {
                        longest = right;
                    }
                }
            }
            return longest / CELL;
        }

        Optional<Window> window(int left, int top, int size, double factorX, double factorY, Grid level) {
            double minX = Double.POSITIVE_INFINITY;
            double minY = Double.POSITIVE_INFINITY;
            double maxX = Double.NEGATIVE_INFINITY;
            double maxY = Double.NEGATIVE_INFINITY;
            for (int i = top / CELL; i <= (top + size) / CELL; i++) {
                for (int j = left / CELL; j <= (left + size) / CELL; j++) {
                    double x = points[(i * NODES + j) * 2] / factorX;
                    double y = points[(i * NODES + j) * 2 + 1] / factorY;
                    if (!Double.isNaN(x) && !Double.isNaN(y)) {
                        minX = Math.min(minX, x);
                        maxX = Math.max(maxX, x);
                        minY = Math.min(minY, y);
                        maxY = Math.max(maxY, y);
                    }
                }
            }
            int startX = (int) Math.max(0, Math.floor(minX) - 1);
            int startY = (int) Math.max(0, Math.floor(minY) - 1);
            int endX = (int) Math.min(level.width(), Math.ceil(maxX) + 1);
            int endY = (int) Math.min(level.height(), Math.ceil(maxY) + 1);
            return endX > startX && endY > startY
                    ? Optional.of(new Window(startX, startY, endX - startX, endY - startY))
                    : Optional.empty();
        }
    }
}
