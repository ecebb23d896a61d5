package org.palimpsest.train.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;

/**
 * Tables that Python's Arrow library wrote are read right, and what is made here is read back as it was.
 *
 * <p>Pair k of the stored tables is grey 10 k before; after, its red is 200 in the first k + 1 rows, which are the change. Besides the
 * pictures they have columns of text, lists and numbers.
 */
class StoredTablesTest {
    @TempDir
    private Path folder;

    @Test
    void parquetShardsOfTheHub_andArrowFilesOfSaveToDisk_holdTheirPairsInOrder() throws Exception {
        for (String place : List.of("hub", "saved")) {
            Dataset dataset = Datasets.open(stored(place), LabelRule.USUAL);
            assertEquals(3, dataset.split(Split.TRAIN).size(), place);
            assertEquals(1, dataset.split(Split.VAL).size(), place);
            for (int k = 0; k < 3; k++) {
                assertPair(k, dataset.split(Split.TRAIN).get(k).read());
            }
            assertPair(3, dataset.split(Split.VAL).get(0).read());
        }
    }

    private static void assertPair(int k, Chip chip) {
        assertEquals(16, chip.width());
        assertEquals(16 * (k + 1), chip.changed());
        for (int band = 0; band < 3; band++) {
            assertEquals(k * 10 / 255f, chip.before().get(band * 256 + 255), 1e-7);
            assertEquals((band == 0 ? 200 : k * 10) / 255f, chip.after().get(band * 256), 1e-7);
        }
        assertEquals(Chip.CHANGE, chip.label()[16 * k]);
        assertEquals(Chip.NO_CHANGE, chip.label()[16 * (k + 1)]);
    }

    @Test
    void anArrowFileCutAnywhere_isRefusedInOneSentence() throws Exception {
        Path whole = stored("saved").resolve("train/data-00000-of-00001.arrow");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.createDirectories(folder.resolve("cut/train")).resolve("data-0.arrow");
        int refused = 0;
        for (int length = 1; length < bytes.length - 8; length += 97) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            try {
                Dataset dataset = Datasets.open(folder.resolve("cut"), LabelRule.USUAL);
                for (LabelledPair pair : dataset.splits().getOrDefault(Split.TRAIN, List.of())) {
                    pair.read();
                }
            } catch (BadInputException e) {
                refused++;
            }
        }
        // Cut between two batches the file is shorter, but sound.
        assertTrue(refused > bytes.length / 97 / 2, "refused " + refused);
    }

    @Test
    void aParquetFileWithoutTheColumns_isRefusedByName() throws Exception {
        Path file = Files.writeString(folder.resolve("train-0.parquet"), "PAR1 this is none PAR1");
        BadInputException refusal = assertThrows(BadInputException.class, () -> Datasets.open(file, LabelRule.USUAL));
        assertTrue(String.valueOf(refusal.getMessage()).contains("train-0.parquet"), refusal.getMessage());
    }

    @Test
    void whatIsMade_inEitherFormat_isReadBackAsItWas() throws Exception {
        Dataset source = Datasets.open(PngPair.dataset(folder.resolve("source"), 2, 1), LabelRule.USUAL);
        Chip original = source.split(Split.TRAIN).get(0).read();
        for (DatasetMaker.Format format : DatasetMaker.Format.values()) {
            Path made = folder.resolve(format.name());
            Map<Split, Integer> counts = DatasetMaker.make(source, made, format, 32, Progress.NONE, Cancellation.NEVER);
            assertEquals(Map.of(Split.TRAIN, 8, Split.VAL, 4), counts);
            List<LabelledPair> pairs = Datasets.open(made, LabelRule.USUAL).split(Split.TRAIN);
            assertEquals(8, pairs.size());
            // The second chip of the first pair begins at column 32.
            Chip chip = pairs.get(1).read();
            byte[] expected = new byte[32 * 32];
            for (int i = 0; i < expected.length; i++) {
                int at = i / 32 * 64 + 32 + i % 32;
                expected[i] = original.label()[at];
                assertEquals(original.before().get(at), chip.before().get(i));
                assertEquals(
                        original.after().get(2 * 64 * 64 + at), chip.after().get(2 * 32 * 32 + i));
            }
            assertArrayEquals(expected, chip.label());
        }
    }

    private static Path stored(String name) throws Exception {
        return Path.of(java.util.Objects.requireNonNull(StoredTablesTest.class.getResource(name))
                .toURI());
    }
}
