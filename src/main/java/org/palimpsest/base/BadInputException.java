package org.palimpsest.base;

/**
 * Something that the user gave cannot be used.
 *
 * <p>The message is one sentence or two for the user: what happened, to which file or value, and what to do next. It is
 * shown as it is, so it holds no class name and no stack trace. The command line ends with exit code 2 on it.
 */
public class BadInputException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Notice notice;

    /** Bad input that a window tells of in its own language. */
    public BadInputException(Notice notice) {
        super(notice.message());
        this.notice = notice;
    }

    /** Bad input that a window tells of in its own language. */
    public BadInputException(Notice notice, Throwable cause) {
        super(notice.message(), cause);
        this.notice = notice;
    }

    public BadInputException(String message) {
        this(Notice.plain(message));
    }

    public BadInputException(String message, Throwable cause) {
        this(Notice.plain(message), cause);
    }

    /** The message, with a code where it has one. */
    public Notice notice() {
        return notice;
    }
}
