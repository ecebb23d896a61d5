package org.palimpsest.train.dataset;

import java.util.Locale;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/** What a part of a dataset is for: learning, choosing (epoch, threshold), or reporting. */
public enum Split {
    TRAIN("train", "training"),
    VAL("val", "valid|validation|dev"),
    TEST("test", "testing");

    private final String id;
    private final String otherNames;

    Split(String id, String otherNames) {
        this.id = id;
        this.otherNames = otherNames;
    }

    /** "train", "val" or "test". */
    public String id() {
        return id;
    }

    /** The split that a folder, a list or a shard of this name holds, in any of the usual spellings. */
    public static Optional<Split> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Split split : values()) {
            if (lower.matches(split.id + "|" + split.otherNames)) {
                return Optional.of(split);
            }
        }
        return Optional.empty();
    }

    /** The split that a user asked for. */
    public static Split parse(String name) throws BadInputException {
        return named(name)
                .orElseThrow(() -> new BadInputException("A split is train, val or test, but was \"" + name + "\"."));
    }

    @Override
    public String toString() {
        return id();
    }
}
