package org.palimpsest.raster;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.OrderStatistic;
import org.palimpsest.base.SideTask;
import org.palimpsest.base.WriteFailure;

/**
 * A small picture of a result: the second date in grey with the change in vermilion over it, and beside it both dates in
 * their own colours, before above after.
 *
 * <p>Vermilion on grey is told apart by people with any kind of colour vision (Okabe and Ito 2008).
 */
public final class PreviewPicture {
    /** Pixels of the longer side of the scene in the large part of the picture. */
    private static final int LONGEST_SIDE = 960;

    private static final int GAP = 6;
    private static final Color PAPER = Color.WHITE;
    private static final int CHANGE = 0xD55E00;

    /** What was not observed. */
    private static final int NOTHING = 0xFFFFFF;

    private PreviewPicture() {}

    /**
     * Writes the picture of a result as PNG.
     *
     * @param target the file to make or replace
     * @param before the first date
     * @param beforeBands the bands that the run used, from 0; those that look natural are chosen among them
     * @param after the second date, as opened, not aligned
     * @param afterBands likewise
     * @param mask the mask on the grid of {@code before}: 0 no change, 1 change
     * @param threads how many read at once
     * @throws BadInputException when a file cannot be read or the picture cannot be written
     * @throws CancelledException when the user ended the run
     */
    public static void write(
            Path target,
            Raster before,
            int[] beforeBands,
            Raster after,
            int[] afterBands,
            Raster mask,
            int threads,
            Cancellation cancellation)
            throws BadInputException, CancelledException {
        Grid coarse = coarse(before.grid());
        int each = Math.max(1, threads / 2);
        try (SideTask<BufferedImage> second = SideTask.begin(
                "preview", threads > 1, () -> image(before, after, afterBands, coarse, each, cancellation))) {
            BufferedImage first = image(before, before, beforeBands, coarse, threads - threads / 2, cancellation);
            boolean[] changed = CoarseChange.read(mask, coarse.width(), coarse.height());
            BufferedImage picture = compose(first, second.result(), changed);
            AtomicFile.<IOException>write(target, part -> {
                if (!ImageIO.write(picture, "png", part.toFile())) {
                    throw new IOException("this Java has no writer for PNG pictures");
                }
            });
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    private static Grid coarse(Grid grid) {
        double scale = Math.min(1, LONGEST_SIDE / (double) Math.max(grid.width(), grid.height()));
        int width = (int) Math.max(1, Math.round(grid.width() * scale));
        int height = (int) Math.max(1, Math.round(grid.height() * scale));
        GeoTransform transform = grid.transform().scale((double) grid.width() / width, (double) grid.height() / height);
        return new Grid(width, height, transform, grid.crs());
    }

    private static BufferedImage image(
            Raster before, Raster raster, int[] bands, Grid coarse, int threads, Cancellation cancellation)
            throws BadInputException, CancelledException {
        int[] shown = NaturalColour.choose(raster.bands(), bands);
        // More pixels than the picture has, so that bringing them onto its grid blurs little.
        Thumbnail small = Thumbnail.of(
                raster, Overlap.placeOf(before, raster), shown, LONGEST_SIDE * 3 / 2, threads, cancellation);
        int[] all = IntStream.range(0, shown.length).toArray();
        PixelBlock block = AlignedRaster.coarse(small, small.grid(), coarse).read(coarse.window(), all);
        int[][] channels = new int[shown.length][];
        for (int band = 0; band < shown.length; band++) {
            channels[band] = stretched(block.samples(band), block.valid());
        }
        BufferedImage image = new BufferedImage(coarse.width(), coarse.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < block.valid().length; i++) {
            int red = channels[0][i];
            int green = channels.length == 3 ? channels[1][i] : red;
            int blue = channels.length == 3 ? channels[2][i] : red;
            image.setRGB(
                    i % coarse.width(), i / coarse.width(), block.valid()[i] ? red << 16 | green << 8 | blue : NOTHING);
        }
        return image;
    }

    /** Samples as 0 to 255, from the 2nd to the 98th percentile of the valid ones. */
    private static int[] stretched(float[] samples, boolean[] valid) {
        double[] known = new double[samples.length];
        int count = 0;
        for (int i = 0; i < samples.length; i++) {
            if (valid[i]) {
                known[count++] = samples[i];
            }
        }
        double low = count == 0 ? 0 : OrderStatistic.of(known, count, (int) (0.02 * (count - 1)));
        double high = count == 0 ? 1 : OrderStatistic.of(known, count, (int) (0.98 * (count - 1)));
        double range = high > low ? high - low : 1;
        int[] out = new int[samples.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (int) Math.min(255, Math.max(0, Math.round(255 * (samples[i] - low) / range)));
        }
        return out;
    }

    private static BufferedImage compose(BufferedImage before, BufferedImage after, boolean[] changed) {
        int width = before.getWidth();
        int height = before.getHeight();
        int smallHeight = Math.max(1, (height - GAP) / 2);
        int smallWidth = Math.max(1, (int) Math.round(width * (double) smallHeight / height));
        BufferedImage picture = new BufferedImage(width + GAP + smallWidth, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, picture.getWidth(), height);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(before, width + GAP, 0, smallWidth, smallHeight, null);
        graphics.drawImage(after, width + GAP, height - smallHeight, smallWidth, smallHeight, null);
        graphics.dispose();
        for (int i = 0; i < changed.length; i++) {
            int x = i % width;
            int y = i / width;
            picture.setRGB(x, y, changed[i] ? CHANGE : dimmed(after.getRGB(x, y)));
        }
        return picture;
    }

    /** Grey, with little contrast, so that the change stands out. */
    private static int dimmed(int rgb) {
        // Weights of ITU-R BT.601.
        double luminance = 0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
        int grey = (int) Math.round(60 + 0.7 * luminance);
        return (rgb & 0xFFFFFF) == NOTHING ? NOTHING : grey << 16 | grey << 8 | grey;
    }
}
