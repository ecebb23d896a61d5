package org.palimpsest.detect.threshold;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/**
 * How large a statistic gets where nothing changed but the registration: from this follows the level below which no automatic
 * threshold may fall.
 *
 * <p>A rule such as Otsu's always finds two classes, so between two pictures of an unchanged place it marks noise and the
 * seams of half a pixel of misregistration, often a third of the scene. Here each date is compared, by the fitted model, with
 * its own copy moved by half a pixel to the right and down; a threshold must leave all but a small part of these phantoms
 * unmarked. That is also far above what the noise of a picture alone makes of it.
 *
 * <p>Where much more of the pair stands out than of the phantoms, something did change, and the threshold may fall further: as
 * long as phantoms, had the pair been misregistered as they are, would make up at most a quarter of what is marked. That is
 * the false discovery rate of Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal
 * Statistical Society B 57(1), 1995, with the phantoms for the distribution without change. In an unchanged scene no more stands
 * out than of its phantoms, and the level stays.
 */
public final class PhantomChange {
    /** The part of the pixels of an unchanged, misregistered scene that may be marked. */
    private static final double ALLOWED = 0.0075;

    /** The part of the marked pixels that phantoms may make up. */
    private static final double FALSE_DISCOVERIES = 0.25;

    /** By how much the level falls from step to step, as far as it may. */
    private static final double STEP = 0.99;

    private static final double LEAST_PART_OF_FLOOR = 0.001;

    private static final int TILE = 256;
    /** Tiles that are looked at, spread over the scene; two million pixels give the quantile to a few percent. */
    private static final int MOST_TILES = 32;

    /** What is known of a model that cannot compare a date with itself: nothing. */
    static final PhantomChange UNKNOWN = new PhantomChange(List.of());

    private final List<Histogram> dates;

    private PhantomChange(List<Histogram> dates) {
        this.dates = dates;
    }

    /**
     * Compares each date with its moved copy.
     *
     * <p>Looks at up to 32 tiles of the scene, always the same ones.
     */
    public static PhantomChange of(AlignedPair pair, ChangeModel model, Cancellation cancellation)
            throws BadInputException, CancelledException {
        Map<ChangeModel.Date, ChangeModel> within = new EnumMap<>(ChangeModel.Date.class);
        Map<ChangeModel.Date, Histogram> phantoms = new EnumMap<>(ChangeModel.Date.class);
        for (ChangeModel.Date date : ChangeModel.Date.values()) {
            model.within(date).ifPresent(alone -> {
                within.put(date, alone);
                phantoms.put(date, new Histogram());
            });
        }
        for (Window tile : within.isEmpty() ? List.<Window>of() : tiles(pair.extent())) {
            cancellation.check();
            count(pair, model, within, tile, phantoms);
        }
        return new PhantomChange(List.copyOf(phantoms.values()));
    }

    /**
     * The least magnitude that an automatic threshold on a side may take.
     *
     * @param pair the statistic of the pair itself
     * @return 0 where the model cannot compare a date with itself
     */
    public double floor(Histogram.Side side, Histogram pair) {
        double floor = 0;
        for (Histogram phantoms : dates) {
            floor = Math.max(floor, phantoms.quantile(side, 1 - ALLOWED));
        }
        double allowed = floor;
        for (double next = floor;
                next > LEAST_PART_OF_FLOOR * floor && marked(next, side) <= FALSE_DISCOVERIES * part(pair, next, side);
                next *= STEP) {
            allowed = next;
        }
        return allowed;
    }

    /** The largest part of a date's phantoms that a threshold would mark. */
    private double marked(double magnitude, Histogram.Side side) {
        return dates.stream()
                .mapToDouble(phantoms -> part(phantoms, magnitude, side))
                .max()
                .orElse(1);
    }

    private static double part(Histogram histogram, double magnitude, Histogram.Side side) {
        return histogram.count() == 0 ? 0 : (double) histogram.countFrom(side, magnitude) / histogram.count();
    }

