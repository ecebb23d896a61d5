package org.palimpsest.sample;

import java.util.SplittableRandom;

/**
 * What kind of town a {@link TownPlan} lays out, and how much of it changes.
 *
 * @param form how it is built
 * @param block usual side of a block between streets in metres
 * @param street width of a street in metres
 * @param lot usual width of a lot in metres
 * @param settledBefore share of the blocks that are part of the town in the first epoch, 0 to 1
 * @param settledAfter the same in the second epoch
 * @param blockRenewal share of the settled blocks that are built or cleared as a whole, 0 to 1
 * @param lotRenewal share of the lots that are built, cleared or built anew one by one, 0 to 1
 * @param works share of the blocks that are works: halls on a paved yard, 0 to 1
 * @param green how many trees grow, 0 to 1
 * @param aridity how bare open ground is, 0 (fields and grass) to 1 (sand)
 * @param damage share of the houses that a storm or an earthquake breaks between the dates, 0 to 1
 * @param flood share of the ground under muddy water on the second date, 0 to 0.6
 * @param bend how crooked its streets are, 0 to 1
 * @param streetsLast whether the streets of new blocks were there before them
 */
record TownCharacter(
        Form form,
        double block,
        double street,
        double lot,
        double settledBefore,
        double settledAfter,
        double blockRenewal,
        double lotRenewal,
        double works,
        double green,
        double aridity,
        double damage,
        double flood,
        double bend,
        boolean streetsLast) {

    /** How a town is built. */
    enum Form {
        /** Blocks of flats wall to wall round courts: with its courts a new block is one change. */
        DISTRICT,
        /** Houses in gardens: the houses are the change, and what becomes of the ground beside them is left open. */
        SUBURB,
        /** Everything at once, seen from far above: whatever is built or cleared is a change. */
        CITY
    }

    /** A new district on bare ground, of which half a picture and more may go up between the dates. */
    static TownCharacter newDistrict(SplittableRandom random) {
        double before = random.nextDouble() < 0.6 ? 0 : random.nextDouble(0, 0.5);
        return new TownCharacter(
                Form.DISTRICT,
                random.nextDouble(38, 110),
                random.nextDouble(8, 22),
                random.nextDouble(14, 30),
                before,
                Math.min(1, before + random.nextDouble(0.15, 0.9)),
                random.nextDouble(0, 0.1),
                random.nextDouble(0, 0.08),
                random.nextDouble(0, 0.15),
                random.nextDouble(0, 0.5),
                random.nextDouble() < 0.7 ? 1 : random.nextDouble(),
                0,
                0,
                random.nextDouble(0, 0.5),
                random.nextDouble() < 0.7);
    }

    /** Houses among trees, of which some are new or gone. */
    static TownCharacter suburb(SplittableRandom random) {
        double before = random.nextDouble(0, 0.9);
        return new TownCharacter(
                Form.SUBURB,
                random.nextDouble(60, 130),
                random.nextDouble(6, 11),
                random.nextDouble(18, 34),
                before,
                Math.min(1, before + random.nextDouble(0, 0.6)),
                random.nextDouble(0, 0.1),
                random.nextDouble(0.02, 0.25),
                random.nextDouble(0, 0.12),
                random.nextDouble(0.1, 0.9),
                random.nextDouble() < 0.6 ? 0 : random.nextDouble(0, 0.6),
                0,
                0,
                random.nextDouble(0, 1),
                random.nextDouble() < 0.6);
    }

    /** A suburb before and after a disaster: broken roofs, or muddy water between the houses; nothing is built. */
    static TownCharacter struck(SplittableRandom random) {
        TownCharacter town = suburb(random);
        boolean flooded = random.nextDouble() < 0.5;
        double settled = random.nextDouble(0.7, 1);
        return new TownCharacter(
                town.form,
                town.block,
                town.street,
                town.lot,
                settled,
                settled,
                0,
                0,
                town.works,
                town.green,
                town.aridity,
                flooded ? random.nextDouble(0, 0.05) : random.nextDouble(0.03, 0.6),
                flooded ? random.nextDouble(0.05, 0.6) : 0,
                town.bend,
                true);
    }

    /** A city whose houses are smaller than the pixels or little larger, with few changes. */
    static TownCharacter city(SplittableRandom random) {
        double before = random.nextDouble(0.4, 1);
        return new TownCharacter(
                Form.CITY,
                random.nextDouble(90, 260),
                random.nextDouble(10, 32),
                random.nextDouble(16, 60),
                before,
                Math.min(1, before + random.nextDouble(0, 0.03)),
                random.nextDouble(0.004, 0.07),
                random.nextDouble(0, 0.012),
                random.nextDouble(0.03, 0.35),
                random.nextDouble(0, 0.6),
                random.nextDouble() < 0.4 ? random.nextDouble(0.5, 1) : random.nextDouble(0, 0.3),
                0,
                0,
                random.nextDouble(0, 1),
                random.nextBoolean());
    }
}
