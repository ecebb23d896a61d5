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
import org.slf4j.LoggerFactory;

/**
 * What the shell says when a command did not end well: an exit code and one line for the user.
 *
 * @param exitCode one of {@link ExitCode}
 * @param message one line without a stack trace or class name
 */
record Failure(int exitCode, String message) {
    /** Judges an exception; a fault of the program is written to the log with its stack trace. */
    static Failure of(Throwable cause) {
        if (cause instanceof BadInputException) {
            return new Failure(ExitCode.BAD_INPUT, oneLine(cause.getMessage()));
        }
        if (cause instanceof CancelledException) {
            return new Failure(ExitCode.CANCELLED, oneLine(cause.getMessage()));
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
                    "\"" + path.getInput() + "\" is not a file name that this system accepts. Give another name.");
        }
        if (cause instanceof IOException io) {
            LoggerFactory.getLogger(Failure.class).warn("Reading or writing failed.", io);
            return new Failure(ExitCode.BAD_INPUT, ofDisk(io));
        }
        LoggerFactory.getLogger(Failure.class).error("A command ended by a fault.", cause);
        if (cause instanceof OutOfMemoryError) {
            return new Failure(
                    ExitCode.FAULT,
                    "Memory ran out, and finished tiles are kept: give a smaller --memory, or more to Java by"
                            + " PALIMPSEST_JAVA_OPTS=-Xmx8g, and add --resume. Details: " + Logging.file());
        }
        return new Failure(
                ExitCode.FAULT,
                "Sorry, Palimpsest failed by a fault of its own and your files are as they were; please report it with "
                        + Logging.file());
    }

    private static String ofDisk(IOException failure) {
        String file = failure instanceof FileSystemException system && system.getFile() != null
                ? "\"" + system.getFile() + "\""
                : "A file";
        String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (reason.contains("no space left") || reason.contains("quota") || reason.contains("not enough space")) {
            return "The disk is full while writing "
                    + (file.equals("A file") ? "a file" : file)
                    + ". Free some space or choose another folder with -o, then try again.";
        }
        if (failure instanceof NoSuchFileException || failure instanceof java.io.FileNotFoundException) {
            return file.equals("A file")
                    ? "A file is missing: " + oneLine(failure.getMessage()) + ". Check the path."
                    : "There is no file " + file + ". Check the path.";
        }
        if (failure instanceof AccessDeniedException || reason.contains("read-only")) {
            return file + " may not be read or written here. Choose another folder or change its permissions.";
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return file + " is in the way: a folder is wanted there. Choose another folder with -o.";
        }
        return file + " could not be read or written: " + oneLine(failure.getMessage())
                + ". Check the disk and try again.";
    }

    static String oneLine(@Nullable String text) {
        return text == null
                ? "No reason was given"
                : text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\.$", "")
                        + (text.strip().endsWith(".") ? "." : "");
    }
}
