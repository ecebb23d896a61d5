package org.palimpsest.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invented pairs are a dataset: three pictures of one size for each, the same from the same seed, every tenth for validation. */
class TrainingPairsTest {
    @TempDir
    Path folder;

    @Test
    void pairsAreColourPictures_withLabels() throws Exception {
        TrainingPairs.write(folder, 7, 2, 64, done -> {});
        for (String name : List.of("000000.png", "000001.png")) {
            BufferedImage before =
                    ImageIO.read(folder.resolve("train/A").resolve(name).toFile());
            BufferedImage after =
                    ImageIO.read(folder.resolve("train/B").resolve(name).toFile());
            BufferedImage label =
                    ImageIO.read(folder.resolve("train/label").resolve(name).toFile());
            assertEquals(3, before.getRaster().getNumBands());
            assertEquals(64, after.getWidth());
            assertEquals(1, label.getRaster().getNumBands());
            for (int i = 0; i < 64 * 64; i++) {
                int value = label.getRaster().getSample(i % 64, i / 64, 0);
                assertTrue(value == 0 || value == 255 || value == TrainingPairs.UNSEEN, "label " + value);
            }
        }
        assertEquals("{\"ignore\":127}\n", Files.readString(folder.resolve("dataset.json")));
    }

    @Test
    void whatIsThereIsKept_andWhatIsMissingComesAgainAlike() throws Exception {
        TrainingPairs.write(folder, 7, 1, 64, done -> {});
        Path after = folder.resolve("train/B/000000.png");
        byte[] first = Files.readAllBytes(after);
        Files.write(after, new byte[] {1});
        List<Integer> heard = new ArrayList<>();
        TrainingPairs.write(folder, 7, 1, 64, heard::add);
        assertEquals(1, Files.size(after));
        assertEquals(List.of(1), heard);
        Files.delete(folder.resolve("train/label/000000.png"));
        TrainingPairs.write(folder, 7, 1, 64, done -> {});
        assertArrayEquals(first, Files.readAllBytes(after));
    }
}
