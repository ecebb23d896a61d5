package org.palimpsest.learned;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.OneTorchThread;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.classical.ArrayPair;

/** A network over many windows holds no more memory at the end than after the first ones. */
@ExtendWith(OneTorchThread.class)
class NativeMemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int SIDE = 64;
    /** Libraries, caches and Java's own heap settle within these. */
    private static final int WARM_UP = 100;
    /** An input of one window alone is 98 kB: one array kept of each would be 30 MB after 300 windows, 980 MB after 10 000. */
    private static final double ALLOWED_MEGABYTES = 20;

    @TempDir
    private Path folder;

    @Test
    void threeHundredWindows_leaveMemoryAsItWas() throws Exception {
        assertFlat(300);
    }

    @Test
    @Tag("long")
    void tenThousandWindows_leaveMemoryAsItWas() throws Exception {
        assertFlat(10_000);
    }

    private void assertFlat(int windows) throws Exception {
        assumeTrue(Files.isReadable(STATUS), "This system does not tell a process's memory.");
        Path weights = folder.resolve("model");
        FilledModel.write(weights, "fc-ef", SIDE, 8);
        Detector detector = DetectorRegistry.load().get("fc-ef");
        ArrayPair pair = scene();
        try (ChangeModel model = pair.fit(detector, Map.of("checkpoint", weights.toString()))) {
            PairWindow window = pair.read(pair.extent());
            for (int i = 0; i < WARM_UP; i++) {
                model.apply(List.of(window));
            }
            double before = nativeMegabytes();
            for (int i = 0; i < windows; i++) {
                model.apply(List.of(window));
            }
            double grown = nativeMegabytes() - before;
            assertTrue(grown < ALLOWED_MEGABYTES, windows + " windows left " + grown + " MB behind.");
        }
    }

    /** The resident set without Java's heap, which grows as it likes. */
    private static double nativeMegabytes() throws IOException {
        System.gc();
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmRSS:")) {
                double resident = Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                return resident - Runtime.getRuntime().totalMemory() / 1048576.0;
            }
        }
        throw new IOException(STATUS + " tells no VmRSS.");
    }

    private static ArrayPair scene() {
        float[][] before = new float[3][SIDE * SIDE];
        float[][] after = new float[3][SIDE * SIDE];
        for (int band = 0; band < 3; band++) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                before[band][i] = i % 200;
                after[band][i] = (i * 7 + band) % 200;
            }
        }
        return ArrayPair.of(SIDE, before, after);
    }
}
