package org.palimpsest.learned.maskucd;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.TrainedEpoch;
import org.palimpsest.learned.ComputeDevice;
import org.palimpsest.learned.ResidentMemory;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.scan.SelectiveScan;
import org.palimpsest.raster.BlockCache;
import org.palimpsest.raster.Window;
import org.palimpsest.zoo.maskucd.MaskUcd;

/**
 * The whole procedure on one scene: both images prepared and the network trained on them.
 *
 * <p>A scene that fits the memory is trained on as a whole, and the map of the last epoch is the result, as in the original. A
 * larger one is trained on windows from all over it, and the trained network then looks at any window. Every few epochs the
 * training is kept, so that a resumed run goes on from there, and with other memory too.
 */
final class SceneTraining {
    static final Statistic STATISTIC = new Statistic("difference of features", "", false, new ScoreMap.Linear(0, 1));

    static final int SMALLEST = 8;
    /** Memory that a step takes for each pixel, as measured ({@code bench maskucd}). */
    private static final long BYTES_PER_PIXEL = 12_000;

    /** Of a window more is counted: what its step leaves in Java's heap stays beside the other windows and the scene's blocks. */
    private static final long BYTES_PER_WINDOW_PIXEL = 16_000;

    private static final long BESIDE = 200L << 20;
    private static final int SMALLEST_WINDOW = 64;
    private static final int LARGEST_WINDOW = 512;
    private static final int MULTIPLE = 16;

    private final FitInput input;
    private final SceneRegression regression;
    private final TrainingSettings settings;
    private final KeptFit keeping;
    private final List<EpochRecord> records = new ArrayList<>();
    private @Nullable MaskRule rule;
    private Optional<Notice> told = Optional.empty();

    /**
     * @param regression is asked where the settings let it size the mask; it stays the caller's
     * @param keeping keeps the training, and has it where an earlier try did
     */
    SceneTraining(FitInput input, SceneRegression regression, KeptFit keeping) {
        this.input = input;
        this.keeping = keeping;
        this.regression = regression;
        settings = TrainingSettings.of(input.settings());
    }

    ChangeModel run() throws BadInputException, CancelledException {
        WorkingGrid grid = WorkingGrid.of(input.pair().extent(), settings.scale());
        Optional<KeptTraining> kept = keeping.read(KeptFit.TRAINING, KeptTraining::readFrom);
        if (kept.isPresent()) {
            int side = kept.get().side();
            return side == 0 ? whole(grid, kept) : windows(side, kept);
        }
        keeping.forgetResults();
        long free = Math.max(0, input.memoryBytes() - BESIDE);
        long affordable = free / BYTES_PER_PIXEL;
        if (settings.window() == 0 && grid.pixels() <= Math.max(affordable, (long) SMALLEST_WINDOW * SMALLEST_WINDOW)) {
            return whole(grid, kept);
        }
        if (!grid.isFull()) {
            throw new BadInputException("At scale " + settings.scale() + " the pair has " + grid.width() + " x "
                    + grid.height() + " pixels, more than the memory allows to look at as a whole (" + affordable
                    + "). Choose a smaller scale, more memory, or scale 1, which trains on windows.");
        }
        int side = settings.window() > 0
                ? settings.window()
                : (int) Math.min(
                        LARGEST_WINDOW, (long) Math.sqrt((double) free / BYTES_PER_WINDOW_PIXEL) / MULTIPLE * MULTIPLE);
        return windows(Math.max(SMALLEST_WINDOW, side), kept);
    }

