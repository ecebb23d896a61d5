package org.palimpsest.run;

import java.util.Set;
import org.palimpsest.detect.DetectorCard;

/** Cards of detectors that only tests know. */
final class InventedCard {
    private InventedCard() {}

    static DetectorCard of(String id, String name, DetectorCard.Kind kind, String threshold) {
        return new DetectorCard(
                id,
                name,
                "For tests.",
                2026,
                "",
                "Apache-2.0",
                "",
                kind,
                Set.of(DetectorCard.SensorPair.OPTICAL),
                1,
                threshold);
    }
}
