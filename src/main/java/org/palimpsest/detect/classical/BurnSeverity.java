package org.palimpsest.detect.classical;

import java.util.List;
import org.palimpsest.detect.ClassScheme;
import org.palimpsest.detect.ClassScheme.Interval;

/**
 * The seven classes of burn severity and regrowth that the United States Geological Survey makes of dNBR, the burn ratio
 * before less the burn ratio after.
 *
 * <p>C. H. Key, N. C. Benson, "Landscape assessment: sampling and analysis methods", USDA Forest Service General Technical
 * Report RMRS-GTR-164-CD, 2006.
 */
final class BurnSeverity {
    static final ClassScheme CLASSES = new ClassScheme(
            "dNBR",
            -1,
            List.of(
                    new Interval("enhanced regrowth, high", -0.5, 0x1A6E1A),
                    new Interval("enhanced regrowth, low", -0.25, 0x8FC46B),
                    new Interval("unburned", -0.1, 0xD9D9D9),
                    new Interval("low severity", 0.1, 0xFFF2A8),
                    new Interval("moderate-low severity", 0.27, 0xF9B34C),
                    new Interval("moderate-high severity", 0.44, 0xE0602B),
                    new Interval("high severity", 0.66, 0x7F1D1D)));

    private BurnSeverity() {}
}
