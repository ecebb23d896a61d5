package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Several detectors on one pair: products of each, the map of their agreement, and a page that needs nothing but itself. */
class CompareCommandTest {
    private static final int SIZE = 96;
    private static final List<String> DETECTORS = List.of("cva", "ir-mad", "difference");

    @TempDir
    private static Path folder;

    private static Path out;
    private static String before;
    private static String after;
    private static ShellRun run;

    @BeforeAll
    static void compareOnce() throws Exception {
        before =
                TestScene.utm(SIZE, 2).before(folder.resolve("be<fore & 1.tif")).toString();
        after = TestScene.utm(SIZE, 2).after(folder.resolve("after.tif")).toString();
        out = folder.resolve("out");
        run = ShellRun.of(
                "compare",
                before,
                after,
                "--detectors",
                String.join(",", DETECTORS),
                "--set",
                "ir-mad.iterations=3",
                "--reference",
                TestScene.utm(SIZE, 1).reference(folder.resolve("truth.tif")).toString(),
                "--formats",
                "none",
                "-o",
                out.toString());
    }

    @Test
    void everyDetector_hasItsProducts_withItsOwnSettings() throws Exception {
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        for (String id : DETECTORS) {
            for (String product : List.of("score.tif", "mask.tif", "run.json", "accuracy.json")) {
                assertTrue(Files.exists(out.resolve(id).resolve(product)), id + "/" + product);
            }
        }
        assertTrue(Files.readString(out.resolve("ir-mad/run.json")).contains("\"iterations\": \"3\""));
    }

    @Test
    void agreementMap_countsTheMasks() throws Exception {
        float[] sum = new float[SIZE * SIZE];
        for (String id : DETECTORS) {
            try (Raster mask = Rasters.open(out.resolve(id).resolve("mask.tif").toString())) {
                PixelBlock block = mask.read(mask.grid().window(), new int[] {0});
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += block.samples(0)[i];
                }
            }
        }
        try (Raster agreement = Rasters.open(out.resolve("agreement.tif").toString())) {
            PixelBlock block = agreement.read(agreement.grid().window(), new int[] {0});
            for (int i = 0; i < sum.length; i++) {
                assertEquals(sum[i], block.samples(0)[i], "pixel " + i);
            }
        }
    }

    @Test
    void table_holdsAreaTimeAndAccuracy() throws Exception {
        JsonObject json = JsonParser.parseString(Files.readString(out.resolve("comparison.json")))
                .getAsJsonObject();
        assertEquals(3, json.getAsJsonArray("detectors").size());
        assertEquals(3, json.getAsJsonArray("overlaps").size());
        JsonObject row = json.getAsJsonArray("detectors").get(0).getAsJsonObject();
        assertEquals("cva", row.get("detector").getAsString());
        assertTrue(row.get("secondsPerMegapixel").getAsDouble() > 0);
        assertTrue(row.get("changedSquareMetres").getAsDouble() > 0);
        assertTrue(row.get("f1").getAsDouble() > 0.8, row.toString());
    }

    @Test
    void page_isWellFormedAndSelfContained_andItsPicturesOpen() throws Exception {
        Document page = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(out.resolve("index.html").toFile());
        assertTrue(page.getDocumentElement().getTextContent().contains(before));
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            String tag = ((Element) all.item(i)).getTagName();
            assertTrue(!List.of("script", "link", "iframe", "object").contains(tag), tag);
        }
        NodeList pictures = page.getElementsByTagName("img");
        assertEquals(1 + 2 * DETECTORS.size(), pictures.getLength());
        for (int i = 0; i < pictures.getLength(); i++) {
            String source = ((Element) pictures.item(i)).getAttribute("src");
            String prefix = "data:image/png;base64,";
            assertTrue(source.startsWith(prefix));
            byte[] png = Base64.getDecoder().decode(source.substring(prefix.length()));
            assertTrue(ImageIO.read(new ByteArrayInputStream(png)).getWidth() >= SIZE);
        }
    }

    @Test
    void detectorThatDoesNotSuit_isNamedAndTheOthersAreThere() throws Exception {
        Path other = folder.resolve("other");
        ShellRun second = ShellRun.of(
                "compare",
                before,
                after,
                "--detectors",
                "surface-difference,cva",
                "--formats",
                "none",
                "-o",
                other.toString());
        assertTrue(second.complaint().contains("surface-difference: "), second.err());
        String page = Files.readString(other.resolve("index.html"));
        assertTrue(page.contains("needs one band of each date"));
        assertTrue(Files.exists(other.resolve("cva/mask.tif")));
    }

    @Test
    void resume_keepsFinishedDetectors_andAddsNewOnes() throws Exception {
        Path kept = folder.resolve("kept");
        ShellRun.of("compare", before, after, "--detectors", "cva", "--formats", "none", "-o", kept.toString());
        String record = Files.readString(kept.resolve("cva/run.json"));
        ShellRun again = ShellRun.of("compare", before, after, "--detectors", "cva", "-o", kept.toString());
        assertTrue(again.complaint().contains("--overwrite"), again.err());
        ShellRun more = ShellRun.of(
                "compare",
                before,
                after,
                "--detectors",
                "cva,mad",
                "--formats",
                "none",
                "--resume",
                "-o",
                kept.toString());
        assertEquals(ExitCode.DONE, more.exitCode(), more.err());
        assertEquals(record, Files.readString(kept.resolve("cva/run.json")));
        assertTrue(Files.exists(kept.resolve("mad/mask.tif")));
    }

    @Test
    void settingOfAnotherDetector_isRefusedBeforeAnythingRuns() {
        ShellRun wrong = ShellRun.of(
                "compare",
                before,
                after,
                "--detectors",
                "cva",
                "--set",
                "mad.x=1",
                "-o",
                folder.resolve("wrong").toString());
        assertTrue(wrong.complaint().contains("mad.x"), wrong.err());
        assertTrue(Files.notExists(folder.resolve("wrong")));
    }
}
