package org.palimpsest.app.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownProgressTest {
    private final List<Double> shares = new ArrayList<>();
    private final List<String> stages = new ArrayList<>();
    private final ShownProgress progress = new ShownProgress(Background.inCallingThread(), shares::add, stages::add);

    @Test
    void aMillionStepsAreTwoHundredNews() {
        progress.stage("download", 1_000_000);
        for (int step = 1; step <= 1_000_000; step++) {
            progress.done(step);
        }
        assertEquals(200, shares.size());
        assertEquals(1.0, shares.get(199));
    }

    @Test
    void eachStageBeginsAnew() {
        progress.stage("download", 4);
        progress.done(4);
        progress.stage("unpack", 2);
        progress.done(1);
        assertEquals(List.of("download", "unpack"), stages);
        assertEquals(List.of(1.0, 0.5), shares);
    }

    @Test
    void aStageOfUnknownSizeTellsNoShare() {
        progress.stage("look", 0);
        progress.done(17);
        assertTrue(shares.isEmpty());
    }
}
