package org.palimpsest.app.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorSpeedsTest {
    @TempDir
    Path folder;

    @Test
    void speedOfARun_isItsPixelsOverFittingAndDetecting() throws Exception {
        record(2000, 1000, 0.25, 0.75);
        assertEquals(2.0, DetectorSpeeds.of(folder).orElseThrow(), 1e-12);
    }

    @Test
    void smallRun_andStrangeRecord_tellNothing() throws Exception {
        record(400, 400, 0.25, 0.75);
        assertTrue(DetectorSpeeds.of(folder).isEmpty());
        Files.writeString(folder.resolve("run.json"), "{\"decided\": 3}");
        assertTrue(DetectorSpeeds.of(folder).isEmpty());
        assertTrue(DetectorSpeeds.of(folder.resolve("nowhere")).isEmpty());
    }

    @Test
    void measurement_isKept_andGoesBeforeWhatIsStated() throws Exception {
        Path file = folder.resolve("settings/speeds.properties");
        DetectorSpeeds speeds = new DetectorSpeeds(file);
        assertTrue(speeds.measured("cva").isEmpty());
        assertTrue(DetectorSpeeds.stated("cva").isPresent());
        speeds.keep("cva", 12.345);
        assertEquals(OptionalDouble.of(12.3), new DetectorSpeeds(file).measured("cva"));
        Files.writeString(file, "cva=fast");
        assertTrue(new DetectorSpeeds(file).measured("cva").isEmpty());
    }

    private void record(int width, int height, double fit, double detect) throws Exception {
        Files.writeString(
                folder.resolve("run.json"),
                "{\"decided\": {\"extent\": {\"width\": " + width + ", \"height\": " + height
                        + "}}, \"seconds\": {\"fit\": " + fit + ", \"detect\": " + detect + "}}");
    }
}
