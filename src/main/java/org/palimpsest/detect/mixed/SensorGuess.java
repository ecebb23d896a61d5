package org.palimpsest.detect.mixed;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Raster;

/**
 * Which kind of sensor took a raster, as far as can be told from the raster, and what it was told from.
 *
 * @param named whether a band bears a radar's name, such as VV
 * @param graininess coefficient of variation of its calmest places; empty where too little was observed
 * @param bands how many it has
 */
public record SensorGuess(boolean named, OptionalDouble graininess, int bands) {
    private static final Pattern RADAR_NAME =
            Pattern.compile(".*\\b(vv|vh|hh|hv|sar|sigma0?|gamma0?|backscatter)\\b.*");
    /** So many bands are seen by optical sensors alone. */
    private static final int SEVERAL = 3;

    /** A kind of sensor. */
    public enum Sensor {
        OPTICAL,
        RADAR
    }

    /** Looks at the names and number of a raster's bands and at its graininess, in 64 small windows. */
    public static SensorGuess of(Raster raster) throws BadInputException {
        return new SensorGuess(
                isNamedRadar(raster), CalmPlaces.of(raster), raster.bands().size());
    }

    /** What it seems to be; empty where nothing tells. */
    public Optional<Sensor> sensor() {
        if (isRadar()) {
            return Optional.of(Sensor.RADAR);
        }
        return bands >= SEVERAL ? Optional.of(Sensor.OPTICAL) : Optional.empty();
    }

    boolean isRadar() {
        return named || isGrainy();
    }

    boolean isGrainy() {
        return graininess.isPresent() && graininess.getAsDouble() >= CalmPlaces.RADAR;
    }

    /** What it seems to be, and why, in one sentence for the shell. */
    public String sentence() {
        String calm = graininess.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "even places vary by %s of their brightness, where speckle makes it %.0f %% and more",
                        PairSensors.percent(graininess),
                        100 * CalmPlaces.RADAR)
                : "too little was observed to look for speckle";
        if (named) {
            return "radar: a band bears a radar's name";
        }
        String count = bands == 1 ? "one band" : bands + " bands";
        return sensor().map(found -> found == Sensor.RADAR ? "radar: " + calm : "optical: " + count + ", and " + calm)
                .orElse("not known: " + count + ", and " + calm);
    }

    private static boolean isNamedRadar(Raster raster) {
        return raster.bands().size() < SEVERAL
                && raster.bands().stream().map(Band::name).anyMatch(name -> RADAR_NAME
                        .matcher(name.toLowerCase(Locale.ROOT).replace('_', ' '))
                        .matches());
    }
}
