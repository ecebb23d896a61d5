/** Networks of the zoo as detectors: model folders, what a network sees of a scene, and inference over windows. */
@NullMarked
package org.palimpsest.learned;

import org.jspecify.annotations.NullMarked;
