package org.palimpsest.project;

import java.time.Instant;
import java.util.List;

/**
 * A project as one of its files holds it.
 *
 * @param revision grows by one with every save and autosave, so that the newest file is known without trusting clocks
 * @param savedAt when the file was written, UTC
 * @param warnings sentences about what the file holds and this version left out; empty when written here
 */
public record ProjectDocument(long revision, Instant savedAt, Project project, List<String> warnings) {
    public ProjectDocument {
        warnings = List.copyOf(warnings);
    }
}
