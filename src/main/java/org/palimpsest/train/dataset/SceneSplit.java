package org.palimpsest.train.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Window;

/**
 * Deals scenes to the splits so that no ground is in two of them.
 *
 * <p>From three scenes on, whole scenes go round: of five, three are for training, one for validation, one for testing. One or two
 * scenes are cut across their longer side: the last fifth is for validation, and a line of chips between is left out where there
 * are five or more, because neighbours look alike.
 */
final class SceneSplit {
    private static final Split[] ROUND = {Split.TRAIN, Split.VAL, Split.TRAIN, Split.TEST, Split.TRAIN};
    private static final int FEW = 2;
    private static final double VALIDATION_SHARE = 0.2;
    private static final int ENOUGH_FOR_A_GAP = 5;

    private SceneSplit() {}

    /** The split of the scene number {@code scene} where whole scenes are dealt. */
    static Split ofWhole(int scene) {
        return ROUND[scene % ROUND.length];
    }

    /** Opens georeferenced scenes and deals their chips; a scene that cannot be opened becomes a problem. */
    static Dataset dataset(Path place, List<PairFiles> scenes, DatasetOptions options) {
        Map<Split, List<LabelledPair>> splits = new EnumMap<>(Split.class);
        List<Notice> problems = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            try {
                Scene scene = Scene.open(scenes.get(i), options.labels());
                for (Window chip : scene.chips(options.chip())) {
                    Split split = scenes.size() > FEW ? ofWhole(i) : within(scene, chip, options.chip());
                    if (split != null) {
                        splits.computeIfAbsent(split, key -> new ArrayList<>()).add(new SceneChip(scene, chip));
                    }
                }
            } catch (BadInputException e) {
                problems.add(e.notice().about(scenes.get(i).name()));
            }
        }
        String dealt = scenes.size() > FEW ? "whole scenes dealt to splits" : "the last fifth for validation";
        return new Dataset(
                place, "georeferenced scenes in chips of " + options.chip() + " pixels, " + dealt, splits, problems);
    }

    /** The split of a chip of a scene that is cut; null for the gap. */
    private static @org.jspecify.annotations.Nullable Split within(Scene scene, Window chip, int side) {
        List<Window> chips = scene.chips(side);
        boolean wide = scene.isWide();
        int first = wide ? chips.get(0).x() : chips.get(0).y();
        int lines = 1
                + chips.stream()
                        .mapToInt(one -> ((wide ? one.x() : one.y()) - first) / side)
                        .max()
                        .orElse(0);
        int line = ((wide ? chip.x() : chip.y()) - first) / side;
        int validation = Math.max(1, (int) Math.round(VALIDATION_SHARE * lines));
        if (line >= lines - validation) {
            return lines == 1 ? Split.TRAIN : Split.VAL;
        }
        return lines >= ENOUGH_FOR_A_GAP && line == lines - validation - 1 ? null : Split.TRAIN;
    }
}
