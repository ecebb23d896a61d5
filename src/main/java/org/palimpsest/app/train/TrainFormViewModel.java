package org.palimpsest.app.train;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.BadInputException;
import org.palimpsest.train.Recipe;
import org.palimpsest.train.TrainParameters;

/**
 * What the user sets for a training: the same parameter lists, recipes and network options as the shell's, each with a sentence
 * beside it when it is wrong. Window's thread; files are looked at on a worker.
 */
public final class TrainFormViewModel {
    private static final String FIRST_NETWORK = "tinycd";

    private final Background background;
    private final Path results;
    private final List<TrainSetting> settings =
            TrainParameters.all().stream().map(TrainSetting::new).toList();
    private final ObservableList<FormField> options = FXCollections.observableArrayList();
    private final Map<FormField, String> usualOptions = new LinkedHashMap<>();
    private final ReadOnlyObjectWrapper<Optional<Recipe>> recipe = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final FormField dataset = new FormField(TrainingOrder.DATASET, "");
    private final FormField network = new FormField(TrainingOrder.NETWORK, FIRST_NETWORK);
    private final FormField recipeName = new FormField(TrainingOrder.RECIPE, FIRST_NETWORK);
    private final FormField init = new FormField(TrainingOrder.INIT, "");
    private final FormField encoderWeights = new FormField(TrainingOrder.ENCODER_WEIGHTS, "");
    private final FormField freeze = new FormField(TrainingOrder.FREEZE, "false");
    private final FormField ignore = new FormField(TrainingOrder.IGNORE, "");
    private final FormField output = new FormField(TrainingOrder.OUTPUT, "");
    private final FormField device = new FormField("device", "cpu");
    private final FormField threads = new FormField("threads", "1");
    private final FormField memory = new FormField("memory", "2048");
    private final BooleanProperty encoder = new SimpleBooleanProperty();

    /**
     * @param results folder in which trainings get folders of their own
     * @param resources what is proposed of the machine
     */
    public TrainFormViewModel(Background background, Path results, TrainingOrder.Resources resources) {
        this.background = background;
        this.results = results;
        device.textProperty().set(resources.device());
        threads.textProperty().set(Long.toString(resources.threads()));
        memory.textProperty().set(Long.toString(resources.memoryBytes() >> 20));
        network.textProperty().addListener((observable, old, id) -> {
            if (recipeName.text().equals(old)) {
                recipeName.textProperty().set(id);
            }
            takeRecipe();
            proposeFolder();
        });
        recipeName.textProperty().addListener(change -> takeRecipe());
        takeRecipe();
        proposeFolder();
    }

    /** The training's settings in the order of the manual. */
    List<TrainSetting> settings() {
        return settings;
    }