    private MaskUcdModel whole(WorkingGrid grid, Optional<KeptTraining> kept)
            throws BadInputException, CancelledException {
        if (kept.isPresent() && kept.get().ended()) {
            tell(kept.get().told());
            return new MaskUcdModel(grid, kept.get().map(), kept.get().record(settings));
        }
        input.progress().stage("read", 0);
        ObservedPair observed = ObservedPair.read(input.pair(), grid, input.cancellation());
        PairScaling scaling =
                PairScaling.of(observed.before(), observed.after(), observed.counted(), grid.width(), settings);
        PairImages images = scaling.images(
                        grid.height(), grid.width(), observed.before(), observed.after(), observed.counted())
                .atLeast(SMALLEST);
        if (!grid.isFull()) {
            tell(Optional.of(Notice.of(
                    "maskucd.scale",
                    "The pair is looked at in {0} x {1} larger pixels (scale {2}).",
                    grid.width(),
                    grid.height(),
                    String.format(Locale.ROOT, "%.3f", grid.columnScale()))));
        }
        Optional<RegressionGuide> guide =
                isLed(images, grid.pixels()) ? Optional.of(regression.guide(grid, images.counted())) : Optional.empty();
        try (MaskUcd network = network(scaling)) {
            Looked all = new Looked(images, guide, grid.extent(), grid.width(), grid.height());
            float[] map = train(network, epoch -> all, 0, scaling, kept, last -> cut(last, images.width(), grid));
            return new MaskUcdModel(grid, map, record(scaling));
        }
    }

    private WindowModel windows(int side, Optional<KeptTraining> kept) throws BadInputException, CancelledException {
        if (kept.isPresent() && kept.get().ended()) {
            Optional<WindowModel.Scene> scene = keeping.read(KeptFit.SCENE, WindowModel.Scene::readFrom);
            if (scene.isPresent()) {
                tell(kept.get().told());
                MaskUcd network = network(kept.get().scaling());
                PairTraining.restore(network, kept.get().weights());
                return WindowModel.of(network, kept.get().record(settings), scene.get());
            }
        }
        input.progress().stage("read", 0);
        List<PairWindow> windows = SceneWindows.read(input.pair(), side, settings.seed(), input.cancellation());
        List<Window> places = windows.stream().map(PairWindow::window).toList();
        int width = places.get(0).width();
        int each = windows.get(0).valid().length;
        boolean[] counted = new boolean[windows.size() * each];
        for (int n = 0; n < windows.size(); n++) {
            System.arraycopy(SceneWindows.counted(windows.get(n)), 0, counted, n * each, each);
        }
        PairScaling scaling = PairScaling.of(
                SceneWindows.stacked(windows, true), SceneWindows.stacked(windows, false), counted, width, settings);
        List<PairImages> images = windows.stream()
                .map(window -> scaling.images(window).atLeast(SMALLEST))
                .toList();
        tell(Optional.of(Notice.of(
                "maskucd.windows",
                "The scene is trained on in {0} windows of {1} x {2} pixels, because as a whole it would not fit the"
                        + " memory (or a window size was set).",
                places.size(),
                width,
                places.get(0).height())));
        MaskUcd network = network(scaling);
        boolean complete = false;
        try {
            if (kept.isPresent() && kept.get().ended()) {
                PairTraining.restore(network, kept.get().weights());
                records.addAll(kept.get().epochs());
            } else {
                List<Optional<RegressionGuide>> guides = new ArrayList<>();
                for (int n = 0; n < places.size(); n++) {
                    guides.add(guide(windows.get(n), images.get(n)));
                }
                IntFunction<Looked> looks = epoch -> {
                    int n = epoch % images.size();
                    Window place = places.get(n);
                    return new Looked(images.get(n), guides.get(n), place, place.width(), place.height());
                };
                train(network, looks, side, scaling, kept, last -> new float[0]);
            }
            WindowModel model =
                    WindowModel.of(network, images, rule(), record(scaling), input.progress(), input.cancellation());
            keeping.write(KeptFit.SCENE, model.scene()::writeTo);
            // The tiles are looked at by another thread, which has its own store of free memory.
            ResidentMemory.giveBack();
            complete = true;
            return model;
        } finally {
            if (!complete) {
                network.close();
            }
        }
    }

    /** Not where images had to be made larger than the scene: nothing is known of their border. */
    private boolean isLed(PairImages images, long pixels) {
        return settings.guide() && images.counted().length == pixels;
    }

    private Optional<RegressionGuide> guide(PairWindow window, PairImages images)
            throws BadInputException, CancelledException {
        return isLed(images, window.valid().length)
                ? Optional.of(regression.guide(window, images.counted()))
                : Optional.empty();
    }

    /** Found once, since it may need a look at the whole scene. */
    private MaskRule rule() throws BadInputException, CancelledException {
        if (rule == null) {
            rule = settings.sizedByRegression() ? new ShareRule(regression.share()) : settings.rule(STATISTIC);
        }
        return rule;
    }

