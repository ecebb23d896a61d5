package org.palimpsest.sample;

import java.util.Optional;

/**
 * A generated pair with its truth.
 *
 * @param settings what it was made from
 * @param before image of the first epoch
 * @param after image of the second epoch, on its own grid
 * @param truth what changed, on the first image's grid
 * @param radar radar image of the second date, where the settings ask for one
 */
public record Scene(
        SceneSettings settings,
        OpticalImage before,
        OpticalImage after,
        ChangeMask truth,
        Optional<RadarImage> radar) {}
