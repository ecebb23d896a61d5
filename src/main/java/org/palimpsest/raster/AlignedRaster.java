package org.palimpsest.raster;

import java.nio.file.Path;
import java.util.List;
import org.palimpsest.base.BadInputException;

/**
 * A raster seen on the grid of another one: any coordinate reference system, pixel size, extent and rotation.
 *
 * <p>A pixel's samples depend on the pixel alone, never on the window it is read with, so that tiles meet without seams.
 * Where grids differ by whole pixels, samples are passed on unchanged. Where the source has finer pixels, it is averaged
 * first, so that no detail folds over into false patterns. A pixel is valid when at least half of the weight that its
 * kernel gives falls on observed source pixels; near unobserved ones cubic becomes bilinear, because the negative weights
 * would overshoot. Safe from many threads at once.
 */
public final class AlignedRaster implements Raster {
    /** Windows are worked on in squares of this size, which bounds the memory of a read. */
    private static final int SQUARE = 256;

    private static final double MESH_TOLERANCE = 0.02;
    private static final double WHOLE_PIXEL_TOLERANCE = 1e-3;

    private final Raster source;
    private final Grid grid;
    private final Overlap overlap;
    private final Resampling resampling;
    private final PixelMap map;
    private final AveragedLevel level;
    private final WarpMesh mesh;
    private final Kernel kernel;
    private final boolean wholePixels;

    private AlignedRaster(
            Raster source, Grid grid, Overlap overlap, Resampling resampling, PixelMap map, AveragedLevel level) {
        this.source = source;
        this.grid = grid;
        this.overlap = overlap;
        this.resampling = resampling;
        this.map = map;
        this.level = level;
        double[] d = map.derivative(middleColumn(overlap), middleRow(overlap));
        double columnScale = Math.hypot(d[0], d[1]) / level.columnFactor();
        double rowScale = Math.hypot(d[2], d[3]) / level.rowFactor();
        this.kernel = new Kernel(resampling, columnScale, rowScale);
        double coarsest = Math.min(level.columnFactor(), level.rowFactor());
        this.mesh = new WarpMesh(map, MESH_TOLERANCE * coarsest);
        this.wholePixels = level.isFullResolution() && differsByWholePixels();
    }

    /**
     * Puts {@code after} onto the grid of {@code before}.
     *
     * @throws BadInputException when they share no ground, or it is not known where one of them lies
     */
    public static AlignedRaster align(Raster before, Raster after, Resampling resampling) throws BadInputException {
        return onto(before.grid(), Overlap.of(before, after), after, Overlap.placeOf(before, after), resampling);
    }

    /**
     * Puts a raster onto any grid.
     *
     * @param used the part of the grid that will be read
     * @throws BadInputException when no map is known from the grid to the raster
     */
    public static AlignedRaster onto(Grid grid, Window used, Raster raster, Resampling resampling)
            throws BadInputException {
        return onto(grid, new Overlap(used, 1, List.of()), raster, raster.grid(), resampling);
    }

    private static AlignedRaster onto(Grid grid, Overlap overlap, Raster raster, Grid place, Resampling resampling)
            throws BadInputException {
        PixelMap map = PixelMap.between(grid, place);
        double[] d = map.derivative(middleColumn(overlap), middleRow(overlap));
        AveragedLevel level = resampling == Resampling.NEAREST
                ? AveragedLevel.fullResolution(raster)
                : AveragedLevel.forScale(raster, Math.hypot(d[0], d[1]), Math.hypot(d[2], d[3]));
        return new AlignedRaster(raster, grid, overlap, resampling, map, level);
    }

    /** The same raster with its content moved to where it belongs, in the same single resampling. */
    public AlignedRaster displaced(Displacement displacement) {
        return new AlignedRaster(source, grid, overlap, resampling, map.displaced(displacement), level);
    }

    /**
     * Puts a raster onto a coarser version of the grid of {@code before}, for pictures of whole scenes: overviews are used
     * where the file has them, and what has no overview is averaged.
     *
     * @param raster either of an aligned pair
     * @param coarse the grid of {@code before} with larger pixels
     */
    static AlignedRaster coarse(Raster before, Raster raster, Grid coarse) throws BadInputException {
        return coarse(raster, Overlap.placeOf(before, raster), coarse);
    }

    /** Likewise for a raster of which it is settled where it lies. */
    static AlignedRaster coarse(Raster raster, Grid place, Grid coarse) throws BadInputException {
        PixelMap map = PixelMap.between(coarse, place);
        Overlap all = new Overlap(coarse.window(), 1, List.of());
        double[] d = map.derivative(middleColumn(all), middleRow(all));
        AveragedLevel level = AveragedLevel.forScale(raster, Math.hypot(d[0], d[1]), Math.hypot(d[2], d[3]));
        return new AlignedRaster(raster, coarse, all, Resampling.BILINEAR, map, level);
    }

