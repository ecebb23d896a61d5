/**
 * A generator of believable landscapes seen twice from above, with the truth of what changed between the two dates.
 *
 * <p>Read in this order: {@link org.palimpsest.sample.SceneSettings} says what is wanted; {@link
 * org.palimpsest.sample.Landscape} plans terrain, water, parcels, woods, roads and villages in ground metres from a seed;
 * {@link org.palimpsest.sample.LandscapePainter} paints one epoch of that plan on a fine {@link
 * org.palimpsest.sample.GroundCanvas}; {@link org.palimpsest.sample.Illumination} lights it; {@link
 * org.palimpsest.sample.OpticalSensor} and {@link org.palimpsest.sample.RadarSensor} take pictures of the canvas on a grid of
 * their own; {@link org.palimpsest.sample.ChangeTruth} compares the cover of the two epochs. Everything follows from the
 * seed alone: no clock, no thread order, no platform's trigonometry.
 *
 * <p>Towns for training ({@link org.palimpsest.sample.TownScene}) are laid out by {@link org.palimpsest.sample.TownPlan} instead,
 * drawn by {@link org.palimpsest.sample.TownPainter} and judged by {@link org.palimpsest.sample.TownTruth}; light, view and
 * sensor are the same. {@link org.palimpsest.sample.TrainingPairs} writes both kinds as a dataset.
 */
@NullMarked
package org.palimpsest.sample;

import org.jspecify.annotations.NullMarked;
