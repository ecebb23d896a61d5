/**
 * From a statistic to a decision: rules that find the magnitude above which a pixel counts as changed, on a histogram that is
 * the same for any tile size and thread count.
 */
@NullMarked
package org.palimpsest.detect.threshold;

import org.jspecify.annotations.NullMarked;
