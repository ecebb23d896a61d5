package org.palimpsest.cli.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.palimpsest.base.Bench;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.TemporaryFolder;
import org.palimpsest.nn.Precision;
import org.palimpsest.train.TrainingSpeed;

/**
 * {@code palimpsest bench training [--batch N] [--crop PIXELS] [--steps N] [--threads N] [--precision bf16] [NETWORK...]}: a step of
 * training beside the same step in Python's PyTorch where there is one, and beside the same step with bf16 where that is asked for; then training on PNG files: images a second, how long it waits for
 * data, and whether memory grows.
 */
public final class TrainingBench implements Bench {
    private static final List<String> NETWORKS = List.of(TrainingSpeed.CONV_STACK, "snunet", "bit");
    private static final String WITH_DATA = "fc-siam-diff";
    private static final int PAIRS = 32;
    private static final int SIDE = 256;
    private static final int STEPS_ALONE = 5;

    @Override
    public String name() {
        return "training";
    }

    @Override
    public String summary() {
        return "Steps of training beside Python's PyTorch, images a second, waiting for data, memory (--batch, --crop,"
                + " --steps, --threads, --precision bf16, then networks).";
    }

    @Override
    public void run(List<String> arguments, Consumer<String> report, Cancellation cancellation) throws Exception {
        List<String> networks = new ArrayList<>(arguments);
        int batch = BenchOption.number(networks, "--batch", 4, 1, 64);
        int crop = BenchOption.number(networks, "--crop", 128, 32, 1024);
        int steps = BenchOption.number(networks, "--steps", 500, 20, 100_000);
        int threads =
                BenchOption.number(networks, "--threads", Runtime.getRuntime().availableProcessors(), 1, 1024);
        Precision precision = Precision.byId(BenchOption.choice(networks, "--precision", Precision.ids()))
                .orElseThrow();
        try (TemporaryFolder temporary = TemporaryFolder.create("palimpsest-bench")) {
            for (String network : networks.isEmpty() ? NETWORKS : networks) {
                cancellation.check();
                TrainingSpeed.Step usual =
                        TrainingSpeed.step(network, batch, crop, threads, STEPS_ALONE, Precision.FP32);
                double seconds = usual.seconds();
                Optional<PythonForward.Time> python =
                        PythonForward.measureTraining(temporary.path(), network, crop, threads, batch);
                report.accept(String.format(
                        Locale.ROOT,
                        "%-14s %.3f s a step of %d pairs of %d px on %d threads%s",
                        network,
                        seconds,
                        batch,
                        crop,
                        threads,
                        python.map(time -> String.format(
                                        Locale.ROOT,
                                        "; Python's PyTorch %s %.3f s, ratio %.2f",
                                        time.version(),
                                        time.seconds(),
                                        seconds / time.seconds()))
                                .orElse("; no python3 with torch was found to compare with")));
                if (precision != Precision.FP32) {
                    TrainingSpeed.Step other =
                            TrainingSpeed.step(network, batch, crop, threads, STEPS_ALONE, precision);
                    report.accept(String.format(
                            Locale.ROOT,
                            "%-14s %.3f s a step with %s, ratio %.2f to fp32; processor %.3f s to %.3f s, ratio %.2f",
                            network,
                            other.seconds(),
                            precision.id(),
                            other.seconds() / seconds,
                            other.processorSeconds(),
                            usual.processorSeconds(),
                            other.processorSeconds() / usual.processorSeconds()));
                }
            }
            Path data = temporary.path().resolve("data");
            write(data.resolve("train"));
            write(data.resolve("val"));
            TrainingSpeed.Loop loop = TrainingSpeed.loop(data, WITH_DATA, batch, crop, threads, steps, cancellation);
            report.accept(String.format(
                    Locale.ROOT,
                    "%-14s %.1f pairs/s from PNG files, %.1f %% of the time waiting for data; memory %d MB after %d steps,"
                            + " %d MB after %d",
                    WITH_DATA,
                    loop.imagesPerSecond(),
                    100 * loop.waiting(),
                    loop.residentBefore() >> 20,
                    steps / 10,
                    loop.residentAfter() >> 20,
                    steps));
        }
    }

    private static void write(Path split) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (String kind : List.of("A", "B", "label")) {
            Path folder = Files.createDirectories(split.resolve(kind));
            boolean label = kind.equals("label");
            for (int i = 0; i < PAIRS; i++) {
                BufferedImage image = new BufferedImage(
                        SIDE, SIDE, label ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
                for (int y = 0; y < SIDE; y++) {
                    for (int x = 0; x < SIDE; x++) {
                        int value = label ? (x / 32 + y / 32 + i) % 8 == 0 ? 0xFFFFFF : 0 : random.nextInt(1 << 24);
                        image.setRGB(x, y, value);
                    }
                }
                ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
            }
        }
    }
}
