package org.palimpsest.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files in the folder of a training that the window reads, and those by which it finds the training's process again.
 *
 * @param folder of the training
 */
record TrainingFiles(Path folder) {
    /** One line for each epoch, kept by the training itself. */
    Path log() {
        return folder.resolve("log.jsonl");
    }

    /** What the process says on its standard output since it was started last. */
    Path events() {
        return folder.resolve("events.jsonl");
    }

    /** What the process says on its standard error stream. */
    Path errors() {
        return folder.resolve("errors.txt");
    }

    /** What is learnt and how; there as soon as the training has begun. */
    Path document() {
        return folder.resolve("training.json");
    }

    /** The model of the best epoch. */
    Path best() {
        return folder.resolve("best_f1");
    }

    /** The pictures of its epochs, the first epoch's first. */
    List<Path> pictures() throws IOException {
        Path pictures = folder.resolve("pictures");
        if (!Files.isDirectory(pictures)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(pictures)) {
            return files.filter(file -> epochOf(file).isPresent()).sorted().toList();
        }
    }

    /** The epoch of a picture; empty for any other file. */
    static Optional<Integer> epochOf(Path picture) {
        String name = String.valueOf(picture.getFileName());
        return name.matches("epoch-\\d{1,9}\\.png")
                ? Optional.of(Integer.parseInt(name.replaceAll("\\D", "")))
                : Optional.empty();
    }

    /** The last words of a process that failed; empty where it said nothing. */
    String lastWords() throws IOException {
        if (!Files.isRegularFile(errors())) {
            return "";
        }
        List<String> lines = Files.readString(errors())
                .lines()
                .map(String::strip)
                // What Java says of itself is no word of the training.
                .filter(line -> !line.isEmpty() && !line.startsWith("WARNING:"))
                .toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
