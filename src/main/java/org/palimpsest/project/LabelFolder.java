package org.palimpsest.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.label.LabelFile;
import org.palimpsest.label.LabelMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder beside a project file that holds its labels, one file for each state that was kept.
 *
 * <p>A file is never changed once it is there, so that the project, its older generations and the autosave each find the labels they
 * were kept with; what none of them names any more is deleted. Used by the one thread that writes the project.
 */
final class LabelFolder {
    private static final Logger LOG = LoggerFactory.getLogger(LabelFolder.class);

    private final Path folder;
    private @Nullable LabelMap written;
    private @Nullable Path writtenTo;

    /** @param folder is made when labels are kept */
    LabelFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes labels, unless they are those that were written last.
     *
     * @param revision of the project, which names the file
     * @return the file that holds them
     */
    Path keep(LabelMap labels, long revision) throws BadInputException {
        if (written != null && writtenTo != null && labels.equals(written) && Files.exists(writtenTo)) {
            return writtenTo;
        }
        Path file = folder.resolve("labels-" + revision + ".tif");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw WriteFailure.of(file, e);
        }
        LabelFile.write(file, labels);
        written = labels;
        writtenTo = file;
        return file;
    }

    /** Says that a file holds these labels, which were read from it. */
    void isKept(LabelMap labels, Path file) {
        if (file.startsWith(folder)) {
            written = labels;
            writtenTo = file;
        }
    }

    /** Deletes the files of labels that none of the project's files names; none of them when one cannot be read. */
    void sweep(List<Path> projects) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            Set<Path> named = new HashSet<>();
            for (Path project : projects) {
                if (Files.exists(project)) {
                    fileOf(project)
                            .ifPresent(text ->
                                    named.add(project.resolveSibling(text).normalize()));
                }
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    if (!named.contains(file.normalize())
                            && file.getFileName().toString().matches("labels-\\d+\\.tif")) {
                        Files.delete(file);
                    }
                }
            }
            if (named.isEmpty()) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException | BadInputException e) {
            LOG.info("Files of labels that are no longer used stay: {}", e.getMessage());
        }
    }

    private static Optional<String> fileOf(Path project) throws IOException, BadInputException {
        Optional<JsonFields> labels = JsonFields.parse(
                        project.toString(), Files.readString(project, StandardCharsets.UTF_8))
                .optionalObject("labels");
        return labels.isPresent() ? labels.get().optionalText("file") : Optional.empty();
    }
}
