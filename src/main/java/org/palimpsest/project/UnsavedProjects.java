package org.palimpsest.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.palimpsest.base.BadInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps projects that were never saved, in a folder of the user, until they are.
 *
 * <p>Each file's name holds the process that writes it, so that a later start finds those whose process is gone.
 */
public final class UnsavedProjects {
    private static final Logger LOG = LoggerFactory.getLogger(UnsavedProjects.class);
    private static final Pattern NAME = Pattern.compile("unsaved-(\\d{1,18})\\.palimpsest\\.autosave");

    private final Path folder;
    private final Clock clock;

    /** @param folder is created when something is kept */
    public UnsavedProjects(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Where this process keeps its project as long as it has no file. */
    public ProjectStore mine() {
        return of(ProcessHandle.current().pid());
    }

    /** The newest project of a process that ended without saving; empty when there is none. */
    public Optional<ProjectStore> orphan() {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> byAge = files.sorted((a, b) ->
                            Long.compare(b.toFile().lastModified(), a.toFile().lastModified()))
                    .toList();
            return byAge.stream().flatMap(file -> orphan(file).stream()).findFirst();
        } catch (IOException e) {
            LOG.warn("The folder of unsaved projects {} cannot be read", folder, e);
            return Optional.empty();
        }
    }

    /** Makes an orphan this process's own. */
    public ProjectStore.Opened adopt(ProjectStore orphan) throws BadInputException {
        ProjectStore.Opened opened = orphan.open();
        mine().autosave(opened.project());
        orphan.discardAutosave();
        return opened;
    }

    private Optional<ProjectStore> orphan(Path file) {
        Matcher matcher = NAME.matcher(String.valueOf(file.getFileName()));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long process = Long.parseLong(matcher.group(1));
        boolean alive = ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
        return alive ? Optional.empty() : Optional.of(of(process));
    }

    private ProjectStore of(long process) {
        return new ProjectStore(folder.resolve("unsaved-" + process + ProjectStore.ENDING), clock);
    }
}
