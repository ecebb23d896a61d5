package org.palimpsest.train;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.LabelledPair;
import org.palimpsest.train.dataset.PairPicture;
import org.palimpsest.zoo.Network;

/**
 * Tries a finished model on a split of a dataset, with its own normalisation and the threshold that it was given when it was
 * trained: nothing is chosen here.
 */
public final class ModelTrial {
    private static final int PICTURE_SIDE = 256;

    private ModelTrial() {}

    /**
     * What came out.
     *
     * @param model how the user calls it
     * @param network id in the zoo
     * @param weights number of trainable numbers
     * @param scores over all pixels of the split together
     */
    public record Result(String model, String network, long weights, EpochScores.Validation scores) {}

    /**
     * Runs the model over all pairs.
     *
     * @param output folder for {@code metrics.json}, {@code predictions/NAME.png} (0 and 255) and pictures, if any
     * @param pictures how many pairs are drawn with label and prediction, into {@code pictures.png}
     */
    public static Result run(
            String name,
            ModelFolder model,
            List<LabelledPair> pairs,
            TrainResources resources,
            Optional<Path> output,
            int pictures,
            Cancellation cancellation)
            throws BadInputException, IOException, CancelledException {
        ChipCache cache = new ChipCache(0);
        try (Network network = model.load(resources.device())) {
            LibTorch.useThreads(resources.threads());
            double threshold = model.card().threshold();
            int multiple = network.sizeMultiple();
            int window = Math.max(multiple, model.card().window() / multiple * multiple);
            Predictor predictor = new Predictor(network, model.card().normalisation(), window);
            Sheet sheet = new Sheet(Math.min(pictures, pairs.size()), pairs.size(), threshold);
            Evaluation evaluation = Evaluation.of(
                    predictor, pairs, cache, Optional.empty(), cancellation, (pair, chip, probability) -> {
                        if (chip.bands() != model.card().options().bands()) {
                            throw new BadInputException("Pair " + pair.name() + " has " + chip.bands()
                                    + " bands, but the model takes "
                                    + model.card().options().bands() + ".");
                        }
                        sheet.add(chip, probability);
                        output.ifPresent(folder -> writePrediction(folder, pair, chip, probability, threshold));
                    });
            long weights = network.state().values().stream()
                    .filter(parameter -> parameter.isTrainable())
                    .mapToLong(parameter -> parameter.shape().size())
                    .sum();
            Result result = new Result(name, model.card().network(), weights, evaluation.at(threshold));
            if (output.isPresent()) {
                writeMetrics(output.get(), result);
                sheet.write(output.get());
            }
            return result;
        }
    }

    private static void writePrediction(
            Path folder, LabelledPair pair, Chip chip, float[] probability, double threshold) {
        BufferedImage mask = new BufferedImage(chip.width(), chip.height(), BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < probability.length; i++) {
            mask.getRaster().setSample(i % chip.width(), i / chip.width(), 0, probability[i] > threshold ? 255 : 0);
        }
        Path file = folder.resolve("predictions").resolve(pair.name() + ".png");
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.<IOException>write(file, part -> ImageIO.write(mask, "png", part.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeMetrics(Path folder, Result result) throws IOException {
        AtomicFile.writeText(
                folder.resolve("metrics.json"),
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(json(result)) + "\n");
    }

    /** The result as an object: the measures, then model, network, threshold, pixel counts and groups. */
    public static JsonObject json(Result result) {
        JsonObject json = TrainEventJson.accuracy(result.scores().accuracy());
        if (Double.isFinite(result.scores().threshold())) {
            json.addProperty("threshold", result.scores().threshold());
        }
        json.addProperty("model", result.model());
        json.addProperty("network", result.network());
        json.addProperty("weights", result.weights());
        Accuracy all = result.scores().accuracy();
        json.addProperty("truePositives", all.truePositives());
        json.addProperty("falsePositives", all.falsePositives());
        json.addProperty("falseNegatives", all.falseNegatives());
        json.addProperty("trueNegatives", all.trueNegatives());
        if (!result.scores().groups().isEmpty()) {
            JsonObject groups = new JsonObject();
            for (Map.Entry<String, Accuracy> group : result.scores().groups().entrySet()) {
                groups.add(group.getKey(), TrainEventJson.accuracy(group.getValue()));
            }
            json.add("groups", groups);
        }
        return json;
    }

    /** Draws pairs that are spread evenly over the split. */
    private static final class Sheet {
        private final PairPicture picture;
        private final int rows;
        private final int spacing;
        private final double threshold;
        private int seen;
        private int drawn;

        Sheet(int rows, int pairs, double threshold) {
            this.rows = rows;
            this.threshold = threshold;
            spacing = rows == 0 ? 1 : Math.max(1, pairs / rows);
            picture = new PairPicture(rows, 4, PICTURE_SIDE);
        }

        void add(Chip chip, float[] probability) {
            if (seen++ % spacing != 0 || drawn == rows) {
                return;
            }
            boolean[] change = new boolean[probability.length];
            for (int i = 0; i < change.length; i++) {
                change[i] = probability[i] > threshold;
            }
            picture.add(chip, Optional.of(change));
            drawn++;
        }

        void write(Path folder) throws IOException {
            if (rows > 0) {
                AtomicFile.<IOException>write(
                        folder.resolve("pictures.png"), part -> ImageIO.write(picture.image(), "png", part.toFile()));
            }
        }
    }
}
