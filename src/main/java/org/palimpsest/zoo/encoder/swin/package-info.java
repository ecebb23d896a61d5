/** The Swin transformer, an encoder whose attention stays inside shifted windows. */
@NullMarked
package org.palimpsest.zoo.encoder.swin;

import org.jspecify.annotations.NullMarked;
