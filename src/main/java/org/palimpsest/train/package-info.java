/**
 * Training: recipes, losses, augmentation, schedules, the trainer with its checkpoints, scores and logs.
 *
 * <p>Nothing here knows a window: a training tells what happens by {@link org.palimpsest.train.TrainEvent}s and hears a {@link
 * org.palimpsest.train.TrainControl}.
 */
@NullMarked
package org.palimpsest.train;

import org.jspecify.annotations.NullMarked;
