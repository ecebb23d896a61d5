package org.palimpsest.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Preparation;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.mixed.PairSensors;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;

/**
 * What the two dates of a run have not in common and an analyst should know of: number format, scale and offset, level of the
 * samples, season.
 */
final class PairNotes {
    private static final int WINDOWS_EACH_WAY = 5;
    private static final int WINDOW = 64;
    private static final int LEAST_PIXELS = 100;
    /** Levels differ when the means are farther apart than this many standard deviations of the narrower date. */
    private static final double FAR_APART = 1;

    private final RunSpec spec;
    private final Raster before;
    private final Raster after;
    private final AlignedPair pair;

    /**
     * @param before the first date as its files have it
     * @param after the second date likewise
     * @param pair both as they are analysed, in their declared units
     */
    PairNotes(RunSpec spec, Raster before, Raster after, AlignedPair pair) {
        this.spec = spec;
        this.before = before;
        this.after = after;
        this.pair = pair;
    }

    /** Sentences for the user; none where nothing differs. */
    List<Notice> notices() throws BadInputException {
        List<Notice> notices = new ArrayList<>();
        boolean declared = spec.before().unit().isPresent();
        if (!declared) {
            formats().ifPresent(notices::add);
            offsets().ifPresent(notices::add);
        }
        if (spec.preparation().radiometry().equals(Preparation.NONE)) {
            levels().ifPresent(notices::add);
        }
        seasons().ifPresent(notices::add);
        return notices;
    }

    private static String names(List<Band> bands) {
        return String.join(
                ", ",
                bands.stream().map(band -> band.type().gdalName()).distinct().toList());
    }

    private Optional<Notice> formats() throws BadInputException {
        String first = names(pair.beforeDescriptions());
        String second = names(pair.afterDescriptions());
        return first.equals(second) || PairSensors.of(before, after).differ()
                ? Optional.empty()
                : Optional.of(Notice.of(
                        "pair.formats",
                        "The dates have different number formats ({0} before, {1} after), so their samples may mean"
                                + " different things. Declare the units of both, or choose a radiometry.",
                        first,
                        second));
    }

    private Optional<Notice> offsets() {
        List<Band> first = pair.beforeDescriptions();
        List<Band> second = pair.afterDescriptions();
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            Band a = first.get(i);
            Band b = second.get(i);
            if (a.scale() != b.scale() || a.offset() != b.offset()) {
                return Optional.of(Notice.of(
                        "pair.offsets",
                        "The files state different scales or offsets (band {0}: {1} x sample + {2} before, {3} x sample"
                                + " + {4} after), and stored samples are compared. Declare the units of both, such as"
                                + " reflectance.",
                        a.number(),
                        a.scale(),
                        a.offset(),
                        b.scale(),
                        b.offset()));
            }
        }
        return Optional.empty();
    }

    /** Looks at 25 small windows: where most bands lie far apart, the dates are not on one level. */
    private Optional<Notice> levels() throws BadInputException {
        int bands = Math.min(pair.beforeBands(), pair.afterBands());
        double[][] sums = new double[4][bands];
        long pixels = 0;
        Window extent = pair.extent();
        int width = Math.min(WINDOW, extent.width());
        int height = Math.min(WINDOW, extent.height());
        for (int place = 0; place < WINDOWS_EACH_WAY * WINDOWS_EACH_WAY; place++) {
            long x = (long) (extent.width() - width) * (place % WINDOWS_EACH_WAY) / (WINDOWS_EACH_WAY - 1);
            long y = (long) (extent.height() - height) * (place / WINDOWS_EACH_WAY) / (WINDOWS_EACH_WAY - 1);
            pixels += add(pair.read(new Window(extent.x() + (int) x, extent.y() + (int) y, width, height)), sums);
        }
        if (pixels < LEAST_PIXELS) {
            return Optional.empty();
        }
        int apart = 0;
        double first = 0;
        double second = 0;
        for (int band = 0; band < bands; band++) {
            double a = sums[0][band] / pixels;
            double b = sums[2][band] / pixels;
            double narrower =
                    Math.sqrt(Math.max(0, Math.min(sums[1][band] / pixels - a * a, sums[3][band] / pixels - b * b)));
            apart += Math.abs(a - b) > FAR_APART * narrower ? 1 : 0;
            first += a / bands;
            second += b / bands;
        }
        // Different sensors are never on one level, and no radiometry brings them there.
        return 2 * apart <= bands || PairSensors.of(before, after).differ()
                ? Optional.empty()
                : Optional.of(Notice.of(
                        "pair.levels",
                        "The dates are on different levels (mean sample {0} before, {1} after): calibration, haze,"
                                + " light or season differ. Detectors that compare samples directly will take that for"
                                + " change; choose a radiometry such as pseudo-invariant, or a detector that adapts, such"
                                + " as ir-mad.",
                        digits(first),
                        digits(second)));
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static long add(PairWindow window, double[][] sums) {
        long pixels = 0;
        for (int i = 0; i < window.valid().length; i++) {
            if (window.valid()[i]) {
                pixels++;
                for (int band = 0; band < sums[0].length; band++) {
                    double a = window.before().samples(band)[i];
                    double b = window.after().samples(band)[i];
                    sums[0][band] += a;
                    sums[1][band] += a * a;
                    sums[2][band] += b;
                    sums[3][band] += b * b;
                }
            }
        }
        return pixels;
    }

    private Optional<Notice> seasons() {
        Optional<String> first = spec.before().date().or(() -> before.facts().date());
        Optional<String> second = spec.after().date().or(() -> after.facts().date());
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        return SeasonGap.between(first.get(), second.get(), latitude());
    }

    /** The latitude of the scene's middle; NaN where it has no place on the Earth. */
    private double latitude() {
        Grid grid = pair.grid();
        if (grid.crs().isEmpty()) {
            return Double.NaN;
        }
        Window extent = pair.extent();
        double column = extent.x() + extent.width() / 2.0;
        double row = extent.y() + extent.height() / 2.0;
        double[] place = {grid.transform().x(column, row), grid.transform().y(column, row)};
        try {
            grid.crs().get().mapTo(Crs.longitudeLatitude()).apply(place);
            return place[1];
        } catch (BadInputException e) {
            return Double.NaN; // Only the names of the seasons depend on it.
        }
    }
}
