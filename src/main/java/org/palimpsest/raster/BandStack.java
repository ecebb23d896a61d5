package org.palimpsest.raster;

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
 * Several files of one date as one raster: the bands of the first, then those of the second, and so on, written {@code
 * a.tif,b.tif,c.tif}.
 *
 * <p>All bands are seen on the grid of the file with the smallest pixels; coarser ones are brought there bilinearly, and its
 * overviews are the levels of the whole. A pixel is valid where every wanted band was observed. Safe from many threads at once.
 */
public final class BandStack implements Raster {
    private final String name;
    private final Grid grid;
    private final Optional<GeoKeys> geoKeys;
    private final BlockSize blockSize;
    private final List<Grid> levels;
    private final List<Source> sources;
    private final List<Band> bands;
    /** For each band of the stack: which source holds it, and its index there. */
    private final int[] sourceOf;

    private final int[] bandInSource;
    private final RasterFacts facts;

    private final List<Path> lists;

    private BandStack(
            String name,
            List<Path> lists,
            Raster finest,
            List<Source> sources,
            List<String> titles,
            RasterFacts facts) {
        this.name = name;
        this.lists = lists;
        this.facts = facts;
        this.grid = finest.grid();
        this.geoKeys = finest.geoKeys();
        this.levels = finest.levels();
        this.blockSize = finest.blockSize();
        this.sources = sources;
        this.bands = new ArrayList<>();
        int count = sources.stream()
                .mapToInt(source -> source.raster().bands().size())
                .sum();
        sourceOf = new int[count];
        bandInSource = new int[count];
        for (int source = 0; source < sources.size(); source++) {
            List<Band> own = sources.get(source).raster().bands();
            for (int band = 0; band < own.size(); band++) {
                Band b = own.get(band);
                int number = bands.size() + 1;
                sourceOf[number - 1] = source;
                bandInSource[number - 1] = band;
                String title = own.size() == 1 ? titles.get(source) : titles.get(source) + " " + b.name();
                bands.add(new Band(number, title, b.type(), b.nodata(), b.scale(), b.offset()));
            }
        }
    }

    /**
     * Opens the files of a stack.
     *
     * @param spec paths with commas between them
     * @throws BadInputException when one cannot be opened, or does not overlap the others
     */
    static Raster open(String spec) throws BadInputException {
        List<Raster> opened = new ArrayList<>();
        boolean done = false;
        try {
            for (String part : spec.split(",")) {
                if (!part.isBlank()) {
                    opened.add(Rasters.openFile(part.trim()));
                }
            }
            if (opened.size() < 2) {
                throw new BadInputException(
                        "\"" + spec + "\" names no band stack. Give two files or more: a.tif,b.tif.");
            }
            RasterFacts facts =
                    new RasterFacts("band stack", "NONE", "BAND", "none", false, 0, Optional.empty(), List.of());
            BandStack stack = of(spec, List.of(), opened, titles(opened), facts);
            done = true;
            return stack;
        } finally {
            if (!done) {
                opened.forEach(Raster::close);
            }
        }
    }

    /**
     * Stacks open rasters, which are closed with the stack.
     *
     * @param name how messages call it
     * @param lists files that name the rasters
     * @param opened the rasters, at least one
     * @param titles names of the rasters' bands, one for each raster
     * @param facts what is known of the whole; the warnings of the rasters are added
     * @throws BadInputException when one does not overlap the finest; the rasters stay open
     */
    public static BandStack of(
            String name, List<Path> lists, List<Raster> opened, List<String> titles, RasterFacts facts)
            throws BadInputException {
        Raster finest = finest(opened);
        TreeSet<Notice> warnings = new TreeSet<>(Comparator.comparing(Notice::message));
        List<Source> sources = new ArrayList<>();
        for (Raster raster : opened) {
            sources.add(Source.of(raster, finest, warnings));
            warnings.addAll(raster.facts().warnings());
        }
        List<Notice> all = new ArrayList<>(facts.warnings());
        all.addAll(warnings);
        return new BandStack(name, lists, finest, sources, titles, facts.withWarnings(all));
    }

