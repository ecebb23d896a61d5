package org.palimpsest.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.palimpsest.app.run.EpochsViewModel.Look;
import org.palimpsest.app.run.EpochsViewModel.Picture;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.run.EpochHistory;
import org.palimpsest.run.EpochMap;
import org.palimpsest.run.RunEvent;

class EpochsViewModelTest {
    private final RunViewModel run =
            new RunViewModel(1, "MaskUCD", RunSpec.of("a.tif", "b.tif", "maskucd", Path.of("out")));
    private final EpochsViewModel epochs = run.epochs();

    @Test
    void newestKeptEpoch_liesOverTheMap_untilAnEarlierOneIsChosen_andAgainFromTheEndOn() {
        assertFalse(epochs.openProperty().get());
        hear(0, true);
        assertTrue(epochs.openProperty().get(), "curves come into sight by themselves");
        assertEquals(picture("0.tif"), epochs.pictureProperty().get());
        hear(1, false);
        assertEquals(2, epochs.epochs().size());
        assertEquals(1, epochs.kept().size());
        hear(2, true);
        hear(4, true);
        assertEquals(picture("4.tif"), epochs.pictureProperty().get());

        epochs.choose(1);
        hear(6, true);
        assertEquals(picture("2.tif"), epochs.pictureProperty().get(), "the chosen one stays");
        epochs.choose(3);
        hear(8, true);
        assertEquals(picture("8.tif"), epochs.pictureProperty().get(), "the newest is followed again");
    }

    @Test
    void mask_isTheOneThatTheEpochHad() {
        hear(0, true);
        epochs.lookProperty().set(Look.MASK);
        assertEquals(
                Optional.of(new Picture(new EpochMap(Path.of("0.tif"), 1), Look.MASK)),
                epochs.pictureProperty().get());
    }

    @Test
    void afterTheTraining_theMapIsFreeForTheResult_andAnEarlierEpochComesBackWhenItIsChosen() {
        hear(0, true);
        hear(1, true);
        run.hear(new RunEvent.Fitted(
                new org.palimpsest.detect.Statistic("d", "", false, new org.palimpsest.detect.ScoreMap.Linear(0, 1)),
                org.palimpsest.raster.Grid.ofPixels(8, 8)));
        assertEquals(Optional.empty(), epochs.pictureProperty().get());
        epochs.choose(0);
        assertEquals(picture("0.tif"), epochs.pictureProperty().get());
        epochs.openProperty().set(false);
        assertEquals(Optional.empty(), epochs.pictureProperty().get());
    }

    @Test
    void finishedRun_tellsItsEpochsFromItsFolder_withoutOpeningAnything() {
        Path file = Path.of("epochs.tif");
        epochs.recall(new EpochHistory(List.of(
                new EpochHistory.Epoch(
                        0, 3, 0.2, Optional.of(new EpochMap(file, 0)), Optional.of(new EpochMap(file, 1))),
                new EpochHistory.Epoch(1, 2, 0.1, Optional.empty(), Optional.empty()),
                new EpochHistory.Epoch(
                        2, 1, 0.1, Optional.of(new EpochMap(file, 2)), Optional.of(new EpochMap(file, 3))))));
        assertFalse(epochs.openProperty().get());
        assertEquals(Optional.empty(), epochs.pictureProperty().get());
        assertEquals(2, epochs.current().orElseThrow().number());
        assertEquals(
                "Epoch 3 of 3 · loss 1.000 · mask 10.0 %",
                RunText.epoch(epochs.current().orElseThrow(), 3));
        epochs.choose(0);
        assertEquals(
                Optional.of(new Picture(new EpochMap(file, 0), Look.DIFFERENCE)),
                epochs.pictureProperty().get());
        epochs.choose(1);
        epochs.lookProperty().set(Look.MASK);
        assertEquals(
                Optional.of(new Picture(new EpochMap(file, 3), Look.MASK)),
                epochs.pictureProperty().get());
    }

    private void hear(int number, boolean kept) {
        run.hear(new RunEvent.Epoch(
                number, 10, 3.0 - number, 0.2, kept ? Optional.of(Path.of(number + ".tif")) : Optional.empty()));
    }

    private static Optional<Picture> picture(String file) {
        return Optional.of(new Picture(new EpochMap(Path.of(file), 0), Look.DIFFERENCE));
    }
}
