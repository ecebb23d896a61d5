/** Small parts that several networks share, such as attention gates. */
@NullMarked
package org.palimpsest.zoo.part;

import org.jspecify.annotations.NullMarked;
