package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Notice;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.detect.RunSpec;

/** An optical date and a radar date: what is said of dates whose samples are compared does not hold for them. */
class MixedSensorsRunTest {
    @TempDir
    private Path folder;

    @Test
    void levelsAndFormatsAreNotComplainedOf_andAShiftIsDoubted() throws Exception {
        SampleFolder flood = SampleFolder.find().mixed();
        RunSpec spec = RunSpec.of(flood.before().toString(), flood.after().toString(), "image-regression", folder)
                .withDetection(RunSpec.Detection.of("image-regression").withThreshold(Optional.of("otsu")))
                .withOutput(new RunSpec.Output(folder, List.of(), true));
        Outcome outcome = new PairRunExecutor().execute(new RunRequest(spec, false), event -> {}, Cancellation.NEVER);
        List<String> warnings = assertInstanceOf(Outcome.Done.class, outcome, outcome.toString()).warnings().stream()
                .map(Notice::message)
                .toList();
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(
                warnings.get(0).contains("between different sensors such a measurement is often wrong"),
                warnings.get(0));
    }
}
