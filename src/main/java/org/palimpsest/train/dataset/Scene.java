package org.palimpsest.train.dataset;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.label.LabelClass;
import org.palimpsest.label.LabelFile;
import org.palimpsest.label.LabelPolygons;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Resampling;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.PolygonRaster;
import org.palimpsest.vector.read.PolygonFile;

/**
 * A labelled pair of rasters of any size, system and resolution: the later date and the label are brought onto the grid of the
 * earlier one, as detection does, and read window by window. Its files stay open as long as the dataset is in use. Safe for
 * several threads.
 *
 * <p>A label is a raster, or a file of polygons (GeoJSON, well-known text, GeoPackage, shapefile), in which case what lies in
 * no polygon has not changed, unless the polygons were reviewed ({@link LabelPolygons}).
 */
final class Scene implements Closeable {
    private static final double EIGHT_BIT = 255;
    private static final int SAMPLE_WINDOWS = 64;
    private static final int SAMPLE_SIDE = 64;

    private final String name;
    private final LabelRule rule;
    private final Raster before;
    private final AlignedRaster after;
    private final @Nullable Raster label;
    private final @Nullable LabelPolygons polygons;
    private double @Nullable [][][] range;

    private Scene(
            String name,
            LabelRule rule,
            Raster before,
            AlignedRaster after,
            @Nullable Raster label,
            @Nullable LabelPolygons polygons) {
        this.name = name;
        this.rule = rule;
        this.before = before;
        this.after = after;
        this.label = label;
        this.polygons = polygons;
    }

    /** Opens the three files; no pixel is read yet. */
    static Scene open(PairFiles files, LabelRule rule) throws BadInputException {
        if (isPolygons(files.label())) {
            Scene scene = ofDates(files.name(), files.before(), files.after(), rule);
            LabelPolygons polygons = LabelPolygons.of(
                    files.label().toString(), PolygonFile.read(files.label().toString()), scene.before.grid());
            return new Scene(files.name(), rule, scene.before, scene.after, null, polygons);
        }
        return open(
                files.name(),
                files.before(),
                files.after(),
                Rasters.open(files.label().toString()),
                rule);
    }

    /** Opens two dates under labels that are open already. */
    static Scene open(String name, Path before, Path after, Raster label, LabelRule rule) throws BadInputException {
        Scene scene = ofDates(name, before, after, rule);
        LabelRule meaning = rule.ignored().isEmpty() && LabelFile.isLabels(label)
                ? new LabelRule(OptionalDouble.of(LabelClass.IGNORE.code()))
                : rule;
        Raster aligned = AlignedRaster.align(scene.before, label, Resampling.NEAREST);
        return new Scene(name, meaning, scene.before, scene.after, aligned, null);
    }

    private static Scene ofDates(String name, Path earlier, Path later, LabelRule rule) throws BadInputException {
        Raster before = Rasters.open(earlier.toString());
        Raster second = Rasters.open(later.toString());
        if (before.bands().size() != second.bands().size()) {
            throw new BadInputException(earlier + " has " + before.bands().size() + " bands, but " + later + " has "
                    + second.bands().size() + ".");
        }
        AlignedRaster after = AlignedRaster.align(before, second, Resampling.BILINEAR);
        return new Scene(name, rule, before, after, null, null);
    }

    static boolean isPolygons(Path file) {
        return PolygonFile.hasVectorName(file);
    }

    /** Closes all files. */
    @Override
    public void close() {
        before.close();
        after.close();
        if (label != null) {
            label.close();
        }
    }

    /** The ground that both dates share, in pixels of the earlier one. */
    Window shared() {
        return after.overlap().window();
    }

    /** The ground that both dates share, cut into chips. */
    List<Window> chips(int side) {
        return chips(shared(), side);
    }

    /** A part of the ground, cut into chips from its upper left corner; those at its far edges are smaller. */
    static List<Window> chips(Window shared, int side) {
        List<Window> chips = new ArrayList<>();
        for (int y = shared.y(); y < shared.endY(); y += side) {
            for (int x = shared.x(); x < shared.endX(); x += side) {
                Window chip = new Window(x, y, Math.min(side, shared.endX() - x), Math.min(side, shared.endY() - y));
                // Slivers would be mostly mirrored.
                if (4 * chip.width() >= side && 4 * chip.height() >= side) {
                    chips.add(chip);
                }
            }
        }
        return chips;
    }

    /** Whether the shared ground is wider than high. */
    boolean isWide() {
        return shared().width() >= shared().height();
    }

    String name() {
        return name;
    }

