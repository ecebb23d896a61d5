/** The project file: layers, styles, view, runs and review, saved safely, restored, and recovered after a crash. */
@NullMarked
package org.palimpsest.project;

import org.jspecify.annotations.NullMarked;
