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
 * Writes a dataset of invented scenes, {@code train|val/{A,B,label}}: another country or town, season, pixel size, light and
 * camera for every pair, and labels that are right to the pixel. The network that comes with the program was trained on nothing
 * else.
 *
 * <p>Every tenth pair is for validation. A label is 255 for change, 0 for none and 127 where a date does not show the ground or
 * where people who label images disagree ({@link TownTruth}).
 */
public final class TrainingPairs {
    /** What the labels say of ground that a cloud hides or that is open to doubt; {@code dataset.json} tells the training. */
    public static final int UNSEEN = 127;

    private static final int VALIDATION_ROUND = 20;
    /** Of each five pairs two are open country and three are towns. */
    private static final int ROUND = 5;

    private static final int COUNTRY_IN_ROUND = 2;
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
            Path split = folder.resolve(isForValidation(i) ? "val" : "train");
            String name = String.format(Locale.ROOT, "%06d.png", i);
            // The label is written last: where it is, the pair is complete.
            if (!Files.exists(split.resolve("label").resolve(name))) {
                try {
                    for (String part : FOLDERS) {
                        Files.createDirectories(split.resolve(part));
                    }
                    write(split, name, seed, i, side);
                } catch (IOException e) {
                    throw WriteFailure.of(split, e);
                }
            }
            done.accept(i + 1);
        }
    }

    /** Of each twenty pairs one town and one piece of country are for validation. */
    private static boolean isForValidation(int pair) {
        int place = pair % VALIDATION_ROUND;
        return place == VALIDATION_ROUND / 2 - 1 || place == VALIDATION_ROUND / 2;
    }

    private static void write(Path split, String name, long seed, int pair, int side) throws IOException {
        int inRound = pair % ROUND;
        int round = Math.floorDiv(pair, ROUND);
        if (inRound < COUNTRY_IN_ROUND) {
            long own = PositionHash.mix(seed, (long) round * COUNTRY_IN_ROUND + inRound);
            Scene scene = new SceneGenerator(SceneSettings.varied(own, side, side)).generate();
            SplittableRandom random = new SplittableRandom(PositionHash.mix(own, 91));
            write(split.resolve("A").resolve(name), Photograph.develop(scene.before(), random.split()));
            write(split.resolve("B").resolve(name), Photograph.develop(scene.after(), random.split()));
            write(split.resolve("label").resolve(name), label(scene.truth()));
            return;
        }
        long own = PositionHash.mix(seed, pair, 92);
        TownScene town = new TownScene(own, side);
        InventedPair seen = town.generate();
        SplittableRandom random = new SplittableRandom(PositionHash.mix(own, 91));
        long tone = random.nextLong();
        SplittableRandom first = new SplittableRandom(tone);
        SplittableRandom second = new SplittableRandom(town.sameCamera() ? tone : random.nextLong());
        write(split.resolve("A").resolve(name), Photograph.develop(seen.before(), first, random.split()));
        write(split.resolve("B").resolve(name), Photograph.develop(seen.after(), second, random.split()));
        write(split.resolve("label").resolve(name), label(seen.truth()));
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
