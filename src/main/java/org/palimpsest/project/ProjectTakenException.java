package org.palimpsest.project;

import java.nio.file.Path;
import org.palimpsest.base.BadInputException;

/** A project was not saved, because another process has it open; what that process saved is left as it is. */
public final class ProjectTakenException extends BadInputException {
    private static final long serialVersionUID = 1L;

    private final transient Path project;

    ProjectTakenException(Path project, ProjectHolder holder) {
        super("The project " + project + " was not saved: another window has it open (process " + holder.pid() + " on "
                + holder.host() + "). Save your work under another name; it is kept until then.");
        this.project = project;
    }

    /** The file that was not saved. */
    public Path project() {
        return project;
    }
}
