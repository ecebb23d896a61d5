package org.palimpsest.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of published models is complete and consistent in itself. */
class HubCatalogueTest {
    private static final double ROUNDING = 1e-3;

    private final List<HubCatalogue.Model> models = HubCatalogue.published().models();

    @Test
    void everyPublishedModelIsThere_once() {
        assertEquals(5 + 18 + 55, models.size());
        assertEquals(
                models.size(),
                new HashSet<>(models.stream().map(HubCatalogue.Model::reference).toList()).size());
        assertTrue(models.stream()
                .allMatch(model -> HubReference.isReference(model.reference().toString())));
        assertEquals(6, HubCatalogue.published().datasets().size());
    }

    @Test
    void f1FollowsFromIou_whereTheSourceDoesNotContradictItself() {
        for (HubCatalogue.Model model : models) {
            if (model.score().isPresent() && model.note().isEmpty()) {
                HubCatalogue.Score score = model.score().get();
                assertEquals(
                        2 * score.iou() / (1 + score.iou()),
                        score.f1(),
                        ROUNDING,
                        model.reference().toString());
            }
        }
    }

    @Test
    void aModelIsFoundWhateverItsRevision() throws Exception {
        HubReference pinned = HubReference.parse("hub:ericyu/MaskCD_SYSU_CD@" + "a".repeat(40));
        assertEquals(
                0.8289,
                HubCatalogue.published()
                        .model(pinned)
                        .orElseThrow()
                        .score()
                        .orElseThrow()
                        .f1());
    }
}
