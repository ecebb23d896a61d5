/** TinyCD, a very small change network on the first stages of EfficientNet-B4. */
@NullMarked
package org.palimpsest.zoo.tinycd;

import org.jspecify.annotations.NullMarked;
