/** The project file: layers, styles, runs and their records, save and restore. */
@NullMarked
package org.palimpsest.project;

import org.jspecify.annotations.NullMarked;
