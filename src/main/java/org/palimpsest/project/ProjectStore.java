package org.palimpsest.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One project's files: the project itself, three earlier generations beside it ({@code .1} is the youngest), and the
 * autosave ({@code .autosave}), which lives only between a change and the next save.
 *
 * <p>At every moment, also in the middle of a save, at least one complete file of the last save or the last autosave exists,
 * so that a process may be killed at any time. Safe for several threads of one process; writes happen one after the other.
 */
public final class ProjectStore {
    /** The ending of project files, with the dot. */
    public static final String ENDING = ".palimpsest";

    private static final Logger LOG = LoggerFactory.getLogger(ProjectStore.class);
    private static final int GENERATIONS = 3;
    private static final long LARGEST_BYTES = 256L << 20;

    private final Path file;
    private final Clock clock;
    private final ProjectLock lock;
    private final LabelFolder labels;
    private long revision;

    /**
     * The project in {@code file}, which need not exist yet.
     *
     * @param clock says when a file was written
     */
    public ProjectStore(Path file, Clock clock) {
        this.file = file.toAbsolutePath().normalize();
        this.clock = clock;
        this.lock = new ProjectLock(this.file);
        this.labels = new LabelFolder(labelFolder());
    }

    /** What opening found: the project and which file it came from. */
    public record Opened(Project project, Recovery recovery, List<String> warnings) {}

    public Path file() {
        return file;
    }

    /**
     * Says to other processes that the project is open here, until {@link #release}.
     *
     * @return who has it open already; then nothing was done
     */
    public Optional<ProjectHolder> claim() {
        return lock.take();
    }

    /** Claims the project from another process, which can save its work under another name only from now on. */
    public void takeOver() {
        lock.takeOver();
    }

    /** Lets other processes open the project to write. */
    public void release() {
        lock.release();
    }

    /** The file that keeps unsaved changes. */
    public Path autosaveFile() {
        return sibling(".autosave");
    }

    /** The folder that holds the files of labels, which is there only when something is labelled. */
    public Path labelFolder() {
        String name = String.valueOf(file.getFileName());
        String bare = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        return file.resolveSibling(bare + ".labels");
    }

    /** The file of an earlier save, 1 (the youngest) to 3. */
    public Path generation(int number) {
        return sibling("." + number);
    }

    /**
     * Claims and saves the project, keeps the file before it as generation 1, and drops the autosave.
     *
     * @throws ProjectTakenException when another process has the project open; nothing is changed
     * @throws BadInputException when the file cannot be written, says why; the earlier file is as it was
     */
    public synchronized void save(Project project) throws BadInputException {
        Optional<ProjectHolder> other = claim();
        if (other.isPresent()) {
            throw new ProjectTakenException(file, other.get());
        }
        write(file, project, true);
        discardAutosave();
    }

    /**
     * Keeps the project beside its file, without changing the file.
     *
     * @throws ProjectTakenException when another process has taken the project over; nothing is changed
     * @throws BadInputException when the autosave cannot be written, says why
     */
    public synchronized void autosave(Project project) throws BadInputException {
        Optional<ProjectHolder> other = lock.lostTo();
        if (other.isPresent()) {
            throw new ProjectTakenException(file, other.get());
        }
        write(autosaveFile(), project, false);
        sweep();
    }

    /** Forgets what was kept but not saved: after a save, or because the user does not want it. */
    public synchronized void discardAutosave() {
        if (lock.lostTo().isPresent()) {
            return; // What lies there now is the other process's.
        }
        try {
            Files.deleteIfExists(autosaveFile());
        } catch (IOException e) {
            LOG.warn("The autosave {} cannot be deleted", autosaveFile(), e);
        }
        sweep();
    }

    /** Forgets labels that no file of the project needs any more. */
    private void sweep() {
        List<Path> files = new ArrayList<>(List.of(file, autosaveFile()));
        for (int number = 1; number <= GENERATIONS; number++) {
            files.add(generation(number));
        }
        labels.sweep(files);
    }

    /**
     * Opens the newest intact file of the project.
     *
     * @throws NewerProjectException when a newer version wrote the project; no older generation is used then
     * @throws BadInputException when none of the files can be read
     */
    public synchronized Opened open() throws BadInputException {
        return open(true);
    }

