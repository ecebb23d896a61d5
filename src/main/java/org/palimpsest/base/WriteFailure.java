package org.palimpsest.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the failure to write a file into a sentence that tells the user what happened and what to do next. */
public final class WriteFailure {
    private WriteFailure() {}

    /**
     * The outcome to show for a failed write.
     *
     * @param target the file that was to be written; it is as it was before
     * @param cause why the write failed
     */
    public static BadInputException of(Path target, Exception cause) {
        return new BadInputException(notice(target, cause), cause);
    }

    private static Notice notice(Path target, Exception cause) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            return Notice.of(
                    "write.noFolder",
                    "The file {0} could not be written: there is no folder {1}. Create it, or choose another one.",
                    target,
                    folder);
        }
        if (isFull(cause)) {
            return full(target, folder);
        }
        if (cause instanceof AccessDeniedException
                || cause instanceof ReadOnlyFileSystemException
                || text(cause).contains("read-only")
                || (folder != null && !Files.isWritable(folder))) {
            return Notice.of(
                    "write.denied",
                    "The file {0} could not be written: the folder {1} may not be written to. Choose another folder, or"
                            + " ask for the right to write there.",
                    target,
                    String.valueOf(folder));
        }
        if (cause instanceof NoSuchFileException) {
            return Notice.of(
                    "write.vanished",
                    "The file {0} could not be written: it, or its folder, vanished while it was written. Run again.",
                    target);
        }
        String reason = cause.getMessage();
        return Notice.of(
                "write.failed",
                "The file {0} could not be written: {1}. No half-written file was left; check the disk, or choose"
                        + " another folder.",
                target,
                reason == null ? cause.getClass().getSimpleName() : reason);
    }

    private static boolean isFull(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String text = text(t);
            if (text.contains("no space left")
                    || text.contains("not enough space")
                    || text.contains("disk full")
                    || text.contains("disk is full")
                    || text.contains("quota exceeded")
                    || text.contains("file too large")) {
                return true;
            }
        }
        return false;
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }

    private static Notice full(Path target, @Nullable Path folder) {
        try {
            if (folder != null) {
                return Notice.of(
                        "write.full",
                        "The file {0} could not be written: the disk is full ({1} MB free in {2}). Free some space or"
                                + " choose another folder; no half-written file was left.",
                        target,
                        Files.getFileStore(folder).getUsableSpace() >> 20,
                        folder);
            }
        } catch (IOException e) {
            // How much is free is not known then.
        }
        return Notice.of(
                "write.full.unknown",
                "The file {0} could not be written: the disk is full. Free some space or choose another folder; no"
                        + " half-written file was left.",
                target);
    }
}
