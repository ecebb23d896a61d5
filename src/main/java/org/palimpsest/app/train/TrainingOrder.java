package org.palimpsest.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;
import org.palimpsest.hub.HubReference;
import org.palimpsest.learned.ModelCard;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.train.Recipe;
import org.palimpsest.train.TrainSpec;
import org.palimpsest.train.TrainSpecs;

/**
 * A training as the form asks for it: texts as they were typed, which become the words of {@code palimpsest train}.
 *
 * @param dataset folder or file
 * @param network id in the zoo
 * @param recipe name or file; the network's own where it is the network's name
 * @param set what differs from the recipe, by the names of settings and network options
 * @param init model folder to start from; empty text for none
 * @param encoderWeights file; empty text for none
 * @param freezeEncoder whether the encoder keeps its weights
 * @param ignore value of the labels that means not labelled; empty text for none
 * @param folder of the training
 */
public record TrainingOrder(
        String dataset,
        String network,
        String recipe,
        Map<String, String> set,
        String init,
        String encoderWeights,
        boolean freezeEncoder,
        String ignore,
        Path folder,
        Resources resources) {
    /** Names of the fields that are not settings, for messages beside them. */
    static final String DATASET = "dataset";

    static final String NETWORK = "network";
    static final String RECIPE = "recipe";
    static final String INIT = "init";
    static final String ENCODER_WEIGHTS = "encoderWeights";
    static final String FREEZE = "freeze";
    static final String IGNORE = "ignore";
    static final String OUTPUT = "output";

    /**
     * What it may use of the machine.
     *
     * @param device "cpu", "gpu" or "gpu:N"
     */
    public record Resources(String device, long threads, long memoryBytes) {}

    public TrainingOrder {
        set = Map.copyOf(set);
    }

    /** The command line from "train" on, as a shell would take it. */
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of("train", dataset, "-d", network, "-o", folder.toString()));
        if (!recipe.equals(network)) {
            words.addAll(List.of("--recipe", recipe));
        }
        addGiven(words, "--init", init);
        addGiven(words, "--encoder-weights", encoderWeights);
        if (freezeEncoder) {
            words.addAll(List.of("--freeze", "encoder"));
        }
        new java.util.TreeMap<>(set).forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
        addGiven(words, "--ignore", ignore);
        words.addAll(resourceWords(resources));
        return words;
    }

    /** The command line from "train" on that goes on with the training in a folder. */
    static List<String> resumeWords(Path folder, Resources resources) {
        List<String> words = new ArrayList<>(List.of("train", "-o", folder.toString(), "--resume"));
        words.addAll(resourceWords(resources));
        return words;
    }

    private static List<String> resourceWords(Resources resources) {
        return List.of(
                "--device",
                resources.device(),
                "--threads",
                Long.toString(resources.threads()),
                "--memory",
                (resources.memoryBytes() >> 20) + "m");
    }

    private static void addGiven(List<String> words, String flag, String value) {
        if (!value.isBlank()) {
            words.addAll(List.of(flag, value));
        }
    }

    /**
     * What is wrong with it, one sentence for each field by its name; empty when it can be started. Looks at files, so not for
     * the window's thread.
     */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        check(problems, DATASET, () -> {
            if (dataset.isBlank() || (!isFromHub() && !Files.exists(Path.of(dataset)))) {
                throw new BadInputException(
                        dataset.isBlank() ? Text.of("train.needs.dataset") : Text.of("train.noDataset", dataset));
            }
        });
        check(problems, IGNORE, () -> DatasetCheckViewModel.rule(ignore));
        check(problems, RECIPE, this::readRecipe);
        check(problems, INIT, this::checkInit);
        check(problems, ENCODER_WEIGHTS, () -> {
            if (isPlace(encoderWeights) && !Files.isRegularFile(Path.of(encoderWeights))) {
                throw new BadInputException(Text.of("train.noFile", encoderWeights));
            }
        });
        check(problems, OUTPUT, () -> {
            if (Files.exists(new TrainingFiles(folder).document())) {
                throw new BadInputException(Text.of("train.folderUsed", folder));
            }
        });
        if (problems.isEmpty()) {
            check(problems, FREEZE, () -> spec().checkEncoder());
        }
        return problems;
    }

    private TrainSpec spec() throws BadInputException {
        return TrainSpecs.of(
                path(dataset).orElseThrow(),
                DatasetCheckViewModel.rule(ignore),
                network,
                readRecipe(),
                set,
                path(init),
                path(encoderWeights),
                freezeEncoder);
    }

    private Recipe readRecipe() throws BadInputException {
        return recipe.equals(network) ? Recipe.ofNetwork(network) : Recipe.named(recipe);
    }

    private void checkInit() throws BadInputException {
        if (isPlace(init) && !isBareWeights(Path.of(init))) {
            ModelCard card = ModelFolder.describe(Path.of(init));
            if (!card.network().equals(network)) {
                throw new BadInputException(Text.of("train.otherNetwork", card.network()));
            }
        }
    }

    /** Whether the dataset is one of the hub, which the training itself fetches and checks. */
    boolean isFromHub() {
        return HubReference.isReference(dataset);
    }

    private static boolean isPlace(String text) {
        return !text.isBlank() && !HubReference.isReference(text);
    }

    private static boolean isBareWeights(Path path) {
        return Files.isRegularFile(path) && !ModelFolder.isModel(path);
    }

    /** Where something is; what is still on the hub stands for any place. */
    private static Optional<Path> path(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(Path.of(isPlace(text) ? text : "hub"));
    }

    /** Something that may find fault with a field. */
    @FunctionalInterface
    private interface Check {
        void run() throws BadInputException, IOException;
    }

    private static void check(Map<String, String> problems, String field, Check check) {
        try {
            check.run();
        } catch (InvalidPathException e) {
            problems.put(field, Text.of("train.notAPath", e.getInput()));
        } catch (BadInputException | IOException e) {
            problems.put(field, NoticeText.of(e));
        }
    }
}
