package org.palimpsest.sample;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import javax.imageio.ImageIO;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;

/**
 * Writes a dataset of invented scenes, {@code train|val/{A,B,label}}: another country, season, pixel size, light and camera for
 * every pair, and labels that are right to the pixel. The network that comes with the program was trained on nothing else.
 *
 * <p>Every tenth pair is for validation. A label is 255 for change, 0 for none and 127 where a date does not show the ground.
 */
public final class TrainingPairs {
    /** What the labels say of ground that a cloud hides; {@code dataset.json} tells the training. */
    public static final int UNSEEN = 127;

    private static final int PART_FOR_VALIDATION = 10;
    private static final List<String> FOLDERS = List.of("A", "B", "label");

    private TrainingPairs() {}

    /**
     * Writes the pairs that are not there yet, so that a stopped run goes on.
     *
     * @param count how many pairs in all
     * @param side width and height of each in pixels, 64 to 8192
     * @param done hears of each pair, counted from 1
     * @throws BadInputException when the folder cannot be written
     */
    public static void write(Path folder, long seed, int count, int side, IntConsumer done) throws BadInputException {
        try {
            Files.createDirectories(folder);
            AtomicFile.writeText(folder.resolve("dataset.json"), "{\"ignore\":" + UNSEEN + "}\n");
        } catch (IOException e) {
            throw WriteFailure.of(folder, e);
        }
        for (int i = 0; i < count; i++) {
            Path split = folder.resolve(i % PART_FOR_VALIDATION == PART_FOR_VALIDATION - 1 ? "val" : "train");
            String name = String.format(Locale.ROOT, "%06d.png", i);
            // The label is written last: where it is, the pair is complete.
            if (!Files.exists(split.resolve("label").resolve(name))) {
                long own = PositionHash.mix(seed, i);
                Scene scene = new SceneGenerator(SceneSettings.varied(own, side, side)).generate();
                SplittableRandom random = new SplittableRandom(PositionHash.mix(own, 91));
                try {
                    for (String part : FOLDERS) {
                        Files.createDirectories(split.resolve(part));
                    }
                    write(split.resolve("A").resolve(name), Photograph.develop(scene.before(), random.split()));
                    write(split.resolve("B").resolve(name), Photograph.develop(scene.after(), random.split()));
                    write(split.resolve("label").resolve(name), label(scene.truth()));
                } catch (IOException e) {
                    throw WriteFailure.of(split, e);
                }
            }
            done.accept(i + 1);
        }
    }

    private static BufferedImage label(ChangeMask truth) {
        int width = truth.grid().width();
        BufferedImage label = new BufferedImage(width, truth.grid().height(), BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < truth.labels().length; i++) {
            int value = truth.labels()[i] == ChangeMask.UNSEEN ? UNSEEN : truth.labels()[i] == 1 ? 255 : 0;
            label.getRaster().setSample(i % width, i / width, 0, value);
        }
        return label;
    }

    private static void write(Path file, BufferedImage picture) throws IOException {
        AtomicFile.<IOException>write(file, part -> ImageIO.write(picture, "png", part.toFile()));
    }
}