    private static PixelBlock block(PairWindow window, ChangeModel.Date date) {
        return date == ChangeModel.Date.BEFORE ? window.before() : window.after();
    }

    private static void count(
            AlignedPair pair,
            ChangeModel model,
            Map<ChangeModel.Date, ChangeModel> within,
            Window tile,
            Map<ChangeModel.Date, Histogram> phantoms)
            throws BadInputException {
        int halo = model.halo();
        Window grown = tile.grow(halo);
        int multiple = model.sizeMultiple();
        Window window =
                new Window(grown.x(), grown.y(), roundUp(grown.width(), multiple), roundUp(grown.height(), multiple));
        // One more column and row, so that the moved copy reaches the last pixels.
        PairWindow read = pair.read(new Window(window.x(), window.y(), window.width() + 1, window.height() + 1));
        for (Map.Entry<ChangeModel.Date, ChangeModel> date : within.entrySet()) {
            PairWindow moved = moved(block(read, date.getKey()), read.valid(), window);
            float[] statistic = date.getValue().apply(List.of(moved)).get(0);
            Histogram found = Objects.requireNonNull(phantoms.get(date.getKey()));
            for (int row = halo; row < halo + tile.height(); row++) {
                for (int column = halo; column < halo + tile.width(); column++) {
                    int pixel = row * window.width() + column;
                    if (moved.valid()[pixel]) {
                        found.add(statistic[pixel]);
                    }
                }
            }
        }
    }

    /** A window of one date beside its copy, each of whose pixels is the mean of four: half a pixel to the right and down. */
    private static PairWindow moved(PixelBlock date, boolean[] valid, Window window) {
        PixelBlock still = PixelBlock.empty(window, date.bands());
        PixelBlock moved = PixelBlock.empty(window, date.bands());
        boolean[] both = new boolean[Math.toIntExact(window.pixels())];
        int stride = date.width();
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                int from = row * stride + column;
                int to = row * window.width() + column;
                if (valid[from] && valid[from + 1] && valid[from + stride] && valid[from + stride + 1]) {
                    both[to] = true;
                    for (int band = 0; band < date.bands(); band++) {
                        float[] samples = date.samples(band);
                        still.samples(band)[to] = samples[from];
                        float sum =
                                samples[from] + samples[from + 1] + samples[from + stride] + samples[from + stride + 1];
                        moved.samples(band)[to] = sum / 4;
                    }
                }
            }
        }
        System.arraycopy(both, 0, still.valid(), 0, both.length);
        System.arraycopy(both, 0, moved.valid(), 0, both.length);
        return new PairWindow(still, moved, both);
    }

    /** All tiles of a small scene, or a fixed scatter over a large one. */
    private static List<Window> tiles(Window extent) {
        int columns = roundUp(extent.width(), TILE) / TILE;
        int rows = roundUp(extent.height(), TILE) / TILE;
        return IntStream.range(0, Math.multiplyExact(columns, rows))
                .boxed()
                .sorted(Comparator.comparingLong((Integer tile) -> scatter(tile)))
                .limit(MOST_TILES)
                .map(tile -> tile(extent, tile % columns * TILE, tile / columns * TILE))
                .toList();
    }

    private static Window tile(Window extent, int x, int y) {
        return new Window(
                extent.x() + x,
                extent.y() + y,
                // The column and row that are read besides would lie in the next blocks of most files.
                Math.max(1, Math.min(TILE, extent.width() - x) - 1),
                Math.max(1, Math.min(TILE, extent.height() - y) - 1));
    }

    /** A number that looks random but always belongs to the same number; the mixing steps of SplitMix64. */
    private static long scatter(long number) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private static int roundUp(int size, int multiple) {
        return Math.toIntExact((long) (size + multiple - 1) / multiple * multiple);
    }
}
