package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.palimpsest.base.Notice;

/**
 * Three folders beside each other: images before, images after and labels, matched by file name.
 *
 * <p>Named as in LEVIR-CD, WHU-CD and EGY-BCD (A, B, label), SYSU-CD and CLCD (time1, time2, label), CDD (A, B, OUT), or as the
 * hub's columns (imageA, imageB, label).
 */
record DateFolders(Path before, Path after, Path label) {
    static final List<String> BEFORE =
            List.of("a", "time1", "t1", "im1", "image1", "imagea", "img1", "before", "pre", "1");
    static final List<String> AFTER =
            List.of("b", "time2", "t2", "im2", "image2", "imageb", "img2", "after", "post", "2");
    static final List<String> LABEL =
            List.of("label", "labels", "out", "gt", "ref", "reference", "mask", "masks", "change", "changes", "cm");
    private static final List<String> ENDINGS = List.of(".png", ".tif", ".tiff", ".jpg", ".jpeg");

    /** The three folders in {@code parent}, if all are there. */
    static Optional<DateFolders> in(Path parent) throws IOException {
        Map<String, Path> folders = new HashMap<>();
        for (Path path : list(parent)) {
            if (Files.isDirectory(path)) {
                folders.put(path.getFileName().toString().toLowerCase(Locale.ROOT), path);
            }
        }
        Optional<Path> before = first(folders, BEFORE);
        Optional<Path> after = first(folders, AFTER);
        Optional<Path> label = first(folders, LABEL);
        return before.isPresent() && after.isPresent() && label.isPresent()
                ? Optional.of(new DateFolders(before.get(), after.get(), label.get()))
                : Optional.empty();
    }

    /** All pairs, in the order of their names; what has no counterpart becomes a problem. */
    List<PairFiles> pairs(List<Notice> problems) throws IOException {
        Map<String, Path> befores = byStem(before);
        Map<String, Path> afters = byStem(after);
        Map<String, Path> labels = byStem(label);
        List<PairFiles> pairs = new ArrayList<>();
        befores.forEach((stem, file) -> pair(stem, file, afters.remove(stem), labels.remove(stem), problems)
                .ifPresent(pairs::add));
        afters.values().forEach(file -> problems.add(alone(file, before)));
        labels.values().forEach(file -> problems.add(alone(file, before)));
        return pairs;
    }

    private static Notice alone(Path file, Path other) {
        return Notice.of("dataset.alone", "{0} has no counterpart in {1}.", file, other);
    }

    private Optional<PairFiles> pair(
            String stem,
            Path first,
            @org.jspecify.annotations.Nullable Path second,
            @org.jspecify.annotations.Nullable Path truth,
            List<Notice> problems) {
        if (second == null || truth == null) {
            problems.add(alone(first, second == null ? after : label));
            return Optional.empty();
        }
        return Optional.of(new PairFiles(stem, first, second, truth));
    }

    /** The pair of one name in a list file: with or without an ending. */
    Optional<PairFiles> named(String name, List<Notice> problems) throws IOException {
        Optional<Path> first = file(before, name);
        Optional<Path> second = file(after, name);
        Optional<Path> truth = file(label, name);
        if (first.isEmpty() || second.isEmpty() || truth.isEmpty()) {
            Path missing = first.isEmpty() ? before : second.isEmpty() ? after : label;
            problems.add(Notice.of(
                    "dataset.named", "The list names {0}, but there is no such image in {1}.", name, missing));
            return Optional.empty();
        }
        return Optional.of(new PairFiles(stem(Path.of(name)), first.get(), second.get(), truth.get()));
    }

    private static Optional<Path> file(Path folder, String name) {
        Path exact = folder.resolve(name);
        if (Files.isRegularFile(exact)) {
            return Optional.of(exact);
        }
        String stem = stem(Path.of(name));
        return ENDINGS.stream()
                .map(ending -> folder.resolve(stem + ending))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Map<String, Path> byStem(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        for (Path path : list(folder)) {
            if (isImage(path)) {
                files.put(stem(path), path);
            }
        }
        return files;
    }

    static boolean isImage(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(path);
    }

    static String stem(Path path) {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** What is in a folder, in the order of the names. */
    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }

    private static Optional<Path> first(Map<String, Path> folders, List<String> names) {
        return names.stream().filter(folders::containsKey).map(folders::get).findFirst();
    }
}
