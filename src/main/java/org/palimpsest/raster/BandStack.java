package org.palimpsest.raster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.palimpsest.base.BadInputException;

/**
 * Several files of one date as one raster: the bands of the first, then those of the second, and so on, written {@code
 * a.tif,b.tif,c.tif}.
 *
 * <p>All bands are seen on the grid of the file with the smallest pixels; coarser ones are brought there bilinearly. A pixel is
 * valid where every wanted band was observed. Safe from many threads at once.
 */
final class BandStack implements Raster {
    private final String name;
    private final Grid grid;
    private final Optional<GeoKeys> geoKeys;
    private final BlockSize blockSize;
    private final List<Raster> sources;
    private final List<Band> bands;
    /** For each band of the stack: which source holds it, and its index there. */
    private final int[] sourceOf;

    private final int[] bandInSource;
    private final RasterFacts facts;

    private BandStack(String name, Raster finest, List<Raster> sources, List<String> titles, List<String> warnings) {
        this.name = name;
        this.grid = finest.grid();
        this.geoKeys = finest.geoKeys();
        this.blockSize = finest.blockSize();
        this.sources = sources;
        this.bands = new ArrayList<>();
        int count = sources.stream().mapToInt(source -> source.bands().size()).sum();
        sourceOf = new int[count];
        bandInSource = new int[count];
        for (int source = 0; source < sources.size(); source++) {
            List<Band> own = sources.get(source).bands();
            for (int band = 0; band < own.size(); band++) {
                Band b = own.get(band);
                int number = bands.size() + 1;
                sourceOf[number - 1] = source;
                bandInSource[number - 1] = band;
                String title = own.size() == 1 ? titles.get(source) : titles.get(source) + " " + b.name();
                bands.add(new Band(number, title, b.type(), b.nodata(), b.scale(), b.offset()));
            }
        }
        facts = new RasterFacts("band stack", "NONE", "BAND", "none", false, 0, Optional.empty(), warnings);
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
            Raster finest = finest(opened);
            TreeSet<String> warnings = new TreeSet<>();
            List<Raster> sources = new ArrayList<>();
            for (Raster raster : opened) {
                if (raster == finest) {
                    sources.add(raster);
                } else {
                    AlignedRaster aligned = AlignedRaster.align(finest, raster, Resampling.BILINEAR);
                    warnings.addAll(aligned.overlap().warnings());
                    sources.add(aligned);
                }
                warnings.addAll(raster.facts().warnings());
            }
            BandStack stack = new BandStack(spec, finest, sources, titles(opened), List.copyOf(warnings));
            done = true;
            return stack;
        } finally {
            if (!done) {
                opened.forEach(Raster::close);
            }
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
        return sources.stream().flatMap(source -> source.files().stream()).toList();
    }

    @Override
    public List<Band> bands() {
        return List.copyOf(bands);
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid);
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
        sources.forEach(Raster::close);
    }
}
