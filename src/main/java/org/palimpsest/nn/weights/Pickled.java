package org.palimpsest.nn.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that a pickle of weights is made of; all of them are plain data. */
sealed interface Pickled {
    /** A number, a text, a truth value or nothing. */
    record Plain(Object value) implements Pickled {}

    /** Python's None. */
    enum None implements Pickled {
        NONE
    }

    /** A list, or a tuple, which differ in nothing that matters here. Compared by identity, because it may hold itself. */
    final class Sequence implements Pickled {
        final List<Pickled> items = new ArrayList<>();
    }

    /** A dictionary with texts or numbers as keys. Compared by identity, because it may hold itself. */
    final class Dictionary implements Pickled {
        final Map<Object, Pickled> items = new LinkedHashMap<>();
    }

    /** The name of a function or class of the allow list; never looked up, never called. */
    record Name(String module, String name) implements Pickled {
        String full() {
            return module + "." + name;
        }
    }

    /** An object that weights do not need (a device, a numpy number): known by name only. */
    record Opaque(String name) implements Pickled {}

    /** A run of elements elsewhere in the file, which tensors point into. */
    record Storage(ElementType type, String key, long elements) implements Pickled {}

    /** A tensor: a part of a storage, in elements. */
    record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) implements Pickled {}
}
