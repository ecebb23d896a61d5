package org.palimpsest.base;

/**
 * Something that the user gave cannot be used.
 *
 * <p>The message is one sentence or two for the user: what happened, to which file or value, and what to do next. It is
 * shown as it is, so it holds no class name and no stack trace. The command line ends with exit code 2 on it.
 */
public class BadInputException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
