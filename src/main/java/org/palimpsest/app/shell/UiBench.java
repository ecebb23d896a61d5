package org.palimpsest.app.shell;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.palimpsest.app.theme.Theme;
import org.palimpsest.app.train.SystemTrainingProcess;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Bench;
import org.palimpsest.base.Cancellation;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.LevelStore;
import org.palimpsest.raster.Rasters;

/**
 * {@code palimpsest bench ui}: how soon the window is usable, how soon a large raster is seen, and how smoothly it moves.
 *
 * <p>Needs a display; Xvfb will do, but then the processor draws what a graphics card would.
 */
public final class UiBench implements Bench {
    private static final int PAN_FRAMES = 180;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    @Override
    public String name() {
        return "ui";
    }

    @Override
    public String summary() {
        return "Start to usable window, first picture of an 8192 x 8192 GeoTIFF, longest stall, frame times while"
                + " panning.";
    }

    @Override
    public void run(List<String> arguments, Consumer<String> report, Cancellation cancellation) throws Exception {
        if (System.getenv("DISPLAY") == null
                && System.getProperty("os.name", "").contains("Linux")) {
            throw new BadInputException("There is no display here; start Xvfb and set DISPLAY, then try again.");
        }
        Path folder = Files.createTempDirectory("palimpsest-bench-ui");
        Background background = Background.forWindow(Platform::runLater);
        try {
            EarlyStart early = new EarlyStart();
            CountDownLatch started = new CountDownLatch(1);
            Platform.startup(started::countDown);
            Platform.setImplicitExit(false);
            started.await();
            Workbench workbench = WindowDriver.ask(() -> workbench(folder, background, early));
            Shell shell = WindowDriver.ask(() -> show(workbench));
            WindowDriver.ask(() -> true);
            long start = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
            report.accept(String.format(Locale.ROOT, "start to usable window    %6.2f s   (goal 2 s)", start / 1000.0));
            Crs.longitudeLatitude();
            try (Stalls stalls = new Stalls()) {
                for (boolean overviews : new boolean[] {true, false}) {
                    cancellation.check();
                    Path file = BenchPicture.write(folder.resolve(overviews ? "with.tif" : "without.tif"), overviews);
                    firstPicture(workbench, shell, file, overviews, report);
                }
                pan(workbench, report);
                report.accept(String.format(
                        Locale.ROOT, "longest stall             %6.0f ms  (goal 50 ms)", stalls.longestMilliseconds()));
            }
        } finally {
            background.close();
            delete(folder);
        }
    }

    private static Workbench workbench(Path folder, Background background, EarlyStart early) {
        return new Workbench(new Workbench.Parts(
                background,
                path -> Rasters.open(path.toString()),
                new LevelStore(folder.resolve("levels"), Long.MAX_VALUE),
                early.detectors(),
                (request, listener) -> () -> {},
                new SystemTrainingProcess(),
                new Preferences(folder.resolve("settings.properties"))));
    }

    private static Shell show(Workbench workbench) {
        Theme.use(false);
        Shell shell = new Shell(workbench, new Nobody(), new Nobody());
        Stage stage = new Stage();
        stage.setScene(new Scene(shell, WIDTH, HEIGHT));
        Theme.dress(stage.getScene());
        stage.show();
        return shell;
    }

    private static void firstPicture(
            Workbench workbench, Shell shell, Path file, boolean overviews, Consumer<String> report)
            throws BadInputException {
        long begin = System.nanoTime();
        WindowDriver.act(() -> workbench.opener().openBefore(file));
        WindowDriver.await(
                "the raster is open", () -> workbench.opener().openingProperty().get() == 0);
        WindowDriver.pause(20);
        WindowDriver.await(
                "all of it is shown",
                () -> shell.isMapComplete() && workbench.levels().running() == 0);
        report.accept(String.format(
                Locale.ROOT,
                "first picture, %s  %6.2f s   (goal %d s)",
                overviews ? "overviews" : "none     ",
                (System.nanoTime() - begin) / 1e9,
                overviews ? 1 : 3));
    }

    /** Pans in a circle, one step for each frame, and reports how long frames took. */
    private static void pan(Workbench workbench, Consumer<String> report) throws Exception {
        WindowDriver.act(() -> workbench.map().zoom(4));
        WindowDriver.pause(500);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long window = WindowDriver.ask(() -> Thread.currentThread().getId());
        long before = threads.getThreadCpuTime(window);
        List<Double> frames = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(1);
        WindowDriver.act(() -> new AnimationTimer() {
            private long last;
            private int frame;

            @Override
            public void handle(long now) {
                if (last != 0) {
                    frames.add((now - last) / 1e6);
                }
                last = now;
                double angle = 2 * Math.PI * frame / 60;
                workbench.map().drag(12 * Math.cos(angle), 12 * Math.sin(angle));
                if (++frame > PAN_FRAMES) {
                    stop();
                    done.countDown();
                }
            }
        }.start());
        done.await();
        double work = (threads.getThreadCpuTime(window) - before) / 1e6 / PAN_FRAMES;
        List<Double> sorted = frames.stream().sorted(Comparator.naturalOrder()).toList();
        report.accept(String.format(
                Locale.ROOT,
                "frames while panning      %6.1f ms median, %.1f ms at 95 %%, %.1f ms longest, %.1f ms of it work of the"
                        + " window's thread  (goal 16 ms; the toolkit's beat is 16.7 ms)",
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 95 / 100),
                sorted.get(sorted.size() - 1),
                work));
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Asks the window's thread for a sign of life all the time and keeps the longest wait. */
    private static final class Stalls implements AutoCloseable {
        private final AtomicLong longest = new AtomicLong();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Thread watch = new Thread(this::look, "stalls");

        Stalls() {
            watch.setDaemon(true);
            watch.start();
        }

        private void look() {
            while (!ended.get()) {
                long asked = System.nanoTime();
                WindowDriver.act(() -> {});
                longest.accumulateAndGet(System.nanoTime() - asked, Math::max);
                WindowDriver.pause(2);
            }
        }

        double longestMilliseconds() {
            return longest.get() / 1e6;
        }

        @Override
        public void close() throws InterruptedException {
            ended.set(true);
            watch.join(1000);
        }
    }
}
