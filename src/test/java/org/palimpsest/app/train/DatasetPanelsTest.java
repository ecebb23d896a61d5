package org.palimpsest.app.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.SharedData;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.train.dataset.PngPair;
import org.palimpsest.train.dataset.Split;

/** What the window says of datasets, and the datasets that it writes. */
class DatasetPanelsTest {
    @TempDir
    private Path folder;

    private final DatasetCheckViewModel check = new DatasetCheckViewModel(Background.inCallingThread());
    private final List<String> ends = new ArrayList<>();

    @BeforeEach
    void english() {
        Text.use(Locale.ENGLISH);
    }

    private void check(Path data) {
        check.start(data.toString(), "", () -> ends.add("ended"));
    }

    @Test
    void soundDataset_isCounted_withSamplesOfEachSplit() throws Exception {
        check(PngPair.dataset(folder, 3, 1));
        assertEquals(DatasetCheckViewModel.State.SOUND, check.state());
        DatasetCheckViewModel.Found found = check.found().orElseThrow();
        assertEquals(3, found.report().splits().get(Split.TRAIN).pairs());
        // The square covers 16 x 16 of 64 x 64 pixels.
        assertEquals(1.0 / 16, found.report().splits().get(Split.TRAIN).changeShare(), 1e-9);
        assertEquals(Set.of(Split.TRAIN, Split.VAL), found.samples().keySet());
        assertEquals(List.of("ended"), ends);
        assertTrue(check.isOf(folder.toString(), ""));
        assertFalse(check.isOf(folder.toString(), "255"));
    }

    @Test
    void brokenFile_isNamed() throws Exception {
        Path data = PngPair.dataset(folder, 2, 1);
        Files.writeString(data.resolve("train/B/t1.png"), "no picture");
        check(data);
        assertEquals(DatasetCheckViewModel.State.BROKEN, check.state());
        assertTrue(
                check.found().orElseThrow().report().problems().get(0).message().contains("t1"));
    }

    @Test
    void datasetWithoutValidation_cannotBeTrainedOn_andAFolderOfOtherThingsIsNone() throws Exception {
        check(PngPair.dataset(folder.resolve("one"), 2, 0));
        assertEquals(DatasetCheckViewModel.State.BROKEN, check.state());
        Files.createDirectories(folder.resolve("other"));
        check(folder.resolve("other"));
        assertEquals(DatasetCheckViewModel.State.FAILED, check.state());
        assertTrue(check.failure().contains("is not a dataset"), check.failure());
    }

    @Test
    void pairWithItsLabel_becomesADataset_thatTheCheckFindsSound() throws Exception {
        Path scene = SharedData.get("data/georeferenced/oscd-sentinel2/abudhabi");
        DatasetMakeViewModel make = new DatasetMakeViewModel(Background.inCallingThread());
        List<DatasetMakeViewModel.Made> made = new ArrayList<>();
        make.make(made::add);
        assertEquals("Needed.", make.label().problemProperty().get());
        make.usePair(
                scene.resolve("before.tif").toString(),
                scene.resolve("after.tif").toString());
        make.label().textProperty().set(scene.resolve("label.tif").toString());
        make.chip().textProperty().set("12");
        make.output().textProperty().set(folder.resolve("chips").toString());
        make.make(made::add);
        assertTrue(
                make.problemProperty().get().contains("32 to 4096"),
                make.problemProperty().get());
        make.chip().textProperty().set("128");
        make.make(made::add);
        assertEquals("", make.problemProperty().get());
        check(made.get(0).folder());
        assertEquals(DatasetCheckViewModel.State.SOUND, check.state(), check.failure());
        check.found()
                .orElseThrow()
                .report()
                .splits()
                .forEach((split, report) -> assertEquals(made.get(0).pairs().get(split), report.pairs()));
        // A second dataset does not go into the first one's folder.
        make.make(made::add);
        assertEquals(1, made.size());
        assertTrue(make.problemProperty().get().contains("not empty"));
    }

    @Test
    void parquetShards_areWrittenFromAnotherDataset() throws Exception {
        DatasetMakeViewModel make = new DatasetMakeViewModel(Background.inCallingThread());
        make.fromPairProperty().set(false);
        make.source()
                .textProperty()
                .set(PngPair.dataset(folder.resolve("data"), 2, 1).toString());
        make.format().textProperty().set("parquet");
        make.output().textProperty().set(folder.resolve("shards").toString());
        List<DatasetMakeViewModel.Made> made = new ArrayList<>();
        make.make(made::add);
        assertEquals("", make.problemProperty().get());
        assertEquals("train 2, val 1", made.get(0).words());
        check(folder.resolve("shards"));
        assertEquals(DatasetCheckViewModel.State.SOUND, check.state(), check.failure());
    }
}
