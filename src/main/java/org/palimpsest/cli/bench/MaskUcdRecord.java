package org.palimpsest.cli.bench;

import java.util.Map;
import java.util.Optional;

/**
 * What the authors of MaskUCD set by hand for a scene, and what their recorded run came to in its last epoch.
 *
 * @param factor k_base
 * @param swap whether the after image is the network's first
 * @param scale at which they looked at the scene
 */
record MaskUcdRecord(double factor, boolean swap, double scale, double f1, double kappa, double auc) {
    private static final Map<String, MaskUcdRecord> ALL = Map.of(
            "Italy", new MaskUcdRecord(2.0, false, 1, .8148, .8032, .9688),
            "Gloucester", new MaskUcdRecord(1.2, false, 1, .7629, .7275, .9692),
            "California", new MaskUcdRecord(2.0, false, 0.6, .4055, .3744, .8528),
            "yellow_A", new MaskUcdRecord(0.7, true, 1, .8470, .8153, .9715),
            "yellow_B", new MaskUcdRecord(3.3, true, 1, .8070, .8047, .9960));

    /** The record of a scene, by the last part of its name. */
    static Optional<MaskUcdRecord> of(String scene) {
        return Optional.ofNullable(ALL.get(scene.substring(scene.lastIndexOf('/') + 1)));
    }
}
