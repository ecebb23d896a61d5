package org.palimpsest.base;

/** The user asked for the end of a task; what was finished before is kept and can be resumed. */
public class CancelledException extends Exception {
    private static final long serialVersionUID = 1L;

    public CancelledException(String message) {
        super(message);
    }
}
