package org.palimpsest.train.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.SampleType;

/** Datasets are found in every usual layout, and what is wrong with them is told by name. */
class DatasetsTest {
    @TempDir
    private Path folder;

    @Test
    void splitFolders_haveTheirPairsInTheOrderOfTheirNames() throws Exception {
        Dataset dataset = open(PngPair.dataset(folder, 3, 2));

        assertEquals(List.of("t0", "t1", "t2"), names(dataset, Split.TRAIN));
        assertEquals(List.of("v0", "v1"), names(dataset, Split.VAL));
        Chip chip = dataset.split(Split.TRAIN).get(0).read();
        assertEquals(256, chip.changed());
        assertEquals(64 * 64, chip.labelled());
    }

    @Test
    void foldersAsInSysuCd_andSplitsCalledValidation_areKnown() throws Exception {
        Path split = folder.resolve("validation");
        PngPair.write(split.resolve("time1"), split.resolve("time2"), split.resolve("label"), "a");

        assertEquals(List.of("a"), names(open(folder), Split.VAL));
    }

    @Test
    void lists_sayWhatBelongsToWhichSplit() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            PngPair.write(folder.resolve("A"), folder.resolve("B"), folder.resolve("label"), name);
        }
        Files.createDirectories(folder.resolve("list"));
        Files.writeString(folder.resolve("list/train.txt"), "a.png\nc\n");
        Files.writeString(folder.resolve("list/val.txt"), "A/b.png B/b.png label/b.png\n");

        Dataset dataset = open(folder);

        assertEquals(List.of("a", "c"), names(dataset, Split.TRAIN));
        assertEquals(List.of("b"), names(dataset, Split.VAL));
    }

    @Test
    void scenesInOneFolderEach_areDealtWholeToSplits() throws Exception {
        for (int i = 0; i < 10; i++) {
            Path site = folder.resolve("site" + i);
            PngPair.write(site.resolve("A"), site.resolve("B"), site.resolve("label"), "x");
            Files.move(site.resolve("A/x.png"), site.resolve("im1.png"));
            Files.move(site.resolve("B/x.png"), site.resolve("im2.png"));
            Files.move(site.resolve("label/x.png"), site.resolve("ref.png"));
        }

        Dataset dataset = open(folder);

        assertEquals(6, dataset.split(Split.TRAIN).size());
        assertEquals(2, dataset.split(Split.VAL).size());
        assertEquals(2, dataset.split(Split.TEST).size());
    }

    @Test
    void missingCounterpartsAndSizesThatDiffer_areToldByName() throws Exception {
        PngPair.dataset(folder, 2, 1);
        Files.delete(folder.resolve("train/B/t0.png"));
        PngPair.write(new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY), folder.resolve("val/label/v0.png"));

        DatasetReport report = DatasetCheck.of(open(folder), Progress.NONE, Cancellation.NEVER);

        assertEquals(2, report.problems().size(), report.problems().toString());
        assertTrue(
                report.problems().get(0).message().contains("t0.png"),
                report.problems().get(0).message());
        assertTrue(
                report.problems().get(1).message().contains("10 x 10"),
                report.problems().get(1).message());
        assertEquals(1, report.splits().get(Split.TRAIN).pairs());
        assertEquals(0.0625, report.splits().get(Split.TRAIN).changeShare(), 1e-12);
    }

    @Test
    void aDamagedFile_isToldByName() throws Exception {
        PngPair.dataset(folder, 1, 1);
        Path damaged = folder.resolve("train/A/t0.png");
        Files.write(damaged, java.util.Arrays.copyOf(Files.readAllBytes(damaged), 700));

        DatasetReport report = DatasetCheck.of(open(folder), Progress.NONE, Cancellation.NEVER);

        assertTrue(
                report.problems().get(0).message().contains("t0.png"),
                report.problems().toString());
    }

    @Test
    void labelsOfZeroAndOne_areChangeToo_andTheIgnoredValueIsNoLabel() throws Exception {
        PngPair.in(folder.resolve("train"), "a");
        BufferedImage label = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        label.getRaster().setSample(3, 4, 0, 1);
        label.getRaster().setSample(5, 4, 0, 7);
        PngPair.write(label, folder.resolve("train/label/a.png"));

        Chip all = open(folder).split(Split.TRAIN).get(0).read();
        Chip some = Datasets.open(folder, new LabelRule(OptionalDouble.of(7)))
                .split(Split.TRAIN)
                .get(0)
                .read();

        assertEquals(2, all.changed());
        assertEquals(1, some.changed());
        assertEquals(64 * 64 - 1, some.labelled());
        assertEquals(Chip.IGNORED, some.label()[4 * 64 + 5]);
    }

    @Test
    void samplesOfMoreThanEightBits_areStretched_butNotWhereTheyAreEightBitPictures() throws Exception {
        // Values 0 to 4095 in a ramp: the 2nd and 98th percentile become 0 and 1.
        ramp("wide", 4096);
        Chip wide = open(folder.resolve("wide")).split(Split.TRAIN).get(0).read();
        assertEquals(0, wide.before().get(0));
        assertEquals(0.5, wide.before().get(2048), 0.01);
        assertEquals(1, wide.before().get(4095));
        ramp("narrow", 256);
        Chip narrow = open(folder.resolve("narrow")).split(Split.TRAIN).get(0).read();
        assertEquals(100 / 255.0, narrow.before().get(100), 1e-6);
    }

    /** One training pair of 64 x 64 pixels of 16 bits that count up to below {@code values}, and again. */
    private void ramp(String name, int values) throws Exception {
        Path split = folder.resolve(name).resolve("train");
        PngPair.in(split, "a");
        Grid grid = Grid.ofPixels(64, 64);
        float[] samples = new float[64 * 64];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % values;
        }
        for (String date : List.of("A", "B")) {
            Files.delete(split.resolve(date).resolve("a.png"));
            GeoTiffFormat format = GeoTiffFormat.image(SampleType.UINT16, List.of("grey"), OptionalDouble.empty());
            try (GeoTiffWriter writer = GeoTiffWriter.create(split.resolve(date).resolve("a.tif"), grid, format)) {
                writer.write(grid.window(), samples);
                writer.finish();
            }
        }
    }

    @Test
    void whatIsNoDataset_isRefusedInOneSentence() {
        BadInputException refusal = assertThrows(BadInputException.class, () -> open(folder));
        assertTrue(String.valueOf(refusal.getMessage()).contains("not a dataset"));
        BadInputException missing = assertThrows(BadInputException.class, () -> open(folder.resolve("no")));
        assertTrue(String.valueOf(missing.getMessage()).contains("There is no dataset"));
    }

    @Test
    void aFolderOfRealDatasets_isOneCollection() throws Exception {
        Dataset dataset = open(SharedData.get("data/optical"));

        // Counts as its README states them.
        assertEquals(172, dataset.split(Split.TRAIN).size());
        assertEquals(45, dataset.split(Split.VAL).size());
        assertEquals(
                5,
                dataset.split(Split.VAL).stream()
                        .map(LabelledPair::group)
                        .distinct()
                        .count());
    }

    private static Dataset open(Path place) throws BadInputException {
        return Datasets.open(place, LabelRule.USUAL);
    }

    private static List<String> names(Dataset dataset, Split split) throws BadInputException, IOException {
        return dataset.split(split).stream().map(LabelledPair::name).toList();
    }
}
