package org.palimpsest.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.learned.ModelCard;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.PairPicture;

/** What happens when an epoch is complete: validation, pictures and the model folders. */
final class EpochEnd {
    private static final int PICTURE_SIDE = 192;

    private final Training training;
    private final Path folder;
    private final Consumer<TrainEvent> events;
    private final List<Shown> shown = new ArrayList<>();
    private boolean lowestLoss;

    @SuppressWarnings("ArrayRecordComponent") // Lives for one picture.
    private record Shown(Chip chip, float[] probability, List<float[]> heats) {}

    EpochEnd(Training training, Path folder, Consumer<TrainEvent> events) {
        this.training = training;
        this.folder = folder;
        this.events = events;
    }

    /** Runs the validated network over the validation split, in evaluation mode. */
    Evaluation evaluate(int epoch, Cancellation cancellation) throws BadInputException, CancelledException {
        Predictor predictor = new Predictor(training.validated(), training.normalisation, training.window);
        Objective objective = training.objective.of(training.validated());
        int pictures = training.settings.whole("pictures");
        int spacing = pictures == 0 ? Integer.MAX_VALUE : Math.max(1, training.validation.size() / pictures);
        shown.clear();
        List<String> stages = stages();
        int[] index = {0};
        return Evaluation.of(
                predictor,
                training.validation,
                training.cache,
                Optional.of((outputs, target, counted) -> objective.loss(outputs, target, counted, false)),
                cancellation,
                (pair, chip, probability) -> {
                    if (index[0]++ % spacing == 0 && shown.size() < pictures) {
                        shown.add(new Shown(
                                chip,
                                probability,
                                stages.stream()
                                        .map(stage -> predictor.heat(chip, stage))
                                        .toList()));
                    }
                });
    }

    /** The stages of which pictures tell. */
    private List<String> stages() {
        return training.settings.flag("stages") ? training.validated().stages() : List.of();
    }

    /** Remembers that this epoch has the lowest validation loss so far. */
    void markLowestLoss() {
        lowestLoss = true;
    }

    /** Saves the model as the last one, and as the best one where it is; gives the picture that was drawn, if any. */
    Optional<Path> save(EpochScores scores, double threshold) throws IOException {
        ModelCard card = training.card(threshold, story(scores));
        if (scores.best()) {
            save("best_f1", card);
        }
        if (lowestLoss && training.settings.text("monitor").equals("loss")) {
            save("best_loss", card);
        }
        lowestLoss = false;
        save("last", card);
        return shown.isEmpty() || scores.validation().isEmpty()
                ? Optional.empty()
                : Optional.of(draw(scores.epoch(), threshold));
    }

    private void save(String name, ModelCard card) throws IOException {
        Path place = folder.resolve(name);
        ModelFolder.save(place, training.validated(), card);
        events.accept(new TrainEvent.Product(name, place));
    }

    private Map<String, String> story(EpochScores scores) {
        Map<String, String> story = new LinkedHashMap<>();
        story.put(
                "data", String.valueOf(training.spec.dataset().toAbsolutePath().getFileName()));
        story.put("recipe", training.spec.recipe().name());
        story.put("epoch", Integer.toString(scores.epoch()));
        story.put("seed", Integer.toString(training.settings.whole("seed")));
        story.put("pairs", Integer.toString(training.train.size()));
        scores.validation().ifPresent(found -> {
            story.put(
                    "validationF1",
                    String.format(Locale.ROOT, "%.4f", found.accuracy().f1()));
            story.put(
                    "validationIou",
                    String.format(Locale.ROOT, "%.4f", found.accuracy().iou()));
            story.put(
                    "threshold",
                    training.settings.real("threshold") > 0 ? "fixed by the recipe" : "chosen on the validation split");
        });
        training.spec.init().ifPresent(path -> story.put("startedFrom", String.valueOf(path.getFileName())));
        return story;
    }

    private Path draw(int epoch, double threshold) throws IOException {
        PairPicture picture = new PairPicture(shown.size(), 4 + stages().size(), PICTURE_SIDE);
        for (Shown one : shown) {
            boolean[] change = new boolean[one.probability().length];
            for (int i = 0; i < change.length; i++) {
                change[i] = one.probability()[i] > threshold;
            }
            picture.add(one.chip(), Optional.of(change), one.heats());
        }
        Path pictures = folder.resolve("pictures");
        Files.createDirectories(pictures);
        Path file = pictures.resolve(String.format(Locale.ROOT, "epoch-%04d.png", epoch));
        AtomicFile.<IOException>write(file, part -> ImageIO.write(picture.image(), "png", part.toFile()));
        events.accept(new TrainEvent.Product("picture", file));
        return file;
    }
}
