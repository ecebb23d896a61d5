package org.palimpsest.project;

/**
 * What the analyst decided about one polygon.
 *
 * @param note in the analyst's words; empty for none
 */
public record ReviewMark(Decision decision, String note) {
    /** The decision itself. */
    public enum Decision {
        OPEN,
        ACCEPTED,
        REJECTED
    }
}
