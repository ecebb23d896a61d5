package org.palimpsest.train.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.SharedData;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;

/** Georeferenced scenes of any bit depth, band count and grid are cut into chips, with labels from rasters and polygons. */
class SceneTest {
    @TempDir
    private Path folder;

    @Test
    void aSceneInOneFolder_hasTheLabelsThatItsReadmeCounts() throws Exception {
        Dataset dataset = Datasets.open(SharedData.get("data/georeferenced/landsat-wu-taizhou"), LabelRule.USUAL);
        DatasetReport report = DatasetCheck.of(dataset, Progress.NONE, Cancellation.NEVER);

        assertTrue(report.isSound(), report.problems().toString());
        long labelled = report.splits().values().stream()
                .mapToLong(DatasetReport.SplitReport::labelledPixels)
                .sum();
        long changed = report.splits().values().stream()
                .mapToLong(DatasetReport.SplitReport::changedPixels)
                .sum();
        assertEquals(4227, changed);
        assertEquals(4227 + 17163, labelled);
    }

    @Test
    void scenesWhoseDatesHaveDifferentGrids_areAligned_andStretched() throws Exception {
        Dataset dataset = Datasets.open(SharedData.get("data/georeferenced/oscd-sentinel2"), LabelRule.USUAL);
        Chip chip = dataset.split(Split.TRAIN).get(0).read();

        assertEquals(4, chip.bands());
        double sum = 0;
        for (int i = 0; i < chip.before().length(); i++) {
            float value = chip.before().get(i);
            assertTrue(value >= 0 && value <= 1, "sample " + value);
            sum += value;
        }
        double mean = sum / chip.before().length();
        assertTrue(mean > 0.1 && mean < 0.9, "mean " + mean);
    }

    @Test
    void polygonsAreLabelsToo_andTrainingAndValidationShareNoGround() throws Exception {
        Path scene = SharedData.get("data/georeferenced/oscd-sentinel2/rennes");
        Files.copy(scene.resolve("before.tif"), folder.resolve("before.tif"));
        Files.copy(scene.resolve("after.tif"), folder.resolve("after.tif"));
        // About 300 m by 330 m in the middle of the scene, where a pixel is about 10 m.
        var grid = org.palimpsest.raster.Rasters.open(
                        folder.resolve("before.tif").toString())
                .grid();
        double x = grid.transform().x(50, 50);
        double y = grid.transform().y(50, 50);
        double right = grid.transform().x(80, 50);
        double bottom = grid.transform().y(50, 70);
        Files.writeString(
                folder.resolve("label.geojson"),
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{"
                        + "\"type\":\"Polygon\",\"coordinates\":[[[" + x + "," + y + "],[" + right + "," + y + "],["
                        + right + "," + bottom + "],[" + x + "," + bottom + "],[" + x + "," + y + "]]]}}]}");

        Dataset dataset = Datasets.open(folder, new DatasetOptions(LabelRule.USUAL, 64));

        long changed = 0;
        Set<Integer> training = new HashSet<>();
        for (LabelledPair pair : dataset.split(Split.TRAIN)) {
            changed += pair.read().changed();
            training.add(((SceneChip) pair).window().x() * 10_000
                    + ((SceneChip) pair).window().y());
        }
        assertEquals(30 * 20, changed);
        for (LabelledPair pair : dataset.split(Split.VAL)) {
            assertTrue(!training.contains(((SceneChip) pair).window().x() * 10_000
                    + ((SceneChip) pair).window().y()));
        }
    }
}
