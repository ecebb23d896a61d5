package org.palimpsest.project;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which process has a project open, in a file {@code NAME.palimpsest.lock} beside it, so that two windows do not save over
 * one another.
 *
 * <p>A file and not a lock of the system, because it must be readable by people and by other machines that see the folder. A
 * lock whose process has ended on this machine is replaced in silence; of a process on another machine nothing is known, so the
 * user is asked. All windows of one process count as one holder. Safe from several threads.
 */
final class ProjectLock {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectLock.class);
    private static final int TRIES = 5;
    private static final long CLOCK_SLACK_SECONDS = 2;

    private final Path file;
    private boolean held;

    /** The lock of a project's file; nothing is taken yet. */
    ProjectLock(Path project) {
        this.file = project.resolveSibling(project.getFileName() + ".lock");
    }

    /**
     * Takes the lock if nobody has it.
     *
     * @return who has the project open; empty when this process has it now, or when the folder takes no files, where nobody
     *     can save anyway
     */
    synchronized Optional<ProjectHolder> take() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                if (create()) {
                    return Optional.empty();
                }
                Optional<ProjectHolder> holder = read();
                if (holder.filter(ProjectLock::isThisProcess).isPresent()) {
                    held = true;
                    return Optional.empty();
                }
                if (holder.filter(ProjectLock::mayBeAlive).isPresent()) {
                    return holder;
                }
                holder.ifPresent(gone -> LOG.info("The lock {} of the ended process {} is replaced", file, gone.pid()));
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.info("No lock can be kept at {}", file, e);
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Takes the lock from whoever has it; their next save is refused. */
    synchronized void takeOver() {
        try {
            Files.deleteIfExists(file);
            create();
        } catch (IOException e) {
            LOG.info("The lock {} cannot be taken over", file, e);
        }
    }

    /** Who took the lock from this process; empty while it is this process's, or was never taken. */
    synchronized Optional<ProjectHolder> lostTo() {
        if (!held) {
            return Optional.empty();
        }
        try {
            return read().filter(holder -> !isThisProcess(holder));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.info("The lock {} cannot be read", file, e);
            return Optional.empty();
        }
    }

    /** Gives the lock back, if it is this process's. */
    synchronized void release() {
        try {
            if (held && read().filter(ProjectLock::isThisProcess).isPresent()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("The lock {} is gone already", file, e);
        } catch (IOException e) {
            LOG.info("The lock {} cannot be deleted", file, e);
        }
        held = false;
    }

    private boolean create() throws IOException {
        String text = "pid=" + ProcessHandle.current().pid() + "\nhost=" + ThisHost.NAME + "\nuser="
                + System.getProperty("user.name", "") + "\nsince="
                + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n";
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            held = true;
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Who wrote the file; empty when it is damaged, which counts as nobody. */
    private Optional<ProjectHolder> read() throws IOException {
        String pid = "";
        String host = "";
        String user = "";
        String since = "";
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String value = line.substring(line.indexOf('=') + 1);
            switch (line.split("=", 2)[0]) {
                case "pid" -> pid = value;
                case "host" -> host = value;
                case "user" -> user = value;
                case "since" -> since = value;
                default -> LOG.debug("Passed over in {}: {}", file, line);
            }
        }
        try {
            return Optional.of(new ProjectHolder(Long.parseLong(pid), host, user, Instant.parse(since)));
        } catch (NumberFormatException | DateTimeException e) {
            LOG.info("The lock {} is damaged", file, e);
            return Optional.empty();
        }
    }

    private static boolean isThisProcess(ProjectHolder holder) {
        return holder.pid() == ProcessHandle.current().pid() && holder.host().equals(ThisHost.NAME);
    }

    /** Tells whether the holder may still be there: a later process may bear the number of one that ended. */
    private static boolean mayBeAlive(ProjectHolder holder) {
        if (!holder.host().equals(ThisHost.NAME)) {
            return true;
        }
        return ProcessHandle.of(holder.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> !start.minusSeconds(CLOCK_SLACK_SECONDS).isAfter(holder.since()))
                        .orElse(true))
                .isPresent();
    }

    /** The name of this machine, asked for with the first lock and not before: where names are badly set up it takes seconds. */
    private static final class ThisHost {
        private static final Path LINUX_NAME = Path.of("/proc/sys/kernel/hostname");

        // After the path that it reads.
        static final String NAME = name().toLowerCase(Locale.ROOT);

        private static String name() {
            String windows = System.getenv("COMPUTERNAME");
            if (windows != null && !windows.isBlank()) {
                return windows.strip();
            }
            try {
                return Files.readString(LINUX_NAME).strip();
            } catch (IOException e) {
                LOG.debug("No name of this machine in {}", LINUX_NAME, e);
            }
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                LOG.info("This machine does not know its name: {}", e.getMessage());
                return "localhost";
            }
        }
    }
}
