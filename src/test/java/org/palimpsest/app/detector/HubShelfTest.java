package org.palimpsest.app.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.BadInputException;
import org.palimpsest.learned.HollowWeights;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/** Published models wait in the gallery; a click brings one, and then it is an ordinary card. */
class HubShelfTest {
    private static final String ID = "HZDR-FWGEL/UCD-MNCD256-TinyCD";

    @TempDir
    private Path folder;

    private final Background background = Background.inCallingThread();
    private ModelShelf models;

    @BeforeEach
    void open() {
        Text.use(Locale.ENGLISH);
        models = new ModelShelf(background, folder.resolve("models.txt"));
    }

    @Test
    void everyPublishedModelIsOffered_thoseOfKnownNetworksFirst() {
        List<HubShelf.Offer> offers =
                shelf((reference, progress, cancellation) -> folder).offers();
        assertEquals(78, offers.size());
        assertTrue(offers.get(0).isUsable());
        assertFalse(offers.get(77).isUsable());
    }

    @Test
    void aClickFetches_tellsHowFarItIs_andTheModelIsACardOfItsOwn() throws Exception {
        Path fetched = publishedFolder();
        List<Double> shares = new ArrayList<>();
        HubShelf shelf = shelf((reference, progress, cancellation) -> {
            progress.stage("download", 1000);
            progress.done(500);
            progress.done(1000);
            return fetched;
        });
        HubShelf.Offer offer = tinyCd(shelf);
        offer.shareProperty().addListener((observable, before, now) -> shares.add(now.doubleValue()));
        shelf.toggle(offer);

        assertEquals(List.of(0.5, 1.0), shares);
        assertEquals("UCD-MNCD256-TinyCD", models.models().get(0).name());
        assertEquals("tinycd", models.models().get(0).card().network());
        assertFalse(shelf.offers().contains(offer), "it is an ordinary card now");
        models.remove(models.models().get(0));
        assertTrue(shelf.offers().contains(offer));
    }

    @Test
    void aFailureIsToldOnTheCard_andASecondClickTriesAgain() {
        int[] tries = {0};
        HubShelf shelf = shelf((reference, progress, cancellation) -> {
            tries[0]++;
            throw new BadInputException("The hub cannot be reached.");
        });
        HubShelf.Offer offer = tinyCd(shelf);
        shelf.toggle(offer);
        assertEquals(HubShelf.State.FAILED, offer.stateProperty().get());
        assertEquals("The hub cannot be reached.", offer.problemProperty().get());
        shelf.toggle(offer);
        assertEquals(2, tries[0]);
    }

    @Test
    void aClickOnOneThatComes_endsThat() {
        List<Runnable> waiting = new ArrayList<>();
        HubShelf shelf = new HubShelf(background, models, waiting::add, (reference, progress, cancellation) -> {
            throw new AssertionError("It was stopped before it began.");
        });
        HubShelf.Offer offer = tinyCd(shelf);
        shelf.toggle(offer);
        assertEquals(HubShelf.State.COMING, offer.stateProperty().get());
        shelf.toggle(offer);
        waiting.forEach(Runnable::run);
        assertEquals(HubShelf.State.OFFERED, offer.stateProperty().get());
    }

    private HubShelf shelf(HubShelf.Fetch fetch) {
        return new HubShelf(background, models, Runnable::run, fetch);
    }

    private static HubShelf.Offer tinyCd(HubShelf shelf) {
        return shelf.offers().stream()
                .filter(offer -> offer.model().reference().id().equals(ID))
                .findFirst()
                .orElseThrow();
    }

    /** As it lies in the cache. */
    private Path publishedFolder() throws Exception {
        Path fetched = Files.createDirectories(folder.resolve("1".repeat(40)));
        try (Network network = NetworkRegistry.byId("tinycd").orElseThrow().create(NetworkOptions.DEFAULT)) {
            HollowWeights.write(fetched.resolve("model.safetensors"), network, "CD_model.");
        }
        Files.writeString(fetched.resolve("config.json"), "{\"model_name\": \"Tiny_CD\"}");
        Files.writeString(
                fetched.resolve("hub.json"),
                "{\"repository\": \"hub:" + ID + "\", \"commit\": \"" + "1".repeat(40)
                        + "\", \"kind\": \"model\", \"address\": \"https://hub.example\", \"licence\": \"mit\", \"files\": []}");
        return fetched;
    }
}
