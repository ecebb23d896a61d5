package org.palimpsest.sample;

/**
 * Tells what of a town truly changed: buildings that came, went, were built anew or broke, and whatever was built or cleared where
 * blocks are built or seen as a whole.
 *
 * <p>Where people who label images disagree (the garden of a new house, water over streets, a lawn that became a park) there is
 * no truth.
 */
final class TownTruth {
    private static final int SAMPLES = 2;

    private enum Verdict {
        SAME,
        CHANGED,
        OPEN_TO_DOUBT
    }

    private final TownPlan plan;
    private final TownGround ground;
    private final boolean wholeLots;
    private final boolean everything;

    TownTruth(TownPlan plan, TownGround ground) {
        this.plan = plan;
        this.ground = ground;
        TownCharacter.Form form = plan.town().form();
        everything = form == TownCharacter.Form.CITY;
        wholeLots = everything || form == TownCharacter.Form.DISTRICT;
    }

    /** Judges every pixel of a grid by the greater part of its ground. */
    ChangeMask judge(ImageGrid grid) {
        byte[] labels = new byte[Math.multiplyExact(grid.width(), grid.height())];
        TownPlace place = new TownPlace();
        TownRoof roof = new TownRoof(plan);
        for (int row = 0; row < grid.height(); row++) {
            for (int column = 0; column < grid.width(); column++) {
                int changed = 0;
                int doubtful = 0;
                for (int i = 0; i < SAMPLES * SAMPLES; i++) {
                    double right = (i % SAMPLES + 0.5) / SAMPLES - 0.5;
                    double down = (Math.floorDiv(i, SAMPLES) + 0.5) / SAMPLES - 0.5;
                    plan.locate(grid.x(column + right), grid.y(row + down), place);
                    Verdict verdict = verdict(place, roof);
                    changed += verdict == Verdict.CHANGED ? 1 : 0;
                    doubtful += verdict == Verdict.OPEN_TO_DOUBT ? 1 : 0;
                }
                int half = SAMPLES * SAMPLES / 2;
                labels[row * grid.width() + column] =
                        changed >= half ? 1 : changed + doubtful >= half ? ChangeMask.UNSEEN : 0;
            }
        }
        return new ChangeMask(grid, labels);
    }

    private Verdict verdict(TownPlace place, TownRoof roof) {
        boolean sea = ground.isWater(place, Epoch.BEFORE);
        if (sea || ground.isHighway(place.x, place.y)) {
            return sea && ground.isWater(place, Epoch.AFTER) ? Verdict.SAME : Verdict.CHANGED;
        }
        boolean street = plan.hasStreet(place, Epoch.AFTER);
        if (plan.hasStreet(place, Epoch.BEFORE) != street) {
            return wholeLots ? Verdict.CHANGED : Verdict.OPEN_TO_DOUBT;
        }
        if (street) {
            return ground.isFlooded(place.x, place.y) ? Verdict.OPEN_TO_DOUBT : Verdict.SAME;
        }
        return lot(place, roof, plan.use(place, Epoch.BEFORE), plan.use(place, Epoch.AFTER));
    }

    private Verdict lot(TownPlace place, TownRoof roof, TownUse before, TownUse after) {
        boolean roofBefore = before.isBuilt() && roof.find(place, before == TownUse.REBUILT);
        boolean roofAfter = after.isBuilt() && roof.find(place, after == TownUse.REBUILT);
        boolean struck = after.isBuilt() && plan.isBroken(place);
        boolean flooded = ground.isFlooded(place.x, place.y);
        if (before == after) {
            if (struck || flooded) {
                return roofAfter ? Verdict.CHANGED : Verdict.OPEN_TO_DOUBT;
            }
            return Verdict.SAME;
        }
        if (roofBefore || roofAfter) {
            return Verdict.CHANGED;
        }
        boolean built = before.isBuilt() != after.isBuilt();
        return everything || (wholeLots && built) ? Verdict.CHANGED : Verdict.OPEN_TO_DOUBT;
    }
}