    private static double middleColumn(Overlap overlap) {
        return overlap.window().x() + overlap.window().width() / 2.0;
    }

    private static double middleRow(Overlap overlap) {
        return overlap.window().y() + overlap.window().height() / 2.0;
    }

    private boolean differsByWholePixels() {
        if (!map.isAffine()) {
            return false;
        }
        double[] corners = {0, 0, grid.width(), 0, 0, grid.height()};
        map.apply(corners);
        double dx = Math.rint(corners[0]);
        double dy = Math.rint(corners[1]);
        double[] expected = {dx, dy, dx + grid.width(), dy, dx, dy + grid.height()};
        for (int i = 0; i < corners.length; i++) {
            if (Math.abs(corners[i] - expected[i]) > WHOLE_PIXEL_TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    /** The ground that both rasters share. */
    public Overlap overlap() {
        return overlap;
    }

    @Override
    public String name() {
        return source.name();
    }

    /** The grid of the other raster. */
    @Override
    public Grid grid() {
        return grid;
    }

    @Override
    public List<Path> files() {
        return source.files();
    }

    @Override
    public List<Band> bands() {
        return source.bands();
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid);
    }

    @Override
    public BlockSize blockSize() {
        return new BlockSize(SQUARE, SQUARE);
    }

    @Override
    public PixelBlock read(int levelNumber, Window window, int[] bands) throws BadInputException {
        if (levelNumber != 0) {
            throw new IllegalArgumentException(
                    "An aligned raster has level 0 only, but level " + levelNumber + " was asked for.");
        }
        if (wholePixels) {
            return readWholePixels(window, bands);
        }
        PixelBlock target = PixelBlock.empty(window, bands.length);
        int firstX = Math.floorDiv(window.x(), SQUARE) * SQUARE;
        int firstY = Math.floorDiv(window.y(), SQUARE) * SQUARE;
        for (int y = firstY; y < window.endY(); y += SQUARE) {
            for (int x = firstX; x < window.endX(); x += SQUARE) {
                var part = new Window(x, y, SQUARE, SQUARE).intersection(window);
                if (part.isPresent()) {
                    resample(part.get(), bands, target);
                }
            }
        }
        return target;
    }

    @Override
    public boolean mayHold(Window window) {
        if (!wholePixels) {
            return true;
        }
        double[] corner = {0, 0};
        map.apply(corner);
        return source.mayHold(window.translate((int) Math.rint(corner[0]), (int) Math.rint(corner[1])));
    }

    private PixelBlock readWholePixels(Window window, int[] bands) throws BadInputException {
        double[] corner = {0, 0};
        map.apply(corner);
        Window there = window.translate((int) Math.rint(corner[0]), (int) Math.rint(corner[1]));
        PixelBlock block = source.read(0, there, bands);
        float[][] samples = new float[bands.length][];
        for (int band = 0; band < bands.length; band++) {
            samples[band] = block.samples(band);
        }
        return new PixelBlock(window, samples, block.valid());
    }

    /** Fills a square of the target; what lies outside the source stays not valid. */
    private void resample(Window part, int[] bands, PixelBlock target) throws BadInputException {
        int pixels = part.width() * part.height();
        double[] columns = new double[pixels];
        double[] rows = new double[pixels];
        mesh.positions(part, columns, rows);
        level.scale(columns, rows);
        var needed = kernel.reach(columns, rows).flatMap(level.window()::intersection);
        if (needed.isEmpty()) {
            return;
        }
        if (needed.get().pixels() > 64L * SQUARE * SQUARE && pixels > 1) {
            for (Window quarter : quarters(part)) {
                resample(quarter, bands, target);
            }
            return;
        }
        PixelBlock pieces = level.read(needed.get(), bands);
        kernel.resample(pieces, part, columns, rows, target);
    }

    private static List<Window> quarters(Window part) {
        int width = Math.max(1, part.width() / 2);
        int height = Math.max(1, part.height() / 2);
        List<Window> quarters = new java.util.ArrayList<>();
        for (int y = part.y(); y < part.endY(); y += height) {
            for (int x = part.x(); x < part.endX(); x += width) {
                quarters.add(new Window(x, y, Math.min(width, part.endX() - x), Math.min(height, part.endY() - y)));
            }
        }
        return quarters;
    }

    /** How samples are resampled. */
    public Resampling resampling() {
        return resampling;
    }

    /** Closes the source. */
    @Override
    public void close() {
        source.close();
    }
}
