/** Training in the window: datasets, the form of a training, trainings that are going on, their curves and pictures. */
@NullMarked
package org.palimpsest.app.train;

import org.jspecify.annotations.NullMarked;
