package org.palimpsest.sample;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One overflight: when it was, and what stood between the ground and a perfect image.
 *
 * @param time when the image was taken
 * @param atmosphere the air and the calibration
 * @param dryness of the season, 0 (wet) to 1 (drought)
 * @param turbidity of the water, 0 (clear) to 1 (brown)
 * @param pointingError by how many metres east and north the image's coordinates are wrong
 * @param view whether the camera looked straight down
 * @param cloudShare share of the ground under clouds, 0..0.8; ground that a cloud hides has no truth
 */
record Pass(
        ZonedDateTime time,
        Atmosphere atmosphere,
        double dryness,
        double turbidity,
        GroundPoint pointingError,
        ObliqueView view,
        double cloudShare) {

    Season season() {
        return new Season(time.getYear(), time.getDayOfYear(), dryness, turbidity);
    }

    /** A pass straight down under a clear sky. */
    static Pass clear(
            ZonedDateTime time, Atmosphere atmosphere, double dryness, double turbidity, GroundPoint pointingError) {
        return new Pass(time, atmosphere, dryness, turbidity, pointingError, ObliqueView.NADIR, 0);
    }

    /**
     * Draws a pass between April and October of a year.
     *
     * @param pixel size of a pixel in metres: coordinates are wrong by up to a pixel, and by no more than 3 metres
     */
    static Pass varied(int year, double pixel, SplittableRandom random) {
        double pointing = Math.min(3, pixel);
        ZonedDateTime time = ZonedDateTime.of(year, 1, 1, 8, 30, 0, 0, ZoneOffset.UTC)
                .plusDays(random.nextInt(95, 295))
                .plusSeconds(random.nextInt(0, 4 * 3600));
        List<Double> gains = List.of(
                random.nextDouble(0.93, 1.07),
                random.nextDouble(0.95, 1.05),
                random.nextDouble(0.95, 1.05),
                random.nextDouble(0.93, 1.07));
        return new Pass(
                time,
                new Atmosphere(random.nextDouble(0, 1), gains, random.nextDouble(0, 0.12)),
                random.nextDouble(0.05, 0.95),
                random.nextDouble(0, 1),
                new GroundPoint(pointing * random.nextDouble(-1, 1), pointing * random.nextDouble(-1, 1)),
                new ObliqueView(random.nextDouble(-0.35, 0.35), random.nextDouble(-0.35, 0.35)),
                random.nextDouble() < 0.12 ? random.nextDouble(0.05, 0.35) : 0);
    }
}
