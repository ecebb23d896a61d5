/** SNUNet-CD, a densely connected siamese network. */
@NullMarked
package org.palimpsest.zoo.snunet;

import org.jspecify.annotations.NullMarked;
