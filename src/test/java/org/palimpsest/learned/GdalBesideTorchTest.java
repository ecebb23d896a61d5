package org.palimpsest.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.raster.gdal.GdalLibrary;

/** One process can read a raster through GDAL's library first and train a network afterwards. */
class GdalBesideTorchTest {
    @Test
    void aGradientAfterGdalWasLoaded_doesNotEndTheProcess(@TempDir Path folder) throws Exception {
        assumeTrue(
                GdalLibrary.version().isPresent(),
                "GDAL's library is not installed, so that it cannot be loaded beside the networks' engine.");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        GdalBesideTorchTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    /** What the process of the test does: GDAL first, then the gradient of a square. */
    public static void main(String[] arguments) {
        GdalLibrary.version();
        try (NDManager manager = LibTorch.newManager(Device.cpu());
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray x = manager.create(3f);
            x.setRequiresGradient(true);
            collector.backward(x.mul(x));
            if (x.getGradient().getFloat() != 6) {
                throw new IllegalStateException("The gradient of a square is wrong.");
            }
        }
    }
}
