/** VMamba, an encoder that scans its maps in four directions with a state-space recurrence. */
@NullMarked
package org.palimpsest.zoo.encoder.vmamba;

import org.jspecify.annotations.NullMarked;
