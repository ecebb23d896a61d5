package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One folder for each scene with its two dates and its label as files, as GVLM comes ({@code SITE/im1.png, im2.png,
 * ref.png}).
 *
 * <p>Such a dataset states no splits, so whole scenes go to them in the order of their names, three to training, one to
 * validation and one to testing, and again: no ground is in two splits.
 */
final class SceneFolders implements DatasetFormat {
    private static final Split[] ROUND = {Split.TRAIN, Split.VAL, Split.TRAIN, Split.TEST, Split.TRAIN};

    @Override
    public Optional<Dataset> open(Path place, LabelRule labels) throws IOException {
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        Map<Split, List<PairFiles>> files = new EnumMap<>(Split.class);
        int scenes = 0;
        for (Path folder : DateFolders.list(place)) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            Optional<PairFiles> scene = scene(folder);
            if (scene.isPresent()) {
                files.computeIfAbsent(ROUND[scenes % ROUND.length], key -> new ArrayList<>())
                        .add(scene.get());
                scenes++;
            }
        }
        return scenes == 0
                ? Optional.empty()
                : Optional.of(SplitFolders.dataset(
                        place, "one folder for each scene, whole scenes dealt to splits", files, List.of(), labels));
    }

    private static Optional<PairFiles> scene(Path folder) throws IOException {
        Map<String, Path> images = new HashMap<>();
        for (Path path : DateFolders.list(folder)) {
            if (DateFolders.isImage(path)) {
                images.put(DateFolders.stem(path).toLowerCase(Locale.ROOT), path);
            }
        }
        Optional<Path> before = first(images, DateFolders.BEFORE);
        Optional<Path> after = first(images, DateFolders.AFTER);
        Optional<Path> label = first(images, DateFolders.LABEL);
        return before.isPresent() && after.isPresent() && label.isPresent()
                ? Optional.of(new PairFiles(folder.getFileName().toString(), before.get(), after.get(), label.get()))
                : Optional.empty();
    }

    private static Optional<Path> first(Map<String, Path> images, List<String> names) {
        return names.stream().filter(images::containsKey).map(images::get).findFirst();
    }
}
