package org.palimpsest.project;

import java.nio.file.Path;
import java.util.List;
import org.palimpsest.detect.RunSpec;

/**
 * A run of the project: what was asked for and how it ended.
 *
 * @param title as the list of runs shows it
 * @param spec the run document; its output folder is the run's folder, which holds the full record
 * @param state how it ended
 * @param whatHappened one sentence about the end; may be empty
 * @param whatToDo what the analyst can do now; may be empty
 * @param products the files that it made
 */
public record ProjectRun(
        String title, RunSpec spec, State state, String whatHappened, String whatToDo, List<Product> products) {
    /** How a run ended. */
    public enum State {
        /** It was queued or running when the project was saved; it can be resumed from its finished tiles. */
        UNFINISHED,
        DONE,
        CANCELLED,
        FAILED
    }

    /** One file that a run made, and what it is: "mask", "score", "geojson", ... */
    public record Product(String kind, Path file) {
        public Product {
            file = file.toAbsolutePath().normalize();
        }
    }

    public ProjectRun {
        products = List.copyOf(products);
    }
}