    /**
     * A raster of the stack, seen on the stack's grids.
     *
     * @param raster as it was opened
     * @param views the raster on the grid of each level; empty where its own levels have those very grids
     */
    private record Source(Raster raster, List<AlignedRaster> views) {
        static Source of(Raster raster, Raster finest, TreeSet<Notice> warnings) throws BadInputException {
            if (raster.levels().equals(finest.levels())) {
                return new Source(raster, List.of());
            }
            List<AlignedRaster> views = new ArrayList<>();
            AlignedRaster full = AlignedRaster.align(finest, raster, Resampling.BILINEAR);
            warnings.addAll(full.overlap().warnings());
            views.add(full);
            for (Grid level : finest.levels().subList(1, finest.levels().size())) {
                views.add(AlignedRaster.coarse(finest, raster, level));
            }
            return new Source(raster, views);
        }

        PixelBlock read(int level, Window window, int[] bands) throws BadInputException {
            return views.isEmpty()
                    ? raster.read(level, window, bands)
                    : views.get(level).read(window, bands);
        }
    }

    private static Raster finest(List<Raster> rasters) {
        Raster finest = rasters.get(0);
        for (Raster raster : rasters) {
            // Files of one scene cover the same ground, so the most pixels are the smallest, whatever the unit.
            if (raster.grid().pixels() > finest.grid().pixels()) {
                finest = raster;
            }
        }
        return finest;
    }

    /** What differs in the file names: "B02" of "scene_B02.tif" and "scene_B03.tif". */
    private static List<String> titles(List<Raster> rasters) {
        List<String> stems = rasters.stream()
                .map(raster ->
                        String.valueOf(Path.of(raster.name()).getFileName()).replaceAll("\\.[^.]*$", ""))
                .toList();
        int same = 0;
        String first = stems.get(0);
        for (int i = 0; i < first.length(); i++) {
            char c = first.charAt(i);
            int at = i;
            if (!stems.stream().allMatch(stem -> stem.length() > at + 1 && stem.charAt(at) == c)) {
                break;
            }
            if (!Character.isLetterOrDigit(c)) {
                same = i + 1;
            }
        }
        int begin = same;
        return stems.stream().map(stem -> stem.substring(begin)).toList();
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
        return Stream.concat(lists.stream(), sources.stream().flatMap(source -> source.raster().files().stream()))
                .toList();
    }

    @Override
    public List<Band> bands() {
        return List.copyOf(bands);
    }

    @Override
    public List<Grid> levels() {
        return levels;
    }

    @Override
    public BlockSize blockSize() {
        return blockSize;
    }

    @Override
    public RasterFacts facts() {
        return facts;
    }

    @Override
    public PixelBlock read(int level, Window window, int[] wanted) throws BadInputException {
        float[][] samples = new float[wanted.length][];
        boolean[] valid = new boolean[Math.toIntExact(window.pixels())];
        java.util.Arrays.fill(valid, true);
        for (int source = 0; source < sources.size(); source++) {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < wanted.length; i++) {
                if (sourceOf[wanted[i]] == source) {
                    places.add(i);
                }
            }
            if (places.isEmpty()) {
                continue;
            }
            int[] own = places.stream().mapToInt(i -> bandInSource[wanted[i]]).toArray();
            PixelBlock part = sources.get(source).read(level, window, own);
            for (int i = 0; i < own.length; i++) {
                samples[places.get(i)] = part.samples(i);
            }
            for (int i = 0; i < valid.length; i++) {
                valid[i] &= part.valid()[i];
            }
        }
        PixelBlock block = new PixelBlock(window, samples, valid);
        block.clearInvalid();
        return block;
    }

    @Override
    public void close() {
        sources.forEach(source -> source.raster().close());
    }
}
