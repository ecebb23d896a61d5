/** Encoders that several networks share, with the names of torchvision and timm so that published weights load by name. */
@NullMarked
package org.palimpsest.zoo.encoder;

import org.jspecify.annotations.NullMarked;
