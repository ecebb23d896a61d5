package org.palimpsest.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.sample.TownCharacter.Form;

/** Towns for training: what is built, cleared or broken is change, and nothing else is. */
class TownSceneTest {
    private static final GroundPoint CENTRE = new GroundPoint(476_400, 5_411_600);
    private static final ImageGrid GRID =
            new ImageGrid(SceneSettings.GROUND_EPSG, CENTRE.x() - 64, CENTRE.y() + 64, 1, 128, 128);

    private static TownCharacter town(Form form, double before, double after, double damage, double flood) {
        return new TownCharacter(form, 60, 10, 20, before, after, 0, 0, 0, 0.2, 0.5, damage, flood, 0.5, true);
    }

    private static ChangeMask truth(TownCharacter town) {
        return new TownTruth(new TownPlan(town, CENTRE, 3), new TownGround(town, CENTRE, 3)).judge(GRID);
    }

    private static long count(ChangeMask truth, int label) {
        long count = 0;
        for (byte value : truth.labels()) {
            count += value == (byte) label ? 1 : 0;
        }
        return count;
    }

    @Test
    void whereNothingWasBuilt_nothingChanged() {
        // A city may have a new highway all the same.
        for (Form form : List.of(Form.DISTRICT, Form.SUBURB)) {
            ChangeMask truth = truth(town(form, 0.8, 0.8, 0, 0));
            assertEquals(128 * 128, count(truth, 0), form.name());
        }
    }

    @Test
    void aNewDistrictIsOneChange_courtsIncluded_butItsStreetsWereThere() {
        TownCharacter town = town(Form.DISTRICT, 0, 1, 0, 0);
        double share = truth(town).changedShare();
        // Streets of 10 m round blocks of 60 by 69 m take 29 % of the ground; parks and vacant lots some more.
        assertTrue(share > 0.45 && share < 0.72, "share " + share);
    }

    @Test
    void ofNewHousesInGardensTheHousesAreChange_andTheGardensAreOpenToDoubt() {
        ChangeMask truth = truth(town(Form.SUBURB, 0, 1, 0, 0));
        assertTrue(count(truth, 1) > 1000, "houses " + count(truth, 1));
        assertTrue(count(truth, ChangeMask.UNSEEN) > 2 * count(truth, 1), "gardens");
    }

    @Test
    void aFloodStrikesTheHousesThatStandInIt_andTheWaterItselfIsOpenToDoubt() {
        TownCharacter dry = town(Form.SUBURB, 1, 1, 0, 0);
        TownCharacter wet = town(Form.SUBURB, 1, 1, 0, 0.6);
        TownCharacter broken = town(Form.SUBURB, 1, 1, 1, 0);
        assertEquals(0, count(truth(dry), 1));
        assertTrue(count(truth(wet), 1) > 0);
        assertTrue(count(truth(wet), ChangeMask.UNSEEN) > count(truth(wet), 1));
        assertTrue(count(truth(broken), 1) >= count(truth(wet), 1));
    }

    @Test
    void equalSeedsGiveEqualScenes_andOthersOthers() {
        InventedPair once = new TownScene(11, 64).generate();
        InventedPair again = new TownScene(11, 64).generate();
        for (int band = 0; band < 3; band++) {
            assertArrayEquals(once.before().bands()[band], again.before().bands()[band]);
            assertArrayEquals(once.after().bands()[band], again.after().bands()[band]);
        }
        assertArrayEquals(once.truth().labels(), again.truth().labels());
        InventedPair other = new TownScene(12, 64).generate();
        assertFalse(Arrays.equals(once.before().bands()[0], other.before().bands()[0]));
    }
}
