/**
 * The streaming engine: cuts the analysed extent into tiles, applies a fitted detector to them on many threads and keeps the
 * statistic on disk, so that memory never grows with the scene and a stopped run can go on.
 */
@NullMarked
package org.palimpsest.detect.engine;

import org.jspecify.annotations.NullMarked;
