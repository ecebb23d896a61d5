package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.vector.ClassLegend;
import org.slf4j.LoggerFactory;

/** The project of a run, opened by QGIS itself where it is installed. */
class QgisCommandTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String SCRIPT =
            """
            import os, sys
            os.environ['QT_QPA_PLATFORM'] = 'offscreen'
            from qgis.core import QgsApplication, QgsProject
            app = QgsApplication([], False)
            app.initQgis()
            project = QgsProject.instance()
            print(project.read(sys.argv[1]), project.crs().authid())
            root = project.layerTreeRoot()
            for node in root.children():
                layer = node.layer()
                print(node.name(), layer.isValid(), layer.crs().authid(), node.isVisible(),
                      layer.renderer().type(), os.path.exists(layer.source().split('|')[0]))
            app.exitQgis()
            """;

    @TempDir
    Path folder;

    @Test
    void project_opensInQgis_alsoAfterTheFolderWasMoved() throws Exception {
        Path home = Files.createDirectories(folder.resolve("dates"));
        TestScene scene = TestScene.utm(64, 4);
        Path before = scene.before(home.resolve("before.tif"));
        Path after = scene.after(home.resolve("after.tif"));
        Path result = home.resolve("result");
        assertEquals(
                0,
                ShellRun.of("detect", before.toString(), after.toString(), "-d", "cva", "-o", result.toString())
                        .exitCode());
        ShellRun run = ShellRun.of("qgis", result.toString());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("palimpsest.qgz"), run.out());
        requireQgis();
        Path moved = Files.move(home, folder.resolve("elsewhere"));
        String expected =
                """
                True EPSG:32633
                Changes True EPSG:32633 True categorizedSymbol True
                Mask True EPSG:32633 True paletted True
                Score True EPSG:32633 False singlebandpseudocolor True
                After True EPSG:32633 True multibandcolor True
                Before True EPSG:32633 True multibandcolor True
                """;
        assertEquals(expected, judge(moved.resolve("result").resolve("palimpsest.qgz")));
    }

    @Test
    void classesAndArrowsOfARun_areLayersToo() throws Exception {
        TestScene scene = TestScene.utm(64, 4);
        Path before = scene.before(folder.resolve("before.tif"));
        Path after = scene.after(folder.resolve("after.tif"));
        Path result = folder.resolve("result");
        assertEquals(
                0,
                ShellRun.of("detect", before.toString(), after.toString(), "-d", "cva", "-o", result.toString())
                        .exitCode());
        ClassLegend legend = new ClassLegend(List.of(
                new ClassLegend.Entry(1, "low", 0x2C7BB6, true), new ClassLegend.Entry(2, "high", 0xD7191C, true)));
        try (Raster mask = Rasters.open(result.resolve("mask.tif").toString());
                GeoTiffWriter writer = GeoTiffWriter.create(
                        result.resolve("classes.tif"),
                        mask.grid(),
                        GeoTiffFormat.classes("severity", legend.colours()))) {
            writer.finish();
        }
        legend.writeStyle(result.resolve("classes.qml"));
        Files.writeString(
                result.resolve("shift.geojson"),
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"dx\":1,\"dy\":0},"
                        + "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[15,45],[15.001,45]]}}]}");
        assertEquals(0, ShellRun.of("qgis", result.toString()).exitCode());
        requireQgis();
        String layers = judge(result.resolve("palimpsest.qgz"));
        assertTrue(layers.contains("Classes True EPSG:32633 False paletted True"), layers);
        assertTrue(layers.matches("(?s).*\\nShift True \\S+ False singleSymbol True\\n.*"), layers);
    }

    @Test
    void folderWithoutRun_isRefusedInOneSentence() {
        assertTrue(ShellRun.of("qgis", folder.toString()).complaint().contains("run.json"));
    }

    private String judge(Path project) throws Exception {
        Path script = folder.resolve("judge.py");
        Files.writeString(script, SCRIPT);
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(PYTHON.toString(), script.toString(), project.toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    private static void requireQgis() throws Exception {
        boolean installed = Files.isExecutable(PYTHON)
                && new ProcessBuilder(PYTHON.toString(), "-c", "import qgis.core")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0;
        if (!installed) {
            LoggerFactory.getLogger(QgisCommandTest.class).warn("SKIPPED: python3-qgis is not installed.");
            Assumptions.abort("python3-qgis is not installed");
        }
    }
}
