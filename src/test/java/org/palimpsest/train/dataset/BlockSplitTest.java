package org.palimpsest.train.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;
import org.palimpsest.label.LabelClass;
import org.palimpsest.label.LabelFile;
import org.palimpsest.label.LabelMap;
import org.palimpsest.label.LabelRaster;
import org.palimpsest.label.Stroke;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

class BlockSplitTest {
    private static final Grid GRID = Grid.ofPixels(1000, 700);

    @TempDir
    Path folder;

    private Path before;
    private Path after;

    @BeforeEach
    void twoDates() throws Exception {
        before = image("before.tif", 10);
        after = image("after.tif", 20);
    }

    private Path image(String name, int value) throws BadInputException {
        Path file = folder.resolve(name);
        byte[] bytes = new byte[1000 * 700];
        java.util.Arrays.fill(bytes, (byte) value);
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.UINT8, List.of("grey"), OptionalDouble.empty());
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, GRID, format)) {
            writer.write(GRID.window(), bytes);
            writer.finish();
        }
        return file;
    }

    private static LabelMap dots(int step) {
        LabelMap map = LabelMap.blank(GRID);
        for (int y = 20; y < 700; y += step) {
            for (int x = 20; x < 1000; x += step) {
                LabelClass label = (x / step + y / step) % 3 == 0 ? LabelClass.CHANGED : LabelClass.UNCHANGED;
                map = map.paint(new Stroke(x, y, x, y, 6), label).apply(map);
            }
        }
        return map;
    }

    private BlockSplit split(LabelMap labels, BlockOptions options) throws Exception {
        return BlockSplit.of(before, after, new LabelRaster(labels), options, Progress.NONE, Cancellation.NEVER);
    }

    @Test
    void noChipOfTrainingIsNearerToOneOfValidationThanTheMargin() throws Exception {
        try (BlockSplit split = split(dots(40), new BlockOptions(64, 0.2, 24))) {
            for (LabelledPair train : split.dataset().split(Split.TRAIN)) {
                Window near = ((SceneChip) train).window().grow(24);
                for (LabelledPair val : split.dataset().split(Split.VAL)) {
                    assertTrue(
                            near.intersection(((SceneChip) val).window()).isEmpty(),
                            () -> train.name() + " and " + val.name());
                }
            }
        }
    }

    @Test
    void bothClassesHaveAboutTheShareThatIsAskedFor() throws Exception {
        try (BlockSplit split = split(dots(40), new BlockOptions(32, 0.25, 0))) {
            BlockSplit.Counts train = split.counts().get(Split.TRAIN);
            BlockSplit.Counts val = split.counts().get(Split.VAL);
            assertEquals(0.25, val.changed() / (double) (val.changed() + train.changed()), 0.03);
            assertEquals(0.25, val.unchanged() / (double) (val.unchanged() + train.unchanged()), 0.03);
        }
    }

    @Test
    void countsAreThoseOfTheChipsThatAreRead() throws Exception {
        try (BlockSplit split = split(dots(90), BlockOptions.of(64))) {
            for (Map.Entry<Split, BlockSplit.Counts> entry : split.counts().entrySet()) {
                long changed = 0;
                long labelled = 0;
                List<LabelledPair> pairs = split.dataset().split(entry.getKey());
                for (LabelledPair pair : pairs) {
                    Chip chip = pair.read();
                    changed += chip.changed();
                    labelled += chip.labelled();
                    assertTrue(chip.labelled() > 0, "Chips without labels are left out.");
                }
                assertEquals(entry.getValue().changed(), changed);
                assertEquals(entry.getValue().changed() + entry.getValue().unchanged(), labelled);
                assertEquals(entry.getValue().chips(), pairs.size());
            }
        }
    }

    @Test
    void aFileOfLabelsIsReadAsTheSameLabels_itsIgnoredPixelsAreNoLabels() throws Exception {
        LabelMap labels = dots(90);
        labels = labels.paint(new Stroke(500, 0, 500, 700, 30), LabelClass.IGNORE)
                .apply(labels);
        Path file = folder.resolve("labels.tif");
        LabelFile.write(file, labels);
        try (BlockSplit ofMap = split(labels, BlockOptions.of(64));
                BlockSplit ofFile = BlockSplit.of(
                        before, after, file, LabelRule.USUAL, BlockOptions.of(64), Progress.NONE, Cancellation.NEVER)) {
            assertEquals(ofMap.counts(), ofFile.counts());
            long changed = ofMap.counts().values().stream()
                    .mapToLong(BlockSplit.Counts::changed)
                    .sum();
            assertTrue(changed <= labels.count(LabelClass.CHANGED), "Ignored pixels must not count as change.");
        }
    }

    @Test
    void labelsInOneChipCannotBeDealt_andAreRefusedInASentence() {
        LabelMap blank = LabelMap.blank(GRID);
        LabelMap one =
                blank.paint(new Stroke(30, 30, 30, 30, 5), LabelClass.CHANGED).apply(blank);
        BadInputException fault = assertThrows(
                BadInputException.class, () -> split(one, BlockOptions.of(256)).close());
        assertTrue(fault.getMessage().contains("within one chip of 256 pixels"), fault.getMessage());
        assertThrows(BadInputException.class, () -> split(blank, BlockOptions.of(256))
                .close());
    }

    @Test
    void theSameLabelsAreAlwaysDealtTheSame() throws Exception {
        try (BlockSplit first = split(dots(40), BlockOptions.of(64));
                BlockSplit second = split(dots(40), BlockOptions.of(64))) {
            assertEquals(
                    first.dataset().split(Split.VAL).stream()
                            .map(LabelledPair::name)
                            .toList(),
                    second.dataset().split(Split.VAL).stream()
                            .map(LabelledPair::name)
                            .toList());
        }
    }
}
