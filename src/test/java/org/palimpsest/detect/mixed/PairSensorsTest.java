package org.palimpsest.detect.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.DetectorCard.SensorPair;
import org.palimpsest.detect.mixed.PairSensors.Why;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;

/** What is told of the sensors of the shipped sample and of published pairs. */
class PairSensorsTest {
    private static PairSensors of(Path before, Path after) throws BadInputException {
        try (Raster first = Rasters.open(before.toString());
                Raster second = Rasters.open(after.toString())) {
            return PairSensors.of(first, second);
        }
    }

    @Test
    void theSamplesRadar_isToldByItsSpeckle() throws Exception {
        Path sample = Path.of("sample-data");
        PairSensors mixed = of(sample.resolve("before.tif"), sample.resolve("radar.tif"));
        assertEquals(Optional.of(SensorPair.MIXED), mixed.sensors());
        assertEquals(Why.SPECKLE, mixed.why());
        // Four looks of amplitude: 0.52 / 2, and less at the calmest tenth of the places.
        assertEquals(0.22, mixed.after().orElseThrow(), 0.05);
        PairSensors optical = of(sample.resolve("before.tif"), sample.resolve("after.tif"));
        assertEquals(Optional.of(SensorPair.OPTICAL), optical.sensors());
        assertEquals(Why.BANDS, optical.why());
        PairSensors radar = of(sample.resolve("radar.tif"), sample.resolve("radar.tif"));
        assertEquals(Optional.of(SensorPair.RADAR), radar.sensors());
    }

    @Test
    void publishedPairs_areToldRight() throws Exception {
        Path data = SharedData.get("data");
        for (String scene :
                new String[] {"heterogeneous/California", "heterogeneous/Italy", "heterogeneous/Gloucester"}) {
            PairSensors found = of(data.resolve(scene + "/t1.png"), data.resolve(scene + "/t2.png"));
            assertEquals(Optional.of(SensorPair.MIXED), found.sensors(), scene + ": " + found);
            assertTrue(found.sentence().endsWith("."));
        }
        PairSensors farmland =
                of(data.resolve("heterogeneous/yellow_A/t1.png"), data.resolve("heterogeneous/yellow_A/t2.png"));
        assertEquals(Optional.of(SensorPair.RADAR), farmland.sensors());
        Path optical = data.resolve("heterogeneous-more/toulouse-img7-optical-optical");
        assertEquals(
                Optional.of(SensorPair.OPTICAL),
                of(optical.resolve("t1.png"), optical.resolve("t2.png")).sensors());
    }
}
