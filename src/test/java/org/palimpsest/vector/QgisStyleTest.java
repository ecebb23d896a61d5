package org.palimpsest.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.slf4j.LoggerFactory;

/** The styles, judged by QGIS itself where it is installed. */
class QgisStyleTest {
    private static final String SCRIPT =
            """
            import os, sys
            os.environ['QT_QPA_PLATFORM'] = 'offscreen'
            from qgis.core import QgsApplication, QgsRasterLayer, QgsVectorLayer
            app = QgsApplication([], False)
            app.initQgis()
            folder = sys.argv[1]
            # A style of the layer's own name beside it is loaded by itself.
            mask = QgsRasterLayer(folder + '/mask.tif', 'mask')
            print('mask', mask.renderer().type(), [(int(c.value), c.color.name(), c.label) for c in mask.renderer().classes()])
            score = QgsRasterLayer(folder + '/score.tif', 'score')
            ramp = score.renderer().shader().rasterShaderFunction()
            print('score', score.renderer().type(), [(i.value, i.color.name()) for i in ramp.colorRampItemList()])
            for ending in ['shp', 'gpkg', 'geojson', 'fgb']:
                changes = QgsVectorLayer(folder + '/changes.' + ending, 'changes')
                print(ending, changes.isValid(), changes.featureCount(), changes.renderer().type(),
                      [(c.value(), c.symbol().symbolLayer(0).strokeColor().name()) for c in changes.renderer().categories()])
            app.exitQgis()
            """;

    @TempDir
    Path folder;

    @Test
    void qgis_showsEachProductInItsStyle() throws Exception {
        Path python = Path.of("/usr/bin/python3");
        boolean installed = Files.isExecutable(python)
                && new ProcessBuilder(python.toString(), "-c", "import qgis.core")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0;
        if (!installed) {
            LoggerFactory.getLogger(QgisStyleTest.class).warn("SKIPPED: python3-qgis is not installed.");
            Assumptions.abort("python3-qgis is not installed");
        }
        writeProducts();
        Path script = folder.resolve("judge.py");
        Files.writeString(script, SCRIPT);
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(python.toString(), script.toString(), folder.toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        String categories = "categorizedSymbol [('gain', '#0072b2'), ('loss', '#d55e00'), ('both', '#cc79a7'), "
                + "('', '#565656')]\n";
        assertEquals(
                "mask paletted [(0, '#e6e6e6', 'no change'), (1, '#d55e00', 'change')]\n"
                        + "score singlebandpseudocolor [(0.0, '#00224e'), (0.25, '#414d6b'), (0.5, '#7c7b78'), "
                        + "(0.75, '#bbaf71'), (1.0, '#fee838')]\n"
                        + "shp True 2 " + categories + "gpkg True 2 " + categories + "geojson True 2 " + categories
                        + "fgb True 2 " + categories,
                Files.readString(out, StandardCharsets.UTF_8));
    }

    private void writeProducts() throws Exception {
        Grid grid = Grid.ofPixels(4, 4);
        MaskText mask = MaskText.of("##..", "....", "..##", "..##");
        try (GeoTiffWriter writer = GeoTiffWriter.create(folder.resolve("mask.tif"), grid, GeoTiffFormat.mask());
                GeoTiffWriter score = GeoTiffWriter.create(folder.resolve("score.tif"), grid, GeoTiffFormat.score())) {
            writer.write(grid.window(), mask.values());
            writer.finish();
            score.write(grid.window(), new float[16]);
            score.finish();
        }
        LayerInfo layer = new LayerInfo(Optional.empty(), Optional.empty(), Optional.empty(), "cva", "r");
        for (PolygonFormat format : PolygonFormat.values()) {
            try (PolygonSink<ChangePolygon> sink =
                    format.create(folder.resolve("changes." + format.extension()), layer)) {
                for (ChangePolygon polygon : mask.polygons(folder)) {
                    sink.add(polygon);
                }
                sink.finish();
            }
        }
        for (QgisStyle style : QgisStyle.values()) {
            style.writeTo(folder);
        }
    }
}
