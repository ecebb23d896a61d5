package org.palimpsest.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Bench;
import org.palimpsest.base.Cancellation;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Window;

/**
 * {@code palimpsest bench raster [FILE]}: how fast windows of a GeoTIFF are read, beside GDAL with the same threads; and,
 * without a file, how fast {@code mad} and {@code ir-mad} are beside the Orfeo ToolBox.
 */
public final class RasterBench implements Bench {
    private static final int SIZE = 6000;
    private static final int BANDS = 4;
    private static final int WINDOW = 1024;
    private static final int ROUNDS = 3;
    private static final double MEGA = 1e6;

    @Override
    public String name() {
        return "raster";
    }

    @Override
    public String summary() {
        return "Window reads of a GeoTIFF (yours, or 6000 x 6000 x 4 uint16 Deflate), beside GDAL where Python has it;"
                + " without a file also mad and ir-mad beside OTB.";
    }

    @Override
    public void run(List<String> arguments, Consumer<String> report, Cancellation cancellation) throws Exception {
        if (arguments.isEmpty()) {
            Path folder = Files.createTempDirectory("palimpsest-bench");
            Path file = folder.resolve("before.tif");
            Path later = folder.resolve("after.tif");
            try {
                BenchScene.write(file, SIZE, BANDS);
                measure(file, report, cancellation);
                BenchScene.writeLater(later, SIZE, BANDS);
                DetectorRace.run(folder, file, later, report, cancellation);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(later);
                Files.deleteIfExists(folder);
            }
        } else {
            measure(Path.of(arguments.get(0)), report, cancellation);
        }
    }

    private static void measure(Path file, Consumer<String> report, Cancellation cancellation) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        List<Integer> threadCounts = cores == 1 ? List.of(1) : List.of(1, cores);
        for (int threads : threadCounts) {
            double ours = Double.POSITIVE_INFINITY;
            double megapixels = 0;
            for (int round = 0; round < ROUNDS; round++) {
                cancellation.check();
                try (Raster raster = Rasters.open(file.toString())) {
                    megapixels = raster.grid().pixels() / MEGA;
                    ours = Math.min(ours, read(raster, threads));
                }
            }
            report.accept(line("Palimpsest", threads, megapixels, ours));
            OptionalDouble judge = OptionalDouble.empty();
            for (int round = 0; round < ROUNDS; round++) {
                cancellation.check();
                OptionalDouble seconds = GdalReader.seconds(file, WINDOW, threads);
                if (seconds.isPresent() && (judge.isEmpty() || seconds.getAsDouble() < judge.getAsDouble())) {
                    judge = seconds;
                }
            }
            if (judge.isPresent()) {
                report.accept(line("GDAL", threads, megapixels, judge.getAsDouble()));
                report.accept(String.format(
                        Locale.ROOT,
                        "Palimpsest reads at %.2f times GDAL's speed with %d thread(s).",
                        judge.getAsDouble() / ours,
                        threads));
            } else {
                report.accept("No Python with GDAL was found to compare with (Debian: python3-gdal).");
            }
        }
    }

    private static String line(String who, int threads, double megapixels, double seconds) {
        return String.format(
                Locale.ROOT,
                "%-10s %d thread(s): %6.1f Mpx/s (%.1f Mpx in %.2f s, best of %d)",
                who,
                threads,
                megapixels / seconds,
                megapixels,
                seconds,
                ROUNDS);
    }

    /** Seconds for reading every window of all bands once. */
    private static double read(Raster raster, int threads) throws Exception {
        int[] bands = IntStream.range(0, raster.bands().size()).toArray();
        List<Window> windows = windows(raster);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            List<Callable<Void>> shares = IntStream.range(0, threads)
                    .mapToObj(share -> (Callable<Void>) () -> readShare(raster, windows, bands, share, threads))
                    .toList();
            for (Future<Void> future : pool.invokeAll(shares)) {
                future.get();
            }
            return (System.nanoTime() - start) * 1e-9;
        } finally {
            pool.shutdown();
        }
    }

    private static Void readShare(Raster raster, List<Window> windows, int[] bands, int share, int shares)
            throws BadInputException {
        for (int index = share; index < windows.size(); index += shares) {
            raster.read(windows.get(index), bands);
        }
        return null;
    }

    private static List<Window> windows(Raster raster) {
        List<Window> windows = new ArrayList<>();
        int width = raster.grid().width();
        int height = raster.grid().height();
        for (int y = 0; y < height; y += WINDOW) {
            for (int x = 0; x < width; x += WINDOW) {
                windows.add(new Window(x, y, Math.min(WINDOW, width - x), Math.min(WINDOW, height - y)));
            }
        }
        return windows;
    }
}
