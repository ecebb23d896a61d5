package org.palimpsest.app.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.DetectorCard.SensorPair;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.mixed.PairSensors;

/** The gallery's order: what runs at once comes before what wants weights first. */
class DetectorsViewModelTest {
    @TempDir
    Path folder;

    @Test
    void theNetworkThatBringsItsWeights_isTheFirstLearnedCard() {
        DetectorsViewModel detectors =
                new DetectorsViewModel(DetectorRegistry.load().all(), new DetectorSpeeds(folder.resolve("speeds")));
        String first = detectors.shown().stream()
                .map(detector -> detector.card())
                .filter(card -> card.kind() == DetectorCard.Kind.SUPERVISED)
                .findFirst()
                .orElseThrow()
                .id();
        assertEquals("ready-made", first);
    }

    @Test
    void betweenDifferentSensors_whatIsAdvisedComesFirst_andIsProposed_untilTheUserChooses() {
        DetectorsViewModel detectors =
                new DetectorsViewModel(DetectorRegistry.load().all(), new DetectorSpeeds(folder.resolve("speeds")));
        assertEquals("cva", chosen(detectors));
        detectors.sensorsProperty().set(Optional.of(SensorPair.MIXED));
        assertEquals(
                PairSensors.FOR_MIXED,
                detectors.shown().stream()
                        .limit(4)
                        .map(detector -> detector.card().id())
                        .toList());
        assertEquals("image-regression", chosen(detectors));
        detectors.sensorsProperty().set(Optional.of(SensorPair.RADAR));
        assertEquals("cva", chosen(detectors));
        detectors.select("ir-mad");
        detectors.sensorsProperty().set(Optional.of(SensorPair.MIXED));
        assertEquals("ir-mad", chosen(detectors));
    }

    private static String chosen(DetectorsViewModel detectors) {
        return detectors.selectedProperty().get().orElseThrow().card().id();
    }
}
