package org.palimpsest.train.dataset;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Writes small labelled pairs for tests: grey noise, on which a bright square appears after. */
public final class PngPair {
    private PngPair() {}

    /** The size of each pair in pixels. */
    public static final int SIDE = 64;

    /** Writes {@code NAME.png} into the three folders; the square covers 16 x 16 pixels at a place drawn from the name. */
    public static void write(Path before, Path after, Path label, String name) throws IOException {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        BufferedImage first = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        BufferedImage second = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        BufferedImage truth = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        int left = random.nextInt(SIDE - 16);
        int top = random.nextInt(SIDE - 16);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean change = x >= left && x < left + 16 && y >= top && y < top + 16;
                first.setRGB(x, y, grey(80 + random.nextInt(20)));
                second.setRGB(x, y, grey((change ? 180 : 80) + random.nextInt(20)));
                truth.getRaster().setSample(x, y, 0, change ? 255 : 0);
            }
        }
        write(first, before.resolve(name + ".png"));
        write(second, after.resolve(name + ".png"));
        write(truth, label.resolve(name + ".png"));
    }

    /** A dataset of {@code train} and {@code val} pairs in the folders A, B and label. */
    public static Path dataset(Path folder, int train, int val) throws IOException {
        for (int i = 0; i < train; i++) {
            in(folder.resolve("train"), "t" + i);
        }
        for (int i = 0; i < val; i++) {
            in(folder.resolve("val"), "v" + i);
        }
        return folder;
    }

    /** One pair in the folders A, B and label of {@code split}. */
    public static void in(Path split, String name) throws IOException {
        write(split.resolve("A"), split.resolve("B"), split.resolve("label"), name);
    }

    static void write(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private static int grey(int value) {
        return value << 16 | value << 8 | value;
    }
}
