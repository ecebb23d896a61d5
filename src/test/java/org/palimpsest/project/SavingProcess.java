package org.palimpsest.project;

import java.nio.file.Path;
import java.time.Clock;

/** A program of its own that changes, keeps and saves a project without pause until it is killed. */
final class SavingProcess {
    private static final int EDITS_PER_SAVE = 3;

    private SavingProcess() {}

    /**
     * Goes on from the edit that the project holds and prints each edit's number once it is on the disk.
     *
     * @param arguments the project file
     */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        ProjectStore store = new ProjectStore(file, Clock.systemUTC());
        for (long edit = SampleProjects.editOf(store.open().project()) + 1; ; edit++) {
            Project project = SampleProjects.large(file.resolveSibling("data"), edit);
            if (edit % EDITS_PER_SAVE == 0) {
                store.save(project);
            } else {
                store.autosave(project);
            }
            System.out.println(edit);
            System.out.flush();
        }
    }
}
