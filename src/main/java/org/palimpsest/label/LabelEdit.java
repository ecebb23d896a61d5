package org.palimpsest.label;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A step from one map of labels to the next, and back: the tiles that it changes, as they were and as they become.
 *
 * @param before by the number of the tile; empty where nothing was labelled
 * @param after the same tiles afterwards
 */
public record LabelEdit(Map<Integer, Optional<LabelTile>> before, Map<Integer, Optional<LabelTile>> after) {
    public LabelEdit {
        if (!before.keySet().equals(after.keySet())) {
            throw new IllegalArgumentException("A step changes the same tiles forwards and backwards.");
        }
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    /** Tells whether nothing changes. */
    public boolean isEmpty() {
        return after.isEmpty();
    }

    /** The map after this step. */
    public LabelMap apply(LabelMap map) {
        return map.with(after);
    }

    /** The map before this step. */
    public LabelMap revert(LabelMap map) {
        return map.with(before);
    }

    /** This step and the next as one. */
    public LabelEdit then(LabelEdit next) {
        Map<Integer, Optional<LabelTile>> first = new HashMap<>(next.before);
        first.putAll(before);
        Map<Integer, Optional<LabelTile>> last = new HashMap<>(after);
        last.putAll(next.after);
        return new LabelEdit(first, last);
    }
}