    /** Reads a window, stretched as the whole scene is. */
    Chip read(Window window) throws BadInputException {
        int[] bands = new int[before.bands().size()];
        Arrays.setAll(bands, i -> i);
        PixelBlock first = before.read(window, bands);
        PixelBlock second = after.read(window, bands);
        byte[] labels = labels(window);
        LabelReader.ignoreUnobserved(labels, first.valid(), second.valid());
        double[][][] limits = range();
        return new Chip(
                bands.length,
                window.height(),
                window.width(),
                stretched(first, limits[0]),
                stretched(second, limits[1]),
                labels);
    }

    /** Tells cheaply whether a window may hold labels. */
    boolean mayBeLabelled(Window window) {
        return label == null || label.mayHold(window);
    }

    /** The labels of a window, also where one of the dates was not observed. */
    byte[] labels(Window window) throws BadInputException {
        if (label != null) {
            return LabelReader.read(label, window, rule);
        }
        LabelPolygons said = java.util.Objects.requireNonNull(polygons);
        byte[] labels = new byte[Math.toIntExact(window.pixels())];
        Arrays.fill(labels, said.rest() == LabelClass.UNCHANGED ? Chip.NO_CHANGE : Chip.IGNORED);
        mark(said, LabelClass.UNCHANGED, Chip.NO_CHANGE, window, labels);
        mark(said, LabelClass.CHANGED, Chip.CHANGE, window, labels);
        mark(said, LabelClass.IGNORE, Chip.IGNORED, window, labels);
        return labels;
    }

    private static void mark(LabelPolygons said, LabelClass one, byte value, Window window, byte[] labels) {
        PolygonRaster area = said.areas().get(one);
        if (area != null) {
            boolean[] inside = area.inside(window);
            for (int i = 0; i < labels.length; i++) {
                labels[i] = inside[i] ? value : labels[i];
            }
        }
    }

    private static Samples stretched(PixelBlock block, double[][] limits) {
        int pixels = block.valid().length;
        boolean eightBit = true;
        for (double[] band : limits) {
            eightBit &= band[0] == 0 && band[1] == EIGHT_BIT;
        }
        float[] values = eightBit ? new float[0] : new float[limits.length * pixels];
        byte[] bytes = eightBit ? new byte[limits.length * pixels] : new byte[0];
        for (int band = 0; band < limits.length; band++) {
            float[] samples = block.samples(band);
            double width = limits[band][1] - limits[band][0];
            for (int i = 0; i < pixels; i++) {
                if (eightBit) {
                    bytes[band * pixels + i] = (byte) Math.round(samples[i]);
                } else if (block.valid()[i]) {
                    double share = (samples[i] - limits[band][0]) / width;
                    values[band * pixels + i] = (float) Math.min(1, Math.max(0, share));
                }
            }
        }
        return eightBit ? new Samples.EightBit(bytes) : new Samples.Real(values);
    }

    /** Low and high of each date and band: 0 and 255 where all samples are 8-bit, else the 2nd and 98th percentile. */
    private synchronized double[][][] range() throws BadInputException {
        if (range == null) {
            Optional<double[][][]> limits = measured();
            double[][] eightBit = new double[before.bands().size()][];
            Arrays.setAll(eightBit, band -> new double[] {0, EIGHT_BIT});
            range = limits.orElse(new double[][][] {eightBit, eightBit});
        }
        return range;
    }

    private Optional<double[][][]> measured() throws BadInputException {
        List<Window> windows = chips(SAMPLE_SIDE);
        int step = Math.max(1, windows.size() / SAMPLE_WINDOWS);
        int count = before.bands().size();
        int[] bands = new int[count];
        Arrays.setAll(bands, i -> i);
        List<List<List<Float>>> samples = new ArrayList<>();
        boolean eightBit = true;
        float largest = 0;
        for (Raster raster : List.of(before, after)) {
            List<List<Float>> ofDate = new ArrayList<>();
            for (int band = 0; band < count; band++) {
                ofDate.add(new ArrayList<>());
            }
            for (int i = 0; i < windows.size(); i += step) {
                PixelBlock block = raster.read(windows.get(i), bands);
                for (int pixel = 0; pixel < block.valid().length; pixel += 2) {
                    for (int band = 0; band < count && block.valid()[pixel]; band++) {
                        float value = block.samples(band)[pixel];
                        eightBit &= value >= 0 && value <= EIGHT_BIT;
                        largest = Math.max(largest, value);
                        ofDate.get(band).add(value);
                    }
                }
            }
            samples.add(ofDate);
        }
        if (eightBit && largest > 1) {
            return Optional.empty();
        }
        double[][][] limits = new double[2][count][];
        for (int date = 0; date < 2; date++) {
            for (int band = 0; band < count; band++) {
                limits[date][band] = DatasetRange.limits(samples.get(date).get(band));
            }
        }
        return Optional.of(limits);
    }
}
