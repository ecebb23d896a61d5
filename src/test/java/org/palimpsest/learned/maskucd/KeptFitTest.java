package org.palimpsest.learned.maskucd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.OneTorchThread;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.EpochListener;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.classical.ArrayPair;

/** A training that was ended goes on where it was, and one that was complete is not done again, to the last bit. */
@ExtendWith(OneTorchThread.class)
class KeptFitTest {
    private static final int SIDE = 24;

    @TempDir
    private Path work;

    private final List<Integer> epochs = new ArrayList<>();
    private final List<String> stages = new ArrayList<>();
    private final List<Notice> warnings = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void stage(String name, long total) {
            stages.add(name);
        }

        @Override
        public void warning(Notice notice) {
            warnings.add(notice);
        }
    };
    private Path kept;

    @BeforeEach
    void yetToBeMade() {
        kept = work.resolve("fit");
    }

    @Test
    void endedInTheMidst_itGoesOnAfterTheLastKeptEpoch_toTheSameMap() throws Exception {
        Map<String, String> set = Map.of("epochs", "6");
        ArrayPair pair = pair(SIDE, SIDE);
        Result whole = fit(pair, set, Optional.empty(), Cancellation.NEVER);
        Cancellation.Flag flag = new Cancellation.Flag();
        assertThrows(CancelledException.class, () -> fit(pair, set, flag, 3));
        epochs.clear();
        Result resumed = fit(pair, set, Optional.of(kept), Cancellation.NEVER);
        assertEquals(List.of(4, 5), epochs);
        assertSame(whole, resumed);
        epochs.clear();
        assertSame(whole, fit(pair, set, Optional.of(kept), Cancellation.NEVER));
        assertEquals(List.of(), epochs, "a complete training is not done again");
        assertEquals(List.of(), warnings);
    }

    @Test
    void trainedOnWindows_neitherTrainingNorSurveysAreDoneAgain() throws Exception {
        Map<String, String> set =
                Map.of("epochs", "2", "window", "64", "smoothing", "2", "regression", "true", "mask", "regression");
        ArrayPair pair = pair(100, 90);
        Result whole = fit(pair, set, Optional.of(kept), Cancellation.NEVER);
        assertEquals("windows", whole.record().get("trainedOn"));
        assertEquals(List.of(0, 1), epochs);
        epochs.clear();
        stages.clear();
        warnings.clear();
        assertSame(whole, fit(pair, set, Optional.of(kept), Cancellation.NEVER));
        assertEquals(List.of(), epochs);
        assertEquals(List.of(), stages);
        assertEquals(1, warnings.size(), "that it was trained on windows");

        // What follows from the training is found again from the network alone.
        Files.delete(kept.resolve(KeptFit.SCENE));
        Files.delete(kept.resolve(KeptFit.THRESHOLD));
        assertSame(whole, fit(pair, set, Optional.of(kept), Cancellation.NEVER));
        assertEquals(List.of(), epochs);
    }

    @Test
    void aDamagedFile_isWarnedOfOnce_andTheTrainingIsDoneAnew() throws Exception {
        Map<String, String> set = Map.of("epochs", "2");
        ArrayPair pair = pair(SIDE, SIDE);
        Result whole = fit(pair, set, Optional.of(kept), Cancellation.NEVER);
        Path file = kept.resolve(KeptFit.TRAINING);
        byte[] sound = Files.readAllBytes(file);
        byte[] flipped = sound.clone();
        flipped[sound.length / 2] ^= 1;
        for (byte[] damaged : List.of(flipped, java.util.Arrays.copyOf(sound, 100), new byte[0])) {
            Files.write(file, damaged);
            epochs.clear();
            warnings.clear();
            assertSame(whole, fit(pair, set, Optional.of(kept), Cancellation.NEVER));
            assertEquals(List.of(0, 1), epochs);
            assertEquals(
                    List.of("training.damaged"),
                    warnings.stream().map(Notice::code).toList());
            assertArrayEquals(sound, Files.readAllBytes(file));
        }
    }

    @Test
    void aTrainingOfOtherSettings_isNotTaken() throws Exception {
        ArrayPair pair = pair(SIDE, SIDE);
        fit(pair, Map.of("epochs", "2"), Optional.of(kept), Cancellation.NEVER);
        epochs.clear();
        fit(pair, Map.of("epochs", "2", "seed", "7"), Optional.of(kept), Cancellation.NEVER);
        assertEquals(List.of(0, 1), epochs);
        assertTrue(warnings.get(0).message().contains("it is of another run"), warnings::toString);
    }

    /** What a fit says of a pair. */
    private record Result(float[] map, double threshold, Map<String, String> record, Map<String, String> tables) {}

    private static void assertSame(Result wanted, Result found) {
        assertArrayEquals(wanted.map(), found.map(), 0f);
        assertEquals(wanted.threshold(), found.threshold());
        assertEquals(wanted.record(), found.record());
        assertEquals(wanted.tables(), found.tables());
    }

    private void fit(ArrayPair pair, Map<String, String> set, Cancellation.Flag flag, int last) throws Exception {
        fit(pair, set, Optional.of(kept), flag, epoch -> {
            if (epoch.number() == last) {
                flag.request();
            }
        });
    }

    private Result fit(ArrayPair pair, Map<String, String> set, Optional<Path> folder, Cancellation cancellation)
            throws Exception {
        return fit(pair, set, folder, cancellation, epoch -> epochs.add(epoch.number()));
    }

    private Result fit(
            ArrayPair pair,
            Map<String, String> set,
            Optional<Path> folder,
            Cancellation cancellation,
            EpochListener listener)
            throws Exception {
        Map<String, String> few = new java.util.HashMap<>(set);
        few.putIfAbsent("smoothing", "0");
        few.putIfAbsent("regression", "false");
        few.putIfAbsent("mask", "auto");
        Settings settings = Settings.of(new MaskUcdDetector().parameters(), few);
        FitInput input = new FitInput(pair, settings, "cpu", 1, 1L << 30, progress, cancellation, listener, folder);
        try (ChangeModel model = new MaskUcdDetector().fit(input)) {
            return new Result(
                    model.apply(List.of(pair.read(pair.extent()))).get(0),
                    model.ownThreshold().orElseThrow().magnitude(),
                    model.record(),
                    model.tables());
        }
    }

    private static ArrayPair pair(int width, int height) {
        return ArrayPair.of(width, ground(1, width * height), ground(3, width * height));
    }

    private static float[][] ground(int bands, int pixels) {
        SplittableRandom random = new SplittableRandom(bands);
        float[][] ground = new float[bands][pixels];
        for (float[] band : ground) {
            for (int i = 0; i < pixels; i++) {
                band[i] = (float) (100 + 60 * Math.sin(i / 37.0) + 8 * random.nextDouble());
            }
        }
        return ground;
    }
}
