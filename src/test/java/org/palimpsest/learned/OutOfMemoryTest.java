package org.palimpsest.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.classical.ArrayPair;
import org.palimpsest.detect.engine.StatisticPass;
import org.palimpsest.detect.engine.TileJournal;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;

/** What a run does when memory runs out in the middle of it, on devices that are made to fail on purpose. */
class OutOfMemoryTest {
    private static final int SIDE = 80;
    private static final int CORE = 16;
    private static final int TILES = 25;

    @TempDir
    private Path folder;

    private final Warnings warnings = new Warnings();

    @Test
    void batchThatIsTooLarge_isHalvedUntilItFits() throws Exception {
        Devices devices = new Devices(3, Integer.MAX_VALUE, Integer.MAX_VALUE);
        try (ChangeModel model = fit(devices, "gpu:0", 8)) {
            assertEquals(8, model.windowsAtOnce());
            assertArrayEquals(plain(), run(model), 0);
            assertEquals("8, later 2", model.record().get("batch"));
        }
        assertEquals(List.of("gpu:0"), devices.loaded);
        assertEquals(2, warnings.count("at once are too much"));
    }

    @Test
    void cardThatIsTooSmall_handsOverToTheProcessor_andFinishedTilesStay() throws Exception {
        Devices devices = new Devices(4, 3, Integer.MAX_VALUE);
        try (ChangeModel model = fit(devices, "gpu:0", 4)) {
            assertArrayEquals(plain(), run(model), 0);
            assertEquals("cpu", model.record().get("device"));
        }
        assertEquals(List.of("gpu:0", "cpu"), devices.loaded);
        // Twelve tiles on the card before it failed, every other one once on the processor.
        assertEquals(12, devices.windowsOnCard);
        assertEquals(TILES - 12, devices.windowsOnProcessor);
        assertEquals(1, warnings.count("the processor goes on"));
    }

    @Test
    void processorWithoutMemoryForOneWindow_saysWhichWindowToStartAgainWith() throws Exception {
        try (ChangeModel model = fit(new Devices(0, 0, 0), "cpu", 1)) {
            BadInputException refused = assertThrows(BadInputException.class, () -> run(model));
            assertTrue(refused.getMessage().contains("--set window=16"), refused.getMessage());
        }
    }

    @Test
    void resumedRun_keepsTheGroupsThatItBeganWith() throws Exception {
        Path work = Files.createDirectories(folder.resolve("groups"));
        try (TileJournal journal = TileJournal.create(work, new JsonObject())) {
            assertEquals(4, journal.group(4));
        }
        try (TileJournal journal = TileJournal.open(work).orElseThrow()) {
            assertEquals(4, journal.group(1));
        }
    }

    private float[] plain() throws Exception {
        try (ChangeModel model = fit(new Devices(1, Integer.MAX_VALUE, Integer.MAX_VALUE), "cpu", 1)) {
            return run(model);
        }
    }

    private float[] run(ChangeModel model) throws Exception {
        Path work = Files.createTempDirectory(folder, "work");
        ArrayPair pair = scene();
        TilePlan plan = new TilePlan(pair.extent(), CORE, CORE, 0);
        try (TileJournal journal = TileJournal.create(work, new JsonObject());
                TileStore store = TileStore.open(work, plan, journal)) {
            new StatisticPass(pair, model, store, warnings, window -> {}, Cancellation.NEVER)
                    .run(1, model.windowsAtOnce());
            assertEquals(TILES, store.finishedTiles());
            return store.read(pair.extent());
        }
    }

    private NetworkModel fit(Devices devices, String device, int batch) throws Exception {
        ModelCard card = new ModelCard(
                "faulty",
                NetworkOptions.DEFAULT,
                List.of("red", "green", "blue"),
                Normalisation.UNIT,
                OptionalDouble.empty(),
                32,
                8,
                0.5,
                List.of("no change", "change"),
                "none",
                Map.of(),
                "");
        FitInput input = new FitInput(
                scene(), Settings.of(List.of(), Map.of()), device, 1, 1L << 30, warnings, Cancellation.NEVER);
        return NetworkModel.fit(
                input,
                new ModelFolder(Path.of("faulty"), card),
                devices,
                new NetworkModel.Inference(false, false, batch, NetworkWindows.of(32, 8), Optional.empty(), 0));
    }

    /** Loads a network that fails on request: a card for batches above a limit or after some calls, a processor likewise. */
    private static final class Devices implements NetworkModel.Loader {
        private final List<String> loaded = new ArrayList<>();
        private final int largestBatch;
        private final int callsOnCard;
        private final int callsOnProcessor;
        private int windowsOnCard;
        private int windowsOnProcessor;

        Devices(int largestBatch, int callsOnCard, int callsOnProcessor) {
            this.largestBatch = largestBatch;
            this.callsOnCard = callsOnCard;
            this.callsOnProcessor = callsOnProcessor;
        }

        @Override
        public Network load(String device) {
            loaded.add(device);
            boolean card = !device.equals("cpu");
            Network network = new Network() {
                private int calls;

                @Override
                protected NDList forward(NDArray before, NDArray after) {
                    int batch = (int) before.getShape().get(0);
                    if (card && batch > largestBatch || calls >= (card ? callsOnCard : callsOnProcessor)) {
                        throw new EngineException(
                                card
                                        ? "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total of 8 GiB."
                                        : "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.");
                    }
                    calls++;
                    windowsOnCard += card ? batch : 0;
                    windowsOnProcessor += card ? 0 : batch;
                    return new NDList(after.sub(before).sum(new int[] {1}, true));
                }
            };
            network.allocate(Device.cpu());
            return network;
        }
    }

    private static final class Warnings implements Progress {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void stage(String name, long steps) {}

        @Override
        public void done(long steps) {}

        @Override
        public void warning(Notice notice) {
            texts.add(notice.message());
        }

        long count(String part) {
            return texts.stream().filter(text -> text.contains(part)).count();
        }
    }

    private static ArrayPair scene() {
        float[][] before = new float[3][SIDE * SIDE];
        float[][] after = new float[3][SIDE * SIDE];
        for (int band = 0; band < 3; band++) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                before[band][i] = (i * 31 + band) % 250;
                after[band][i] = (i * 17 + 7 * band) % 250;
            }
        }
        return ArrayPair.of(SIDE, before, after);
    }
}
