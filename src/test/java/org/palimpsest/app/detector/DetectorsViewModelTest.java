package org.palimpsest.app.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.DetectorRegistry;

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
}
