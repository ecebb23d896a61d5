package org.palimpsest.app.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.train.dataset.PngPair;

/** The form becomes the words that a shell would take, and says beside its fields what is wrong. */
class TrainFormViewModelTest {
    @TempDir
    private Path folder;

    private TrainFormViewModel form;
    private final List<TrainingOrder> orders = new ArrayList<>();

    @BeforeEach
    void form() {
        Text.use(Locale.ENGLISH);
        form = new TrainFormViewModel(
                Background.inCallingThread(), folder, new TrainingOrder.Resources("cpu", 2, 2L << 30));
    }

    @Test
    void whatDiffersFromTheRecipe_andNothingElse_isSet() throws Exception {
        Path data = PngPair.dataset(folder.resolve("data"), 2, 1);
        form.useDataset(data);
        form.useNetwork("tinycd");
        assertEquals("0.003568", form.setting("learningRate").field().text());
        form.setting("crop").field().textProperty().set("64");
        form.setting("epochs").field().textProperty().set("2");
        form.check(orders::add);
        assertEquals(Map.of("crop", "64", "epochs", "2"), orders.get(0).set());
        assertEquals(
                List.of(
                        "train",
                        data.toString(),
                        "-d",
                        "tinycd",
                        "-o",
                        folder.resolve("training").resolve("tinycd-1").toString(),
                        "--set",
                        "crop=64",
                        "--set",
                        "epochs=2",
                        "--device",
                        "cpu",
                        "--threads",
                        "2",
                        "--memory",
                        "2048m"),
                orders.get(0).words());
    }

    @Test
    void anotherRecipe_changesWhatTheUserHasNotTyped() {
        form.setting("epochs").field().textProperty().set("7");
        form.recipeName().textProperty().set("ucd");
        assertEquals("7", form.setting("epochs").field().text());
        assertEquals("adam", form.setting("optimiser").field().text());
        form.recipeName().textProperty().set("secret");
        assertTrue(form.recipeName().problemProperty().get().contains("no recipe"));
        assertTrue(form.order().isEmpty());
    }

    @Test
    void everyWrongField_saysSoBesideIt() {
        form.setting("epochs").field().textProperty().set("0");
        assertTrue(form.setting("epochs").field().problemProperty().get().contains("1 to 10000"));
        assertTrue(form.order().isEmpty());
        form.setting("epochs").field().textProperty().set("5");
        form.dataset().textProperty().set(folder.resolve("nowhere").toString());
        form.init().textProperty().set(folder.resolve("no-model").toString());
        form.check(orders::add);
        assertTrue(orders.isEmpty());
        assertTrue(form.dataset().problemProperty().get().contains("nowhere"));
        assertTrue(form.init().problemProperty().get().contains("no model folder"));
    }

    @Test
    void frozenEncoderWithRandomWeights_isRefusedInOneSentence() throws Exception {
        form.useDataset(PngPair.dataset(folder.resolve("data"), 2, 1));
        form.freeze().textProperty().set("true");
        form.check(orders::add);
        assertTrue(orders.isEmpty());
        assertTrue(form.freeze().problemProperty().get().contains("never learn to see"));
    }

    @Test
    void placesOnTheHub_areLeftToTheTraining() {
        form.dataset().textProperty().set("hub:somebody/pairs");
        form.init().textProperty().set("hub:somebody/model@main");
        form.check(orders::add);
        assertEquals("hub:somebody/pairs", orders.get(0).words().get(1));
    }

    @Test
    void optionsAndEncoder_areThoseOfTheNetwork() {
        assertTrue(form.options().isEmpty());
        form.useNetwork("mlla-sianet");
        assertTrue(form.encoderProperty().get());
        FormField dfm = form.options().stream()
                .filter(option -> option.name().equals("dfm"))
                .findFirst()
                .orElseThrow();
        dfm.textProperty().set("false");
        assertEquals(Map.of("dfm", "false"), form.order().orElseThrow().set());
        form.useNetwork("fc-ef");
        assertFalse(form.encoderProperty().get());
    }
}
