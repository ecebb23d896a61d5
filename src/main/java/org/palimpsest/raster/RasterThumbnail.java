package org.palimpsest.raster;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.palimpsest.base.BadInputException;

/** A small PNG of a raster's first band, each value in a colour of its own, from the overview that is just large enough. */
public final class RasterThumbnail {
    private static final int NOTHING = 0xFFFFFF;

    private RasterThumbnail() {}

    /** Gives a value its colour. */
    @FunctionalInterface
    public interface Colouring {
        /** {@code 0xRRGGBB} of a value that was observed. */
        int rgb(float value);
    }

    /**
     * Paints a raster; what was not observed is white.
     *
     * @param longest pixels of the longer side, at most; a smaller raster is painted as it is
     * @return the bytes of a PNG file
     */
    public static byte[] png(Raster raster, int longest, Colouring colouring) throws BadInputException {
        List<Grid> levels = raster.levels();
        Grid full = levels.get(0);
        double scale = Math.min(1, longest / (double) Math.max(full.width(), full.height()));
        int width = (int) Math.max(1, Math.round(full.width() * scale));
        int height = (int) Math.max(1, Math.round(full.height() * scale));
        int level = 0;
        while (level + 1 < levels.size()
                && levels.get(level + 1).width() >= width
                && levels.get(level + 1).height() >= height) {
            level++;
        }
        Grid source = levels.get(level);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            int row = (int) ((y + 0.5) * source.height() / height);
            PixelBlock line = raster.read(level, new Window(0, row, source.width(), 1), new int[] {0});
            for (int x = 0; x < width; x++) {
                int column = (int) ((x + 0.5) * source.width() / width);
                boolean valid = line.valid()[column];
                image.setRGB(x, y, valid ? colouring.rgb(line.samples(0)[column]) : NOTHING);
            }
        }
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this Java has no writer for PNG pictures");
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new BadInputException(
                    "The picture of " + raster.name() + " cannot be made: " + e.getMessage() + ".", e);
        }
    }
}
