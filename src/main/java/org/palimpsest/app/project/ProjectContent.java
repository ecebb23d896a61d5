package org.palimpsest.app.project;

import org.palimpsest.project.Project;

/** The window's layers, runs and view as a project; window's thread only. */
public interface ProjectContent {
    /** The project as it is now. */
    Project snapshot();

    /**
     * Puts a project in place of what is open.
     *
     * @param shown is called when every layer is there or has been said to be missing
     */
    void show(Project project, Runnable shown);

    /** Tells whether a run is going, so that the project must stay. */
    boolean isBusy();
}
