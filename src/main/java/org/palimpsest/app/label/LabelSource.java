package org.palimpsest.app.label;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.palimpsest.app.layer.Feature;
import org.palimpsest.app.layer.LabelLayer;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.review.ReviewViewModel;
import org.palimpsest.label.LabelClass;
import org.palimpsest.project.ReviewMark.Decision;
import org.palimpsest.vector.PolygonRaster;
import org.palimpsest.vector.read.RingPolygon;

/**
 * What the review of a layer of polygons says as labels: accepted ones changed, rejected ones did not, and nothing is said of those
 * that are open. Where none has been decided about, all of them changed.
 *
 * @param features of each class
 */
record LabelSource(Map<LabelClass, List<Feature>> features) {
    /** What was decided up to now; in the window's thread. */
    static LabelSource of(PolygonLayer polygons, ReviewViewModel review) {
        Map<LabelClass, List<Feature>> classes = polygons.features().all().stream()
                .collect(Collectors.groupingBy(
                        feature -> meaning(review.mark(polygons, feature).decision()),
                        () -> new EnumMap<>(LabelClass.class),
                        Collectors.toList()));
        List<Feature> open = classes.remove(LabelClass.NONE);
        if (classes.isEmpty() && open != null) {
            classes.put(LabelClass.CHANGED, open);
        }
        return new LabelSource(classes);
    }

    private static LabelClass meaning(Decision decision) {
        return switch (decision) {
            case ACCEPTED -> LabelClass.CHANGED;
            case REJECTED -> LabelClass.UNCHANGED;
            case OPEN -> LabelClass.NONE;
        };
    }

    /** The pixels of each class on the grid of the labels. */
    Map<LabelClass, PolygonRaster> areas(LabelLayer onto) {
        Map<LabelClass, PolygonRaster> areas = new EnumMap<>(LabelClass.class);
        features.forEach((label, some) -> areas.put(
                label,
                new PolygonRaster(some.stream()
                        .map(feature -> new RingPolygon(joined(feature, onto), List.of()))
                        .toList())));
        return areas;
    }

    /**
     * All rings of a feature as one ring, which encloses what an odd number of them do: from the end of each ring a line runs to the
     * next one, and the way back over the same lines takes their effect away.
     */
    private static double[] joined(Feature feature, LabelLayer onto) {
        double[][] rings = feature.rings();
        int points = rings.length;
        for (double[] ring : rings) {
            points += ring.length / 2;
        }
        double[] joined = new double[2 * points];
        int next = 0;
        for (double[] ring : rings) {
            System.arraycopy(ring, 0, joined, next, ring.length);
            next += ring.length;
        }
        for (int ring = rings.length - 1; ring >= 0; ring--) {
            joined[next++] = rings[ring][0];
            joined[next++] = rings[ring][1];
        }
        onto.placement().toPixels(joined);
        return joined;
    }
}
