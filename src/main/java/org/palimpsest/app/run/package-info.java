/** Runs as the window sees them: from the form to a run document, the queue, progress and outcome. */
@NullMarked
package org.palimpsest.app.run;

import org.jspecify.annotations.NullMarked;
