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
        return new BadInputException(sentence(target, cause), cause);
    }

    private static String sentence(Path target, Exception cause) {
        Path folder = target.toAbsolutePath().getParent();
        String what = "The file " + target + " could not be written: ";
        if (folder != null && !Files.isDirectory(folder)) {
            return what + "there is no folder " + folder + ". Create it, or choose another one.";
        }
        if (isFull(cause)) {
            return what + "the disk is full" + free(folder) + ". Free some space or choose another folder; "
                    + "no half-written file was left.";
        }
        if (cause instanceof AccessDeniedException
                || cause instanceof ReadOnlyFileSystemException
                || text(cause).contains("read-only")
                || (folder != null && !Files.isWritable(folder))) {
            return what + "the folder " + folder
                    + " may not be written to. Choose another folder, or ask for the right " + "to write there.";
        }
        if (cause instanceof NoSuchFileException) {
            return what + "it, or its folder, vanished while it was written. Run again.";
        }
        String reason = cause.getMessage();
        return what + (reason == null ? cause.getClass().getSimpleName() : reason)
                + ". No half-written file was left; check the disk, or choose another folder.";
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

    private static String free(@Nullable Path folder) {
        if (folder == null) {
            return "";
        }
        try {
            return " (" + (Files.getFileStore(folder).getUsableSpace() >> 20) + " MB free in " + folder + ")";
        } catch (IOException e) {
            return "";
        }
    }
}
