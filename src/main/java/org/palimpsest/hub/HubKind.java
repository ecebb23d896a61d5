package org.palimpsest.hub;

import java.util.Locale;

/** What a repository of the hub holds, which decides its address and where it stands in the cache. */
public enum HubKind {
    MODEL(""),
    DATASET("datasets/");

    private final String prefix;

    HubKind(String prefix) {
        this.prefix = prefix;
    }

    /** What stands before the repository's id where its files are. */
    String prefix() {
        return prefix;
    }

    /** The folder of the interface, and of the cache: "models" or "datasets". */
    String folder() {
        return word() + "s";
    }

    /** "model" or "dataset". */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
