package org.palimpsest.cli;

import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.DetectorCard.SensorPair;
import org.palimpsest.detect.mixed.PairSensors;
import org.palimpsest.detect.mixed.SensorGuess;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;

/** Which detectors suit a pair whose user has named none, and why. */
final class DetectorAdvice {
    private DetectorAdvice() {}

    /** Two sentences; empty where the rasters cannot be opened or do not tell. */
    static String of(String before, String after) {
        try (Raster first = Rasters.open(before);
                Raster second = Rasters.open(after)) {
            PairSensors found = PairSensors.of(first, second);
            return found.sensors()
                    .map(sensors -> found.sentence() + " " + advice(sensors))
                    .orElse("");
        } catch (BadInputException e) {
            // The run itself will say what is wrong with the files.
            return "";
        }
    }

    /** What a raster's sensor seems to be; empty where its pixels cannot be read. */
    static Optional<SensorGuess> sensor(Raster raster) {
        try {
            return Optional.of(SensorGuess.of(raster));
        } catch (BadInputException e) {
            // Whoever needs the pixels is told what is wrong with them.
            return Optional.empty();
        }
    }

    private static String advice(SensorPair sensors) {
        return switch (sensors) {
            case OPTICAL -> "For two optical dates try ir-mad, cva or difference.";
            case RADAR -> "For two radar dates try log-ratio.";
            case MIXED ->
                "For different sensors, whose values cannot be subtracted, try "
                        + String.join(", ", PairSensors.FOR_MIXED) + ".";
        };
    }
}
