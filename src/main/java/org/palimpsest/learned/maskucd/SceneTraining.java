package org.palimpsest.learned.maskucd;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.learned.ComputeDevice;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.scan.SelectiveScan;
import org.palimpsest.zoo.maskucd.MaskUcd;

/** The whole procedure on one scene: both images prepared, the network trained on them, its last map kept. */
final class SceneTraining {
    static final Statistic STATISTIC = new Statistic("difference of features", "", false, new ScoreMap.Linear(0, 1));

    private static final int SMALLEST = 8;
    /** Memory that a step takes for each pixel, as measured ({@code bench maskucd}). */
    private static final long BYTES_PER_PIXEL = 12_000;

    private static final long BESIDE = 200L << 20;

    private final FitInput input;
    private final TrainingSettings settings;
    private final List<EpochRecord> records = new ArrayList<>();

    SceneTraining(FitInput input) {
        this.input = input;
        settings = TrainingSettings.of(input.settings());
    }

    MaskUcdModel run() throws BadInputException, CancelledException {
        WorkingGrid grid = WorkingGrid.of(input.pair().extent(), scale());
        input.progress().stage("read", 0);
        ObservedPair observed = ObservedPair.read(input.pair(), grid, input.cancellation());
        SensorImage before =
                SensorImage.of("before", observed.before(), observed.counted(), grid.width(), settings.ofBefore());
        SensorImage after =
                SensorImage.of("after", observed.after(), observed.counted(), grid.width(), settings.ofAfter());
        SensorImage first = settings.swap() ? after : before;
        SensorImage second = settings.swap() ? before : after;
        PairImages images = new PairImages(
                        grid.height(),
                        grid.width(),
                        first.bands(),
                        first.samples(),
                        second.bands(),
                        second.samples(),
                        observed.counted())
                .atLeast(SMALLEST);
        if (!grid.isFull()) {
            input.progress()
                    .warning(String.format(
                            Locale.ROOT,
                            "The pair is looked at in %d x %d larger pixels (scale %.3f).",
                            grid.width(),
                            grid.height(),
                            grid.columnScale()));
        }
        PairTraining.Epoch last = train(images);
        return new MaskUcdModel(
                grid,
                cut(last.map(), images.width(), grid),
                last.record(),
                List.copyOf(records),
                settings,
                "before: " + before.reason() + "; after: " + after.reason());
    }

    /** The scale that the user set, or the largest whose training fits the memory. */
    private double scale() {
        if (settings.scale() > 0) {
            return settings.scale();
        }
        double pixels = Math.max(64.0 * 64, (input.memoryBytes() - BESIDE) / (double) BYTES_PER_PIXEL);
        return Math.min(1, Math.sqrt(pixels / input.pair().extent().pixels()));
    }

    private PairTraining.Epoch train(PairImages images) throws BadInputException, CancelledException {
        Device device = ComputeDevice.parse(input.device());
        LibTorch.load();
        // libtorch adds in another order with another number of threads, and this training lets no bit go unnoticed; so
        // it gets one, and the scans, whose sums are always the same, get the others.
        LibTorch.useThreads(1);
        SelectiveScan.useThreads(Math.max(1, Math.min(input.threads(), 8)));
        input.progress().stage("train", settings.epochs());
        try (MaskUcd network = PairTraining.network(images.bands1(), images.bands2(), device, settings.seed());
                PairTraining training = new PairTraining(network, settings.rule(STATISTIC))) {
            for (int epoch = 0; ; epoch++) {
                input.cancellation().check();
                boolean last = epoch == settings.epochs() - 1;
                PairTraining.Epoch found = training.epoch(epoch, images, !last);
                records.add(found.record());
                input.progress()
                        .note(String.format(
                                Locale.ROOT,
                                "loss %.3f, mask %.1f %%",
                                found.record().total(),
                                100 * found.record().maskShare()));
                input.progress().done(epoch + 1);
                if (last) {
                    return found;
                }
            }
        }
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
