package org.palimpsest.app.run;

import org.palimpsest.run.WorkerRun;

/** What the window can ask of a run that is going on. */
@FunctionalInterface
public interface RunControl {
    /** Asks the run to end after the tiles in flight. */
    void cancel();

    /** Asks a run that trains on the pair to train no further and to go on with the map that it has. */
    default void enough() {}

    /** The control of a worker's run. */
    static RunControl of(WorkerRun run) {
        return new RunControl() {
            @Override
            public void cancel() {
                run.cancel();
            }

            @Override
            public void enough() {
                run.enough();
            }
        };
    }
}
