/** What {@code palimpsest bench} measures of the raster layer; benches of other packages live there. */
@NullMarked
package org.palimpsest.cli.bench;

import org.jspecify.annotations.NullMarked;
