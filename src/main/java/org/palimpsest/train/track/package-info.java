/** Tells experiment trackers how a training goes: TensorBoard by files, MLflow by its server. */
@NullMarked
package org.palimpsest.train.track;

import org.jspecify.annotations.NullMarked;
