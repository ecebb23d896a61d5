/**
 * Files of weights: safetensors read and written, PyTorch's own archives read. Every file counts as hostile: sizes are
 * checked before memory is asked for, and nothing in a file is ever run.
 */
@NullMarked
package org.palimpsest.nn.weights;

import org.jspecify.annotations.NullMarked;
