/** MaskCD, which predicts a set of masks with classes in place of a class for each pixel. */
@NullMarked
package org.palimpsest.zoo.maskcd;

import org.jspecify.annotations.NullMarked;
