package org.palimpsest.train.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Resampling;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.AreaOfInterest;
import org.palimpsest.vector.PolygonRaster;

/**
 * A labelled pair of rasters of any size, system and resolution: the later date and the label are brought onto the grid of the
 * earlier one, as detection does, and read window by window. Its files stay open as long as the dataset is in use. Safe for
 * several threads.
 *
 * <p>A label is a raster, or a file of polygons (GeoJSON, well-known text, GeoPackage, shapefile), in which case what lies in
 * no polygon has not changed.
 */
final class Scene {
    private static final double EIGHT_BIT = 255;
    private static final int SAMPLE_WINDOWS = 64;
    private static final int SAMPLE_SIDE = 64;

    private final String name;
    private final LabelRule rule;
    private final Raster before;
    private final AlignedRaster after;
    private final @Nullable Raster label;
    private final @Nullable PolygonRaster polygons;
    private double @Nullable [][][] range;

    private Scene(
            String name,
            LabelRule rule,
            Raster before,
            AlignedRaster after,
            @Nullable Raster label,
            @Nullable PolygonRaster polygons) {
        this.name = name;
        this.rule = rule;
        this.before = before;
        this.after = after;
        this.label = label;
        this.polygons = polygons;
    }

    /** Opens the three files; no pixel is read yet. */
    static Scene open(PairFiles files, LabelRule rule) throws BadInputException {
        Raster before = Rasters.open(files.before().toString());
        Raster second = Rasters.open(files.after().toString());
        if (before.bands().size() != second.bands().size()) {
            throw new BadInputException(
                    files.before() + " has " + before.bands().size() + " bands, but " + files.after() + " has "
                            + second.bands().size() + ".");
        }
        AlignedRaster after = AlignedRaster.align(before, second, Resampling.BILINEAR);
        if (isPolygons(files.label())) {
            PolygonRaster polygons = AreaOfInterest.parse(files.label().toString(), before.grid());
            return new Scene(files.name(), rule, before, after, null, polygons);
        }
        Raster label = AlignedRaster.align(before, Rasters.open(files.label().toString()), Resampling.NEAREST);
        return new Scene(files.name(), rule, before, after, label, null);
    }

    static boolean isPolygons(Path file) {
        String lower = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return List.of(".geojson", ".json", ".gpkg", ".shp", ".wkt").stream().anyMatch(lower::endsWith);
    }

    /** The ground that both dates share, cut into chips from its upper left corner; those at its far edges are smaller. */
    List<Window> chips(int side) {
        Window shared = after.overlap().window();
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
        return after.overlap().window().width() >= after.overlap().window().height();
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

    private byte[] labels(Window window) throws BadInputException {
        if (label != null) {
            return LabelReader.read(label, window, rule);
        }
        boolean[] inside = java.util.Objects.requireNonNull(polygons).inside(window);
        byte[] labels = new byte[inside.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = inside[i] ? Chip.CHANGE : Chip.NO_CHANGE;
        }
        return labels;
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
