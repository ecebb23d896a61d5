package org.palimpsest.raster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;

/**
 * Tiles of one date as one raster, written {@code mosaic:list.txt}, where the list names one file a line.
 *
 * <p>The grid is that of the first file, grown to hold all; tiles that lie on it pixel on pixel are passed on unchanged, others
 * are brought there bilinearly. Where tiles overlap, the one that is listed first counts. Lines that are empty or begin with #
 * are skipped, and paths are relative to the list. Safe from many threads at once.
 */
final class Mosaic implements Raster {
    /** Written before the list's path. */
    static final String PREFIX = "mosaic:";

    private static final int MAX_TILES = 4096;

    private final String name;
    private final Grid grid;
    private final Optional<GeoKeys> geoKeys;
    private final List<Tile> tiles;
    private final RasterFacts facts;

    private Mosaic(String name, Grid grid, Optional<GeoKeys> geoKeys, List<Tile> tiles, List<Notice> warnings) {
        this.name = name;
        this.grid = grid;
        this.geoKeys = geoKeys;
        this.tiles = List.copyOf(tiles);
        this.facts = new RasterFacts("mosaic", "NONE", "BAND", "none", false, 0, Optional.empty(), warnings);
    }

    /** A file on the mosaic's grid, and the window outside of which it holds nothing. */
    private record Tile(AlignedRaster raster, Window window) {}

    /**
     * Opens the files of a list.
     *
     * @param spec the prefix and the list's path
     * @throws BadInputException when the list or a file cannot be read, or the files do not belong together
     */
    static Raster open(String spec) throws BadInputException {
        List<Raster> opened = new ArrayList<>();
        boolean done = false;
        try {
            for (Path path : paths(spec)) {
                opened.add(Rasters.openFile(path.toString()));
            }
            checkBelongTogether(opened);
            Grid grid = union(opened);
            BlankRaster frame = new BlankRaster(spec, grid);
            TreeSet<Notice> warnings = new TreeSet<>(Comparator.comparing(Notice::message));
            List<Tile> tiles = new ArrayList<>();
            for (Raster raster : opened) {
                AlignedRaster aligned = AlignedRaster.align(frame, raster, Resampling.BILINEAR);
                warnings.addAll(aligned.overlap().warnings());
                warnings.addAll(raster.facts().warnings());
                Optional<Window> window = aligned.overlap().window().grow(2).intersection(grid.window());
                tiles.add(new Tile(aligned, window.orElseThrow()));
            }
            Mosaic mosaic = new Mosaic(spec, grid, opened.get(0).geoKeys(), tiles, List.copyOf(warnings));
            done = true;
            return mosaic;
        } finally {
            if (!done) {
                opened.forEach(Raster::close);
            }
        }
    }

    private static List<Path> paths(String spec) throws BadInputException {
        Path list = Path.of(spec.substring(PREFIX.length()));
        List<Path> paths = new ArrayList<>();
        try {
            if (!Files.isRegularFile(list)) {
                throw new BadInputException("There is no list " + list + " of the mosaic's files.");
            }
            for (String line : Files.readAllLines(list)) {
                if (!line.isBlank() && !line.strip().startsWith("#")) {
                    paths.add(list.resolveSibling(line.strip()));
                }
            }
        } catch (IOException e) {
            throw new BadInputException("The list " + list + " cannot be read as text.", e);
        }
        if (paths.isEmpty() || paths.size() > MAX_TILES) {
            throw new BadInputException(
                    "The list " + list + " names " + paths.size() + " files, but a mosaic has 1 to " + MAX_TILES + ".");
        }
        return paths;
    }

    private static void checkBelongTogether(List<Raster> rasters) throws BadInputException {
        Raster first = rasters.get(0);
        for (Raster raster : rasters) {
            if (raster.grid().transform().equals(GeoTransform.PIXELS)) {
                throw new BadInputException(raster.name()
                        + " does not say where it lies, so it has no place in a mosaic. Georeference it first.");
            }
            if (raster.bands().size() != first.bands().size()) {
                throw new BadInputException(
                        raster.name() + " has " + raster.bands().size() + " bands, but " + first.name() + " has "
                                + first.bands().size() + ". Files of one mosaic need the same bands.");
            }
        }
    }

    /** The first grid, grown by whole pixels until it holds every other one. */
    private static Grid union(List<Raster> rasters) throws BadInputException {
        Grid first = rasters.get(0).grid();
        double[] edges = {0, 0, first.width(), first.height()};
        for (Raster raster : rasters) {
            Grid grid = raster.grid();
            double[] border = Overlap.border(grid);
            PixelMap.between(grid, first).apply(border);
            for (int i = 0; i < border.length; i += 2) {
                edges[0] = Math.min(edges[0], border[i]);
                edges[1] = Math.min(edges[1], border[i + 1]);
                edges[2] = Math.max(edges[2], border[i]);
                edges[3] = Math.max(edges[3], border[i + 1]);
            }
        }
        // A thousandth of a pixel absorbs the rounding of coordinates.
        double slack = 1e-3;
        double width = Math.ceil(edges[2] - slack) - Math.floor(edges[0] + slack);
        double height = Math.ceil(edges[3] - slack) - Math.floor(edges[1] + slack);
        if (!(width <= Integer.MAX_VALUE / 2) || !(height <= Integer.MAX_VALUE / 2)) {
            throw new BadInputException("The files of the mosaic lie too far apart: together they need " + width + " x "
                    + height + " pixels.");
        }
        int x = (int) Math.floor(edges[0] + slack);
        int y = (int) Math.floor(edges[1] + slack);
        return first.part(new Window(x, y, (int) width, (int) height));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<GeoKeys> geoKeys() {
        return geoKeys;
    }

    @Override
    public Grid grid() {
        return grid;
    }

    @Override
    public List<Path> files() {
        Stream<Path> list = Stream.of(Path.of(name.substring(PREFIX.length())));
        return Stream.concat(list, tiles.stream().flatMap(tile -> tile.raster().files().stream()))
                .toList();
    }

    @Override
    public List<Band> bands() {
        return tiles.get(0).raster().bands();
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid);
    }

    @Override
    public BlockSize blockSize() {
        return new BlockSize(256, 256);
    }

    @Override
    public RasterFacts facts() {
        return facts;
    }

    @Override
    public PixelBlock read(int level, Window window, int[] bands) throws BadInputException {
        PixelBlock block = PixelBlock.empty(window, bands.length);
        for (Tile tile : tiles) {
            Optional<Window> part = tile.window().intersection(window);
            if (part.isPresent()) {
                fillGaps(block, tile.raster().read(level, part.get(), bands));
            }
        }
        return block;
    }

    private static void fillGaps(PixelBlock block, PixelBlock part) {
        Window window = part.window();
        for (int y = 0; y < window.height(); y++) {
            int to = block.window().index(window.x(), window.y() + y);
            int from = y * window.width();
            for (int x = 0; x < window.width(); x++) {
                if (part.valid()[from + x] && !block.valid()[to + x]) {
                    block.valid()[to + x] = true;
                    for (int band = 0; band < block.bands(); band++) {
                        block.samples(band)[to + x] = part.samples(band)[from + x];
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        tiles.forEach(tile -> tile.raster().close());
    }
}
