package org.palimpsest.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.slf4j.LoggerFactory;

/**
 * What the shell says when a command did not end well: an exit code and one line for the user.
 *
 * @param exitCode one of {@link ExitCode}
 * @param notice what happened and what to do next, without a stack trace or class name
 */
record Failure(int exitCode, Notice notice) {
    /** Judges an exception; a fault of the program is written to the log with its stack trace. */
    static Failure of(Throwable cause) {
        if (cause instanceof BadInputException told) {
            return new Failure(ExitCode.BAD_INPUT, told.notice());
        }
        if (cause instanceof CancelledException) {
            return new Failure(ExitCode.CANCELLED, Notice.plain(oneLine(cause.getMessage())));
        }
        if (cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return of(unchecked.getCause());
        }
        if (cause instanceof IllegalStateException && cause.getCause() instanceof BadInputException input) {
            return of(input);
        }
        if (cause instanceof InvalidPathException path) {
            return new Failure(
                    ExitCode.BAD_INPUT,
                    Notice.of(
                            "file.name",
                            "\"{0}\" is not a file name that this system accepts. Give another name.",
                            path.getInput()));
        }
        if (cause instanceof IOException io) {
            LoggerFactory.getLogger(Failure.class).warn("Reading or writing failed.", io);
            return new Failure(ExitCode.BAD_INPUT, ofDisk(io));
        }
        LoggerFactory.getLogger(Failure.class).error("A command ended by a fault.", cause);
        if (cause instanceof OutOfMemoryError) {
            return new Failure(
                    ExitCode.FAULT,
                    Notice.of(
                            "shell.memory",
                            "Memory ran out, and finished tiles are kept: give a smaller --memory, or more to Java by"
                                    + " PALIMPSEST_JAVA_OPTS=-Xmx8g, and add --resume. Details: {0}",
                            Logging.file()));
        }
        return new Failure(
                ExitCode.FAULT,
                Notice.of(
                        "shell.fault",
                        "Sorry, Palimpsest failed by a fault of its own and your files are as they were; please report"
                                + " it with {0}",
                        Logging.file()));
    }

    /** What happened and what to do next, as one line in English. */
    String message() {
        return oneLine(notice.message());
    }

    private static Notice ofDisk(IOException failure) {
        String file = failure instanceof FileSystemException system && system.getFile() != null
                ? "\"" + system.getFile() + "\""
                : "";
        String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (reason.contains("no space left") || reason.contains("quota") || reason.contains("not enough space")) {
            return file.isEmpty()
                    ? Notice.of(
                            "disk.full",
                            "The disk is full while writing a file. Free some space or choose another folder with -o,"
                                    + " then try again.")
                    : Notice.of(
                            "disk.full.file",
                            "The disk is full while writing {0}. Free some space or choose another folder with -o, then"
                                    + " try again.",
                            file);
        }
        if (failure instanceof NoSuchFileException || failure instanceof java.io.FileNotFoundException) {
            return file.isEmpty()
                    ? Notice.of(
                            "file.missing", "A file is missing: {0}. Check the path.", oneLine(failure.getMessage()))
                    : Notice.of("file.none", "There is no file {0}. Check the path.", file);
        }
        String named = file.isEmpty() ? "A file" : file;
        if (failure instanceof AccessDeniedException || reason.contains("read-only")) {
            return Notice.of(
                    "file.denied",
                    "{0} may not be read or written here. Choose another folder or change its permissions.",
                    named);
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return Notice.of(
                    "file.inTheWay",
                    "{0} is in the way: a folder is wanted there. Choose another folder with -o.",
                    named);
        }
        return Notice.of(
                "file.broken",
                "{0} could not be read or written: {1}. Check the disk and try again.",
                named,
                oneLine(failure.getMessage()));
    }

    static String oneLine(@Nullable String text) {
        return text == null
                ? "No reason was given"
                : text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\.$", "")
                        + (text.strip().endsWith(".") ? "." : "");
    }
}