    /** A setting by its name. */
    TrainSetting setting(String name) {
        return settings.stream()
                .filter(setting -> setting.parameter().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What the chosen network can be built with, such as its ablations; empty for most. */
    ObservableList<FormField> options() {
        return options;
    }

    FormField dataset() {
        return dataset;
    }

    FormField network() {
        return network;
    }

    /** A recipe's name or file; the network's own one where it is the network's name. */
    FormField recipeName() {
        return recipeName;
    }

    /** The recipe that is read; empty while there is none of that name. */
    ReadOnlyObjectProperty<Optional<Recipe>> recipeProperty() {
        return recipe.getReadOnlyProperty();
    }

    FormField init() {
        return init;
    }

    FormField encoderWeights() {
        return encoderWeights;
    }

    FormField freeze() {
        return freeze;
    }

    FormField ignore() {
        return ignore;
    }

    FormField output() {
        return output;
    }

    FormField device() {
        return device;
    }

    FormField threads() {
        return threads;
    }

    FormField memory() {
        return memory;
    }

    /** Whether the chosen network has an encoder that can be filled and frozen. */
    BooleanProperty encoderProperty() {
        return encoder;
    }

    /** Fills in a dataset. */
    public void useDataset(Path place) {
        dataset.textProperty().set(place.toString());
    }

    /** Fills in a network. */
    public void useNetwork(String id) {
        network.textProperty().set(id);
    }

    /** Fills in a model to start from, and its network. */
    public void useModel(String trained, Path model) {
        network.textProperty().set(trained);
        init.textProperty().set(model.toString());
    }

    /** Fills in a setting of the training by its name. */
    public void set(String setting, String text) {
        setting(setting).field().textProperty().set(text);
    }

    private void takeRecipe() {
        try {
            boolean own = recipeName.text().equals(network.text());
            Recipe read = own ? Recipe.ofNetwork(network.text()) : Recipe.named(recipeName.text());
            Recipe ofNetwork = Recipe.ofNetwork(network.text());
            recipeName.setProblem("");
            recipe.set(Optional.of(read));
            encoder.set(!ofNetwork.encoder().isEmpty());
            for (TrainSetting setting : settings) {
                setting.setUsual(read.settings()
                        .getOrDefault(
                                setting.parameter().name(), setting.parameter().defaultText()));
            }
            Map<String, Object> all = new LinkedHashMap<>(new java.util.TreeMap<>(ofNetwork.options()));
            all.putAll(read.options());
            usualOptions.clear();
            all.forEach((name, value) -> usualOptions.put(new FormField(name, text(value)), text(value)));
            options.setAll(usualOptions.keySet());
        } catch (BadInputException | InvalidPathException e) {
            recipe.set(Optional.empty());
            recipeName.setProblem(NoticeText.of(e));
        }
    }

    private static String text(Object value) {
        return value instanceof Double number && number == Math.rint(number)
                ? Long.toString(number.longValue())
                : String.valueOf(value);
    }

    /** Proposes a folder that is not there yet, unless the user has typed one. */
    public void proposeFolder() {
        String typed = output.text();
        Path training = results.resolve("training");
        if (!typed.isEmpty() && !typed.startsWith(training.toString())) {
            return;
        }
        String id = network.text();
        background.run(
                () -> Stream.iterate(1, number -> number + 1)
                        .map(number -> training.resolve(id + "-" + number))
                        .filter(folder -> !Files.exists(folder))
                        .findFirst()
                        .orElseThrow(),
                folder -> {
                    if (network.text().equals(id)) {
                        output.textProperty().set(folder.toString());
                    }
                },
                e -> output.setProblem(NoticeText.of(e)));
    }

    /** The training as it stands in the form; empty where a field is wrong, which then says so. */
    public Optional<TrainingOrder> order() {
        boolean right = true;
        for (TrainSetting setting : settings) {
            right &= setting.check();
        }
        right &= whole(threads, 1, 1024);
        right &= whole(memory, 256, 1 << 22);
        if (!device.text().matches("cpu|gpu(:\\d{1,3})?")) {
            device.setProblem(Text.of("train.wrongDevice"));
            right = false;
        }
        Path folder = Path.of("");
        try {
            folder = Path.of(output.text());
            if (output.text().isEmpty()) {
                output.setProblem(Text.of("train.needs.output"));
                right = false;
            }
        } catch (InvalidPathException e) {
            output.setProblem(Text.of("train.notAPath", output.text()));
            right = false;
        }
        return right && recipe.get().isPresent() ? Optional.of(order(folder)) : Optional.empty();
    }

    private TrainingOrder order(Path folder) {
        Map<String, String> set = new LinkedHashMap<>();
        settings.stream()
                .filter(TrainSetting::isChanged)
                .forEach(setting ->
                        set.put(setting.parameter().name(), setting.field().text()));
        usualOptions.forEach((field, usual) -> {
            if (!field.text().equals(usual)) {
                set.put(field.name(), field.text());
            }
        });
        return new TrainingOrder(
                dataset.text(),
                network.text(),
                recipeName.text(),
                set,
                init.text(),
                encoder.get() ? encoderWeights.text() : "",
                encoder.get() && Boolean.parseBoolean(freeze.text()),
                ignore.text(),
                folder.toAbsolutePath(),
                new TrainingOrder.Resources(
                        device.text(), Long.parseLong(threads.text()), Long.parseLong(memory.text()) << 20));
    }

    /** Looks at the files too, says beside the fields what is wrong, and hands on an order that can be started. */
    void check(Consumer<TrainingOrder> right) {
        order().ifPresent(order -> background.run(
                order::problems,
                problems -> {
                    fields().forEach(field -> field.setProblem(problems.getOrDefault(field.name(), "")));
                    if (problems.isEmpty()) {
                        right.accept(order);
                    }
                },
                e -> output.setProblem(NoticeText.of(e))));
    }

    private List<FormField> fields() {
        return new ArrayList<>(List.of(dataset, recipeName, init, encoderWeights, freeze, ignore, output));
    }

    private static boolean whole(FormField field, long least, long most) {
        try {
            long value = Long.parseLong(field.text());
            if (value >= least && value <= most) {
                field.setProblem("");
                return true;
            }
        } catch (NumberFormatException e) {
            // Answered below, together with numbers out of range.
        }
        field.setProblem(Text.of("train.wholeNumber", Long.toString(least), Long.toString(most)));
        return false;
    }
}
