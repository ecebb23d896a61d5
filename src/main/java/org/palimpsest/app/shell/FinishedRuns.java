package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.Optional;
import org.palimpsest.app.run.RunState;
import org.palimpsest.app.run.RunViewModel;

/** The runs whose products are complete. */
record FinishedRuns(Workbench workbench) {
    /** The folder of the newest finished run. */
    Optional<Path> newest() {
        return workbench.runs().list().stream()
                .filter(run -> run.state() == RunState.DONE)
                .filter(run -> !workbench.previews().contains(run))
                .map(RunViewModel::directory)
                .findFirst();
    }
}
