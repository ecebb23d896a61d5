package org.palimpsest.project;

import org.palimpsest.base.BadInputException;

/** A project was written by a newer version in a format that this one does not know; the file is left as it is. */
public final class NewerProjectException extends BadInputException {
    private static final long serialVersionUID = 1L;

    NewerProjectException(String source, long format, String writtenBy) {
        super("The project " + source + " was saved by a newer version (Palimpsest " + writtenBy + ", project format "
                + format + "); this version reads formats up to " + ProjectJson.FORMAT
                + ". Nothing was changed. Open it with the newer version, or start a new project on the same rasters.");
    }
}
