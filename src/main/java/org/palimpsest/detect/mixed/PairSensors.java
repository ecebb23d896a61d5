package org.palimpsest.detect.mixed;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.DetectorCard.SensorPair;
import org.palimpsest.raster.Raster;

/**
 * Which sensors took a pair, as far as can be told from its rasters, and what it was told from.
 *
 * @param sensors empty where nothing tells
 * @param why what it was told from
 * @param before graininess of the first date, the coefficient of variation of its calmest places; empty where not measured
 * @param after graininess of the second date
 * @param beforeBands bands of the first date
 * @param afterBands bands of the second date
 */
public record PairSensors(
        Optional<SensorPair> sensors,
        Why why,
        OptionalDouble before,
        OptionalDouble after,
        int beforeBands,
        int afterBands) {
    /** Detectors for different sensors, the one to begin with first. */
    public static final List<String> FOR_MIXED = List.of("image-regression", "patch-graph", "maskucd", "deep-features");

    /** What sensors were told from. */
    public enum Why {
        /** A band bears a radar's name, such as VV. */
        NAMES,
        /** Speckle at one date or at both. */
        SPECKLE,
        /** The numbers of bands. */
        BANDS,
        /** Nothing tells. */
        NOTHING
    }

    /** Looks at names, numbers of bands and graininess of two rasters. */
    public static PairSensors of(Raster before, Raster after) throws BadInputException {
        SensorGuess first = SensorGuess.of(before);
        SensorGuess second = SensorGuess.of(after);
        Optional<SensorPair> sensors;
        Why why;
        if (first.isRadar() || second.isRadar()) {
            sensors = Optional.of(first.isRadar() && second.isRadar() ? SensorPair.RADAR : SensorPair.MIXED);
            why = first.isGrainy() || second.isGrainy() ? Why.SPECKLE : Why.NAMES;
        } else {
            boolean several = first.bands() >= 3 || second.bands() >= 3;
            boolean single = first.bands() == 1 || second.bands() == 1;
            sensors = several ? Optional.of(single ? SensorPair.MIXED : SensorPair.OPTICAL) : Optional.empty();
            why = several ? Why.BANDS : Why.NOTHING;
        }
        return new PairSensors(sensors, why, first.graininess(), second.graininess(), first.bands(), second.bands());
    }

    /** Whether the dates seem to come from different sensors, whose values mean different things. */
    public boolean differ() {
        return sensors.equals(Optional.of(SensorPair.MIXED));
    }

    /** One sentence that says what was found and why, for the shell. */
    public String sentence() {
        return switch (why) {
            case NAMES ->
                "A band's name says that "
                        + (sensors.equals(Optional.of(SensorPair.RADAR)) ? "both dates are" : "one date is")
                        + " radar.";
            case SPECKLE ->
                String.format(
                        Locale.ROOT,
                        "Even places vary by %s of their brightness before and %s after: %s the speckle of radar.",
                        percent(before),
                        percent(after),
                        sensors.equals(Optional.of(SensorPair.RADAR)) ? "both dates show" : "one date shows");
            case BANDS ->
                "The before raster has " + beforeBands + (beforeBands == 1 ? " band" : " bands") + ", the after raster "
                        + afterBands + ".";
            case NOTHING -> "Nothing in the rasters tells which sensors took them.";
        };
    }

    /** A coefficient of variation as people read it. */
    public static String percent(OptionalDouble variation) {
        return variation.isPresent() ? String.format(Locale.ROOT, "%.0f %%", 100 * variation.getAsDouble()) : "?";
    }
}