    private MaskUcd network(PairScaling scaling) throws BadInputException {
        Device device = ComputeDevice.parse(input.device());
        LibTorch.load();
        // libtorch adds in another order with another number of threads, and this training lets no bit go unnoticed; so
        // it gets one, and the scans, whose sums are always the same, get the others.
        LibTorch.useThreads(1);
        SelectiveScan.useThreads(Math.max(1, Math.min(input.threads(), 8)));
        return PairTraining.network(scaling.firstBands(), scaling.secondBands(), device, settings.seed());
    }

    /**
     * What an epoch looks at.
     *
     * @param guide leads the mask
     * @param place of the images, in pixels of the pair's grid
     * @param width columns of the images that lie over the place; others repeat its border
     * @param height rows likewise
     */
    private record Looked(PairImages images, Optional<RegressionGuide> guide, Window place, int width, int height) {}

    private void tell(Optional<Notice> notice) {
        told = notice;
        notice.ifPresent(input.progress()::warning);
    }

    private TrainingRecord record(PairScaling scaling) {
        return new TrainingRecord(settings, scaling, records.get(records.size() - 1), List.copyOf(records));
    }

    /**
     * Trains to the end.
     *
     * @param looks what each epoch looks at
     * @param side of the windows; 0 for the whole pair
     * @param kept epochs that were done before
     * @param result what of the last epoch's map is the result
     */
    private float[] train(
            MaskUcd network,
            IntFunction<Looked> looks,
            int side,
            PairScaling scaling,
            Optional<KeptTraining> kept,
            UnaryOperator<float[]> result)
            throws BadInputException, CancelledException {
        MaskRule known = rule();
        // A training takes all memory that there is: nothing stays that only the reading of the scene left.
        BlockCache.forgetAll();
        ResidentMemory.giveBack();
        input.progress().stage("train", settings.epochs());
        try (PairTraining training = new PairTraining(network, known)) {
            kept.ifPresent(earlier -> {
                training.goOn(earlier);
                records.addAll(earlier.epochs());
                input.progress().done(earlier.epochs().size());
            });
            for (int epoch = records.size(); ; epoch++) {
                input.cancellation().check();
                boolean last =
                        epoch == settings.epochs() - 1 || input.cancellation().enough();
                Looked look = looks.apply(epoch);
                PairTraining.Epoch found = training.epoch(epoch, look.images(), look.guide(), !last);
                records.add(found.record());
                TrainedEpoch told = told(found, look, last);
                input.epochs().ended(told);
                float[] map = last ? result.apply(found.map()) : new float[0];
                if (told.isMilestone()) {
                    keep(training, side, scaling, last, map);
                }
                input.progress()
                        .note(String.format(
                                Locale.ROOT,
                                "loss %.3f, mask %.1f %%",
                                found.record().total(),
                                100 * found.record().maskShare()));
                input.progress().done(epoch + 1);
                if (last) {
                    return map;
                }
            }
        }
    }

    private void keep(PairTraining training, int side, PairScaling scaling, boolean ended, float[] map) {
        KeptTraining kept = new KeptTraining(
                side,
                ended,
                told,
                scaling,
                List.copyOf(records),
                training.steps(),
                training.weights(),
                ended ? Map.of() : training.moments(),
                map);
        keeping.write(KeptFit.TRAINING, kept::writeTo);
    }

    private TrainedEpoch told(PairTraining.Epoch epoch, Looked look, boolean last) {
        EpochRecord record = epoch.record();
        return new TrainedEpoch(
                record.epoch(),
                settings.epochs(),
                last,
                record.total(),
                record.maskShare(),
                new TrainedEpoch.DifferenceMap(
                        look.place(),
                        look.width(),
                        look.height(),
                        look.images().width(),
                        epoch.map(),
                        look.images().counted(),
                        epoch.mask()));
    }

    private static float[] cut(float[] map, int width, WorkingGrid grid) {
        if (map.length == grid.pixels()) {
            return map;
        }
        float[] inside = new float[Math.toIntExact(grid.pixels())];
        for (int y = 0; y < grid.height(); y++) {
            System.arraycopy(map, y * width, inside, y * grid.width(), grid.width());
        }
        return inside;
    }
}
