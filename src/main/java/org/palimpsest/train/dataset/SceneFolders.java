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
 * ref.png}), or as georeferenced rasters ({@code before.tif, after.tif, label.tif} or {@code label.geojson}) that are cut into
 * chips; a single scene may stand in the folder itself. {@link SceneSplit} deals them to splits.
 */
final class SceneFolders implements DatasetFormat {
    @Override
    public Optional<Dataset> open(Path place, DatasetOptions options) throws IOException {
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        List<PairFiles> scenes = new ArrayList<>();
        // A single scene may stand in the folder itself.
        scene(place).ifPresent(scenes::add);
        if (scenes.isEmpty()) {
            for (Path folder : DateFolders.list(place)) {
                if (Files.isDirectory(folder)) {
                    scene(folder).ifPresent(scenes::add);
                }
            }
        }
        if (scenes.isEmpty()) {
            return Optional.empty();
        }
        if (scenes.stream().anyMatch(SceneFolders::isRasterScene)) {
            return Optional.of(SceneSplit.dataset(place, scenes, options));
        }
        Map<Split, List<PairFiles>> files = new EnumMap<>(Split.class);
        for (int i = 0; i < scenes.size(); i++) {
            files.computeIfAbsent(SceneSplit.ofWhole(i), key -> new ArrayList<>())
                    .add(scenes.get(i));
        }
        return Optional.of(SplitFolders.dataset(
                place, "one folder for each scene, whole scenes dealt to splits", files, List.of(), options));
    }

    private static boolean isRasterScene(PairFiles scene) {
        String name = scene.before().getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".tif") || name.endsWith(".tiff") || Scene.isPolygons(scene.label());
    }

    private static Optional<PairFiles> scene(Path folder) throws IOException {
        Map<String, Path> images = new HashMap<>();
        for (Path path : DateFolders.list(folder)) {
            if (DateFolders.isImage(path) || (Files.isRegularFile(path) && Scene.isPolygons(path))) {
                images.putIfAbsent(DateFolders.stem(path).toLowerCase(Locale.ROOT), path);
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
