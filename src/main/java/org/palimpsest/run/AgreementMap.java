package org.palimpsest.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.ClassLegend;
import org.palimpsest.vector.MaskSource;

/**
 * How many of several masks of one grid say "change" at each pixel, streamed strip by strip.
 *
 * <p>A pixel is nodata where none of the masks observed it.
 */
final class AgreementMap {
    private static final int STRIP = 512;
    private static final int NONE = 0xE6E6E6;
    /** From one mask to all: pale to dark red, even in lightness for any kind of colour vision (ColorBrewer's OrRd). */
    private static final int[] RAMP = {0xFDD49E, 0xFDBB84, 0xFC8D59, 0xEF6548, 0xD7301F, 0xB30000, 0x7F0000};

    private final List<ComparedRun> runs;
    private final long[][] together;

    private AgreementMap(List<ComparedRun> runs) {
        this.runs = runs;
        this.together = new long[runs.size()][runs.size()];
    }

    /**
     * Writes {@code agreement.tif} and its style.
     *
     * @param target the file to make or replace
     * @throws BadInputException when the masks do not lie on one grid, or a file cannot be read or written
     */
    static AgreementMap write(List<ComparedRun> runs, Path target, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException {
        AgreementMap map = new AgreementMap(runs);
        List<Raster> masks = new ArrayList<>();
        try {
            for (ComparedRun run : runs) {
                masks.add(Rasters.open(run.mask().toString()));
            }
            requireOneGrid(masks);
            map.stream(masks, target, progress, cancellation);
        } finally {
            masks.forEach(Raster::close);
        }
        legend(runs.size()).writeStyle(target.resolveSibling("agreement.qml"));
        return map;
    }

    /** What the values mean for a number of masks. */
    static ClassLegend legend(int masks) {
        List<ClassLegend.Entry> classes = new ArrayList<>();
        classes.add(new ClassLegend.Entry(0, "no change", NONE, false));
        for (int value = 1; value <= masks; value++) {
            int step = masks == 1 ? RAMP.length - 1 : (value - 1) * (RAMP.length - 1) / (masks - 1);
            classes.add(new ClassLegend.Entry(value, value + " of " + masks, RAMP[step], true));
        }
        return new ClassLegend(classes);
    }

    private static void requireOneGrid(List<Raster> masks) throws BadInputException {
        Grid first = masks.get(0).grid();
        for (Raster mask : masks) {
            if (mask.grid().width() != first.width()
                    || mask.grid().height() != first.height()
                    || !mask.grid().transform().equals(first.transform())) {
                throw new BadInputException(mask.name() + " does not lie on the grid of "
                        + masks.get(0).name() + ". Compare runs of one pair with one grid.");
            }
        }
    }

    private void stream(List<Raster> masks, Path target, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException {
        Raster first = masks.get(0);
        Grid grid = first.grid();
        GeoTiffFormat format =
                GeoTiffFormat.classes("agreement", legend(masks.size()).colours());
        progress.stage("agreement", grid.height());
        try (GeoTiffWriter writer = GeoTiffWriter.create(target, grid, first.geoKeys(), format, 2)) {
            for (int y = 0; y < grid.height(); y += STRIP) {
                for (int x = 0; x < grid.width(); x += STRIP) {
                    cancellation.check();
                    Window window =
                            new Window(x, y, Math.min(STRIP, grid.width() - x), Math.min(STRIP, grid.height() - y));
                    writer.write(window, votes(masks, window));
                }
                progress.done(Math.min(grid.height(), y + STRIP));
            }
            writer.finish();
        }
    }

    private byte[] votes(List<Raster> masks, Window window) throws BadInputException {
        int pixels = (int) window.pixels();
        byte[] votes = new byte[pixels];
        java.util.Arrays.fill(votes, MaskSource.NODATA);
        boolean[][] changed = new boolean[masks.size()][pixels];
        for (int mask = 0; mask < masks.size(); mask++) {
            PixelBlock block = masks.get(mask).read(window, new int[] {0});
            float[] values = block.samples(0);
            for (int i = 0; i < pixels; i++) {
                if (block.valid()[i]) {
                    changed[mask][i] = values[i] == MaskSource.CHANGED;
                    int before = votes[i] == MaskSource.NODATA ? 0 : votes[i];
                    votes[i] = (byte) (before + (changed[mask][i] ? 1 : 0));
                }
            }
        }
        for (int a = 0; a < masks.size(); a++) {
            for (int b = a; b < masks.size(); b++) {
                long both = 0;
                for (int i = 0; i < pixels; i++) {
                    both += changed[a][i] && changed[b][i] ? 1 : 0;
                }
                together[a][b] += both;
            }
        }
        return votes;
    }

    /** The runs that were compared. */
    List<ComparedRun> runs() {
        return runs;
    }

    /** Pixels that two masks both mark over pixels that one of them marks, 0 to 1; 1 where neither marks any. */
    double overlap(int a, int b) {
        long both = together[Math.min(a, b)][Math.max(a, b)];
        long either = together[a][a] + together[b][b] - both;
        return either == 0 ? 1 : both / (double) either;
    }
}