    /** The same, but without the autosave, which is still being written while another process has the project open. */
    public synchronized Opened openAsSaved() throws BadInputException {
        return open(false);
    }

    private Opened open(boolean withAutosave) throws BadInputException {
        Optional<BadInputException> fault = Optional.empty();
        Optional<ProjectDocument> saved = Optional.empty();
        int from = 0;
        for (int number = 0; number <= GENERATIONS && saved.isEmpty(); number++) {
            try {
                saved = Optional.of(read(number == 0 ? file : generation(number)));
                from = number;
            } catch (NewerProjectException e) {
                throw e;
            } catch (BadInputException e) {
                LOG.info("Not opened: {}", e.getMessage());
                fault = fault.isEmpty() ? Optional.of(e) : fault;
            }
        }
        Optional<ProjectDocument> kept = withAutosave ? readAutosave() : Optional.empty();
        if (kept.isPresent()
                && (saved.isEmpty() || kept.get().revision() > saved.get().revision())) {
            return opened(kept.get(), new Recovery.FromAutosave(kept.get().savedAt()));
        }
        if (saved.isPresent()) {
            Recovery recovery = from == 0
                    ? new Recovery.AsSaved()
                    : new Recovery.FromGeneration(from, saved.get().savedAt(), file);
            return opened(saved.get(), recovery);
        }
        throw fault.orElseThrow();
    }

    private Opened opened(ProjectDocument document, Recovery recovery) {
        revision = Math.max(revision, document.revision());
        return new Opened(document.project(), recovery, document.warnings());
    }

    private Optional<ProjectDocument> readAutosave() throws NewerProjectException {
        if (!Files.exists(autosaveFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(autosaveFile()));
        } catch (NewerProjectException e) {
            throw e;
        } catch (BadInputException e) {
            LOG.info("The autosave is left aside: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private ProjectDocument read(Path path) throws BadInputException {
        String text;
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                throw new BadInputException("The project " + path + " is larger than " + (LARGEST_BYTES >> 20)
                        + " MB, so it is not a project of this program.");
            }
            text = Files.readString(path, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new BadInputException(
                    "The project " + path + " does not exist. It may have been moved or renamed.", e);
        } catch (IOException e) {
            throw new BadInputException(
                    "The project " + path + " cannot be read as UTF-8 text. Check the file and its permissions.", e);
        }
        return ProjectJsonReader.read(path.toString(), text, folder(), labels);
    }

    private void write(Path target, Project project, boolean keepOlder) throws BadInputException {
        long next = Math.max(revision, newestRevision()) + 1;
        // The labels come first: a project file must never name a file that is not there yet.
        Optional<Path> drawn = project.labels().isEmpty()
                ? Optional.empty()
                : Optional.of(labels.keep(project.labels().get().map(), next));
        String text = ProjectJson.text(new ProjectDocument(next, clock.instant(), project, List.of()), folder(), drawn);
        try {
            Files.createDirectories(folder());
            AtomicFile.<IOException>write(target, part -> {
                Files.writeString(part, text, StandardCharsets.UTF_8);
                if (keepOlder) {
                    keepOlder();
                }
            });
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
        revision = next;
    }

    /** The revision on the disk before this store wrote anything: a project may be saved over another one. */
    private long newestRevision() {
        if (revision > 0) {
            return 0;
        }
        List<Path> files = new ArrayList<>(List.of(file, autosaveFile()));
        long newest = 0;
        for (Path path : files) {
            try {
                newest = Math.max(newest, read(path).revision());
            } catch (BadInputException e) {
                LOG.debug("Nothing to count on in {}", path, e);
            }
        }
        return newest;
    }

    /** Moves the generations on by one; the project file itself is copied and never missing. */
    private void keepOlder() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        for (int number = GENERATIONS - 1; number >= 1; number--) {
            if (Files.exists(generation(number))) {
                AtomicFile.moveIntoPlace(generation(number), generation(number + 1));
            }
        }
        AtomicFile.<IOException>write(
                generation(1), part -> Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING));
    }

    private Path folder() {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    private Path sibling(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
