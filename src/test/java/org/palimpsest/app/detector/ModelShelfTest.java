package org.palimpsest.app.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.app.work.Background;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.learned.FilledModel;
import org.palimpsest.learned.ModelFolder;

/** A model folder becomes a card, stays one at the next start, and is chosen with its weights. */
class ModelShelfTest {
    @TempDir
    private Path folder;

    private Path model;
    private Path list;
    private final List<String> failures = new ArrayList<>();

    @BeforeEach
    void writeModel() throws Exception {
        model = folder.resolve("fields");
        FilledModel.write(model, "fc-ef", 64, 8);
        list = folder.resolve("settings").resolve("models.txt");
    }

    @Test
    void openedModel_isThereAtTheNextStart_untilItIsRemoved() {
        ModelShelf shelf = shelf();
        shelf.add(model, added -> {}, e -> failures.add(e.getMessage()));
        assertEquals(List.of(), failures);
        ModelShelf later = shelf();
        assertEquals("fields", later.models().get(0).name());
        assertEquals("fc-ef", later.newest("fc-ef").orElseThrow().card().network());
        later.remove(later.models().get(0));
        assertTrue(shelf().models().isEmpty());
    }

    @Test
    void oneOfItsFiles_standsForTheFolder() {
        ModelShelf shelf = shelf();
        shelf.add(model.resolve(ModelFolder.CARD), added -> {}, e -> failures.add(e.getMessage()));
        assertEquals(model.toAbsolutePath(), shelf.models().get(0).folder());
    }

    @Test
    void changedWeights_areNotTaken() throws Exception {
        Path weights = model.resolve(ModelFolder.WEIGHTS);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        ModelShelf shelf = shelf();
        shelf.add(model, added -> {}, e -> failures.add(e.getMessage()));
        assertTrue(shelf.models().isEmpty());
        assertTrue(failures.get(0).contains("SHA-256"), "" + failures);
    }

    @Test
    void chosenModel_givesItsNetworkTheWeights() {
        DetectorsViewModel detectors =
                new DetectorsViewModel(DetectorRegistry.load().all(), new DetectorSpeeds(folder.resolve("speeds")));
        ModelShelf shelf = shelf();
        shelf.add(model, detectors::use, e -> failures.add(e.getMessage()));
        assertEquals(
                "fc-ef", detectors.selectedProperty().get().orElseThrow().card().id());
        assertEquals(
                model.toAbsolutePath().toString(),
                detectors
                        .weights(detectors.selectedProperty().get().orElseThrow())
                        .orElseThrow()
                        .textProperty()
                        .get());
    }

    private ModelShelf shelf() {
        return new ModelShelf(Background.inCallingThread(), list);
    }
}
