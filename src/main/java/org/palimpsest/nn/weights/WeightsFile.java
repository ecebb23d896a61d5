package org.palimpsest.nn.weights;

import java.io.Closeable;
import java.util.Map;

/** An open file of named tensors; the tensors can be read until it closes. */
public interface WeightsFile extends Closeable {
    /** The tensors by name, in the file's order. */
    Map<String, StoredTensor> tensors();

    /** What the file says about itself, as text by key; empty where it says nothing. */
    Map<String, String> metadata();
}
