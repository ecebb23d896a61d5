package org.palimpsest.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code command} in the folder of a training, by which anybody ends it, also a program that did not begin it: {@code
 * stop} ends it after the step in progress, {@code stop-after-epoch} once its epoch is complete.
 *
 * <p>The training takes the file away when it has heard it. A file that is older than the training's process is left over from
 * a process that was killed, and is passed over. Safe for many threads.
 */
public final class TrainCommandFile {
    /** What can be commanded. */
    public enum Command {
        STOP("stop"),
        STOP_AFTER_EPOCH("stop-after-epoch");

        private final String word;

        Command(String word) {
            this.word = word;
        }
    }

    static final String FILE = "command";

    private static final Logger LOG = LoggerFactory.getLogger(TrainCommandFile.class);
    private static final long LOOK_NANOSECONDS = 500_000_000;

    private final Path file;
    private final Cancellation.Flag stop = new Cancellation.Flag();
    private final Instant begun;
    private long lookTime = System.nanoTime() - LOOK_NANOSECONDS;

    TrainCommandFile(Path folder) {
        this(folder, ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH));
    }

    TrainCommandFile(Path folder, Instant begun) {
        file = folder.resolve(FILE);
        this.begun = begun;
    }

    /** Commands the training in a folder; it obeys within half a second after its step. */
    public static void write(Path folder, Command command) throws IOException {
        AtomicFile.writeText(folder.resolve(FILE), command.word + "\n");
    }

    /** Takes back what was commanded and not heard yet. */
    public static void remove(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    /** The given control, which hears this file too. */
    TrainControl joinedTo(TrainControl control) {
        return new TrainControl(
                () -> {
                    look(control);
                    return stop.requested() || control.now().requested();
                },
                control.afterEpoch());
    }

    private synchronized void look(TrainControl control) {
        if (System.nanoTime() - lookTime < LOOK_NANOSECONDS) {
            return;
        }
        lookTime = System.nanoTime();
        try {
            FileTime written = Files.getLastModifiedTime(file);
            String word = Files.readString(file, StandardCharsets.UTF_8).strip();
            Files.delete(file);
            // Some file systems tell times in whole seconds.
            if (written.toInstant().plusSeconds(1).isBefore(begun)) {
                return;
            }
            if (word.equals(Command.STOP.word)) {
                stop.request();
            } else if (word.equals(Command.STOP_AFTER_EPOCH.word)) {
                control.afterEpoch().set(true);
            } else {
                LOG.warn("The command \"{}\" in {} is not known", word, file);
            }
        } catch (NoSuchFileException e) {
            // The usual case: nothing is commanded.
        } catch (IOException e) {
            LOG.warn("The command in {} cannot be read", file, e);
        }
    }
}
