package org.palimpsest.train.dataset;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.SampleType;

/** Encodes the dates and labels of chips with 8 bits: PNG for one or three bands, TIFF for any other number. */
final class PictureBytes {
    /** Stands in label pictures for "not labelled". */
    static final int NO_LABEL = 127;

    private static final int CHANGE = 255;

    private PictureBytes() {}

    static boolean isPicture(Chip chip) {
        return chip.bands() == 1 || chip.bands() == 3;
    }

    static String ending(Chip chip) {
        return isPicture(chip) ? ".png" : ".tif";
    }

    static byte[] image(Chip chip, Samples samples) throws IOException, BadInputException {
        int pixels = chip.width() * chip.height();
        if (!isPicture(chip)) {
            return tiff(chip, samples);
        }
        WritableRaster raster = Raster.createInterleavedRaster(
                DataBuffer.TYPE_BYTE, chip.width(), chip.height(), chip.bands(), new Point());
        for (int i = 0; i < pixels; i++) {
            for (int band = 0; band < chip.bands(); band++) {
                raster.setSample(
                        i % chip.width(), i / chip.width(), band, Math.round(255 * samples.get(band * pixels + i)));
            }
        }
        ColorSpace colours = ColorSpace.getInstance(chip.bands() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        ComponentColorModel model =
                new ComponentColorModel(colours, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        return png(new BufferedImage(model, raster, false, null));
    }

    static byte[] label(Chip chip) throws IOException {
        BufferedImage image = new BufferedImage(chip.width(), chip.height(), BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < chip.label().length; i++) {
            byte label = chip.label()[i];
            int value = label == Chip.IGNORED ? NO_LABEL : label == Chip.CHANGE ? CHANGE : 0;
            image.getRaster().setSample(i % chip.width(), i / chip.width(), 0, value);
        }
        return png(image);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] tiff(Chip chip, Samples samples) throws IOException, BadInputException {
        Path folder = Files.createTempDirectory("palimpsest-chip");
        Path file = folder.resolve("chip.tif");
        try {
            int pixels = chip.width() * chip.height();
            float[][] bands = new float[chip.bands()][pixels];
            for (int band = 0; band < bands.length; band++) {
                for (int i = 0; i < pixels; i++) {
                    bands[band][i] = Math.round(255 * samples.get(band * pixels + i));
                }
            }
            Grid grid = Grid.ofPixels(chip.width(), chip.height());
            GeoTiffFormat format =
                    GeoTiffFormat.image(SampleType.UINT8, DatasetBands.names(chip.bands()), OptionalDouble.empty());
            try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
                writer.write(grid.window(), bands);
                writer.finish();
            }
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }
}
