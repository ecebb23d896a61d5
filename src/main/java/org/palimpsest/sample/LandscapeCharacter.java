package org.palimpsest.sample;

import java.util.SplittableRandom;

/**
 * What kind of country a landscape is: hilly or flat, wooded or open, crowded or empty.
 *
 * @param relief height of the hills above the valley floor in metres, 0 to 400
 * @param woodShare share of woodland that the planner aims at, 0 to 0.8
 * @param meadowShare share of farmland that is grass, 0 to 1
 * @param parcelHectares size of a typical field, 0.3 to 40
 * @param villagesPerSquareKilometre how densely it is settled, 0 to 2
 * @param soilBrightness reflectance of dry bare soil relative to a brown loam, 0.6 to 1.6
 * @param soilRedness how much redder than a brown loam the soil is, -0.2 to 0.5
 * @param aridity how bare the country is, 0 (green) to 1 (desert)
 * @param urbanity how much its settlements are towns of large flat-roofed buildings, 0 to 1
 * @param renewal share of houses that were built or pulled down between the epochs besides the planned changes, 0 to 1
 * @param river whether a river runs through
 * @param lake whether there is a reservoir
 * @param quarry whether there is a quarry
 */
record LandscapeCharacter(
        double relief,
        double woodShare,
        double meadowShare,
        double parcelHectares,
        double villagesPerSquareKilometre,
        double soilBrightness,
        double soilRedness,
        double aridity,
        double urbanity,
        double renewal,
        boolean river,
        boolean lake,
        boolean quarry) {

    LandscapeCharacter {
        check("Relief", relief, 0, 400);
        check("Share of woodland", woodShare, 0, 0.8);
        check("Share of meadow", meadowShare, 0, 1);
        check("Parcel size in hectares", parcelHectares, 0.3, 40);
        check("Villages per square kilometre", villagesPerSquareKilometre, 0, 2);
        check("Soil brightness", soilBrightness, 0.6, 1.6);
        check("Soil redness", soilRedness, -0.2, 0.5);
        check("Aridity", aridity, 0, 1);
        check("Urbanity", urbanity, 0, 1);
        check("Renewal", renewal, 0, 1);
    }

    /** Rolling farmland with woods on the hills, a river, a reservoir and a quarry. */
    static LandscapeCharacter centralEuropean() {
        return new LandscapeCharacter(110, 0.27, 0.5, 2.6, 0.3, 1.0, 0.0, 0, 0, 0, true, true, true);
    }

    /**
     * A character drawn at random, for scenes that should differ from one another.
     *
     * @param size longer side of the scene in metres: small pieces of country hold no high hills
     */
    static LandscapeCharacter varied(SplittableRandom random, double size) {
        double aridity = random.nextDouble() < 0.3 ? random.nextDouble(0.2, 1) : 0;
        double urbanity = random.nextDouble() < 0.6 ? random.nextDouble() : 0;
        // In some places a whole town goes up between the dates.
        double renewal = random.nextDouble() < 0.35 ? random.nextDouble(0.35, 1) : random.nextDouble(0, 0.35);
        return new LandscapeCharacter(
                random.nextDouble(5, Math.max(15, Math.min(250, 0.1 * size))),
                random.nextDouble(0.02, 0.6) * (1 - 0.8 * aridity),
                random.nextDouble(0.05, 0.9),
                StrictMath.exp(random.nextDouble(StrictMath.log(0.5), StrictMath.log(15))),
                random.nextDouble(0.15, 1.6),
                random.nextDouble(0.65, 1.5),
                random.nextDouble(-0.15, 0.45),
                aridity,
                urbanity,
                renewal,
                random.nextDouble() < 0.5,
                random.nextDouble() < 0.15,
                random.nextDouble() < 0.3);
    }

    private static void check(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " must be " + low + " to " + high + ", but was " + value + ".");
        }
    }
}
