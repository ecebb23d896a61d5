/**
 * What every other package leans on: the checked outcomes of bad input and cancellation, progress, and files that appear
 * whole or not at all. Knows no other package of Palimpsest.
 */
@NullMarked
package org.palimpsest.base;

import org.jspecify.annotations.NullMarked;
