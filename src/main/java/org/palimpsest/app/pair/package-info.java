/** Whether two dates fit one another: grids, overlap, sensors and residual shift. */
@NullMarked
package org.palimpsest.app.pair;

import org.jspecify.annotations.NullMarked;
