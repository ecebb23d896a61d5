package org.palimpsest.icons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The icons in the repository keep to their own rules, which the window relies on. */
class IconSourcesTest {
    private static final Path ICONS = Path.of("icons");

    @Test
    void everyLineIcon_isOneStrokeOn24Units_inTheTextsColour() throws Exception {
        List<Path> sources;
        try (Stream<Path> files = Files.list(ICONS.resolve("line"))) {
            sources = files.sorted().toList();
        }
        assertFalse(sources.isEmpty());
        for (Path source : sources) {
            String svg = Files.readString(source);
            assertTrue(svg.contains("viewBox=\"0 0 24 24\""), source + ": grid");
            assertTrue(svg.contains("stroke=\"currentColor\""), source + ": colour");
            assertTrue(svg.contains("stroke-width=\"1.6\""), source + ": line weight");
            assertTrue(svg.contains("fill=\"none\""), source + ": fill");
            assertTrue(svg.contains("<path d=\"M"), source + ": an absolute path");
        }
    }

    @Test
    void everyRenderedIcon_hasTheSizeInItsName() throws Exception {
        for (int size : new int[] {16, 24, 32, 48, 64, 128, 256, 512, 1024}) {
            BufferedImage image = ImageIO.read(
                    ICONS.resolve("rendered/palimpsest-" + size + ".png").toFile());
            assertEquals(size, image.getWidth());
            assertEquals(size, image.getHeight());
            assertEquals(0, image.getRGB(0, 0) >>> 24, "the corner is transparent");
        }
    }

    @Test
    void windowsIcon_pointsAtPngsOfEachSize() throws Exception {
        ByteBuffer ico = ByteBuffer.wrap(Files.readAllBytes(ICONS.resolve("rendered/palimpsest.ico")))
                .order(ByteOrder.LITTLE_ENDIAN);
        int images = ico.getShort(4);
        assertTrue(images >= 6, images + " images");
        for (int i = 0; i < images; i++) {
            int entry = 6 + 16 * i;
            int length = ico.getInt(entry + 8);
            int offset = ico.getInt(entry + 12);
            assertEquals(0x474E5089, ico.getInt(offset), "PNG signature");
            assertTrue(offset + length <= ico.capacity());
        }
    }
}
