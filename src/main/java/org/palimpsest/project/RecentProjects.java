package org.palimpsest.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.palimpsest.base.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The projects that were opened or saved last, one path a line; a list that cannot be read counts as empty. */
public final class RecentProjects {
    private static final Logger LOG = LoggerFactory.getLogger(RecentProjects.class);
    private static final int MOST = 8;

    private final Path list;

    public RecentProjects(Path list) {
        this.list = list;
    }

    /** The newest first; only files that exist. */
    public List<Path> files() {
        return lines().stream().filter(Files::isRegularFile).toList();
    }

    /** Puts a project at the top. */
    public void add(Path project) {
        List<Path> all = new ArrayList<>(lines());
        Path absolute = project.toAbsolutePath().normalize();
        all.remove(absolute);
        all.add(0, absolute);
        try {
            Files.createDirectories(list.toAbsolutePath().getParent());
            AtomicFile.writeText(
                    list, all.stream().limit(MOST).map(path -> path + "\n").collect(Collectors.joining()));
        } catch (IOException e) {
            LOG.warn("The list of recent projects cannot be written to {}", list, e);
        }
    }

    private List<Path> lines() {
        if (!Files.isRegularFile(list)) {
            return List.of();
        }
        try {
            List<Path> paths = new ArrayList<>();
            for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
                if (!line.isBlank()) {
                    paths.add(Path.of(line));
                }
            }
            return paths;
        } catch (IOException | InvalidPathException e) {
            LOG.warn("The list of recent projects {} cannot be read and counts as empty", list, e);
            return List.of();
        }
    }
}
