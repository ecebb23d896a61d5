package org.palimpsest.project;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.palimpsest.base.BadInputException;

/**
 * Keeps unsaved work: at most a minute after a change, and before each run.
 *
 * <p>Owned by one thread, the window's, which calls {@link #tick} every few seconds; snapshots are taken in that thread and
 * written by the executor given.
 */
public final class Autosave {
    /** How old a change may become before it is kept. */
    public static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Clock clock;
    private final Supplier<Project> snapshot;
    private final Supplier<ProjectStore> store;
    private final Executor writer;
    private final Consumer<BadInputException> failed;
    private Project kept = Project.EMPTY;
    private Optional<Instant> changedSince = Optional.empty();
    private volatile boolean lastFailed;

    /**
     * @param snapshot the project as it is now; called in the owner's thread
     * @param store where the project is kept now
     * @param writer executes writes one after the other, the writes of saves among them
     * @param failed hears, in the writer's thread, why a write failed; it is tried again a minute later
     */
    public Autosave(
            Clock clock,
            Supplier<Project> snapshot,
            Supplier<ProjectStore> store,
            Executor writer,
            Consumer<BadInputException> failed) {
        this.clock = clock;
        this.snapshot = snapshot;
        this.store = store;
        this.writer = writer;
        this.failed = failed;
    }

    /** Says that this project is on the disk: it was just opened or saved. */
    public void isKept(Project project) {
        kept = project;
        changedSince = Optional.empty();
        lastFailed = false;
    }

    /** Looks whether something changed, and keeps it when the change is a minute old. */
    public void tick() {
        Project now = snapshot.get();
        if (now.equals(kept) && !lastFailed) {
            changedSince = Optional.empty();
        } else if (changedSince.isEmpty()) {
            changedSince = Optional.of(clock.instant());
        } else if (!clock.instant().isBefore(changedSince.get().plus(INTERVAL))) {
            keep(now);
        }
    }

    /** Keeps what changed at once: something is about to start that could end the program. */
    public void beforeRun() {
        Project now = snapshot.get();
        if (!now.equals(kept) || lastFailed) {
            keep(now);
        }
    }

    private void keep(Project project) {
        isKept(project);
        ProjectStore target = store.get();
        writer.execute(() -> {
            try {
                target.autosave(project);
            } catch (BadInputException e) {
                lastFailed = true;
                failed.accept(e);
            }
        });
    }
}
