package org.palimpsest.raster.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.BandStack;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.RasterFacts;
import org.palimpsest.raster.Rasters;

/**
 * A scene folder as one raster: Sentinel-2 SAFE or Landsat Collection 2, named by the folder or by the metadata file in it.
 *
 * <p>Without a choice all bands that show the ground are there, in the agency's order. {@code SCENE:red,nir,B11} takes the
 * bands that are named by role or number, in that order. The grid is that of the finest of them.
 *
 * @param metadata the file that describes the scene
 * @param wanted roles or numbers of bands; none for all that show the ground
 */
public record SceneFolder(Path metadata, List<String> wanted) {
    /** Asks for every band, those for the atmosphere too. */
    private static final String ALL = "all";

    public SceneFolder {
        wanted = List.copyOf(wanted);
    }

    /**
     * Looks whether a user means a scene.
     *
     * @return empty where what is named is no folder and no metadata file
     * @throws BadInputException when it is a folder that holds no scene
     */
    public static Optional<SceneFolder> find(String spec) throws BadInputException {
        Optional<SceneFolder> whole = find(spec, List.of());
        int colon = spec.lastIndexOf(':');
        if (whole.isPresent() || colon < 1) {
            return whole;
        }
        List<String> wanted = Stream.of(spec.substring(colon + 1).split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        return find(spec.substring(0, colon), wanted);
    }

    private static Optional<SceneFolder> find(String name, List<String> wanted) throws BadInputException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        if (Files.isDirectory(path)) {
            return Optional.of(new SceneFolder(metadataIn(path), wanted));
        }
        return isMetadata(path) && Files.isRegularFile(path)
                ? Optional.of(new SceneFolder(path, wanted))
                : Optional.empty();
    }

    private static boolean isMetadata(Path file) {
        return Sentinel2.isMetadata(file) || Landsat.isMetadata(file);
    }

    private static Path metadataIn(Path folder) throws BadInputException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(SceneFolder::isMetadata)
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new BadInputException(folder
                            + " is a folder, but no scene: it holds neither MTD_MSIL1C.xml, MTD_MSIL2A.xml"
                            + " (Sentinel-2) nor *_MTL.txt (Landsat Collection 2). Name the raster file inside it."));
        } catch (IOException e) {
            throw new BadInputException("The folder " + folder + " cannot be listed. Check that it may be read.", e);
        }
    }

    /**
     * Opens the bands.
     *
     * @param name how messages call the scene
     * @throws BadInputException when the metadata or a band cannot be read, or a band that is asked for is not there
     */
    public Raster open(String name) throws BadInputException {
        Scene scene = Sentinel2.isMetadata(metadata) ? Sentinel2.read(metadata) : Landsat.read(metadata);
        List<SceneBand> chosen = choose(scene, name);
        List<Raster> opened = new ArrayList<>();
        boolean done = false;
        try {
            for (SceneBand band : chosen) {
                opened.add(new SceneBandRaster(Rasters.open(band.file().toString()), band));
            }
            List<Notice> warnings = new ArrayList<>(scene.warnings());
            List<String> left = scene.bands().stream()
                    .filter(band -> !chosen.contains(band))
                    .map(SceneBand::title)
                    .toList();
            if (!left.isEmpty()) {
                warnings.add(Notice.of(
                        "scene.notRead",
                        "Not read: {0}. Name bands after the scene to read them: {1}.",
                        String.join(", ", left),
                        metadataFolder() + ":" + chosen.get(0).role() + ","
                                + left.get(0).replaceAll(" .*", "")));
            }
            RasterFacts facts = new RasterFacts(
                    scene.format(),
                    opened.get(0).facts().compression(),
                    "BAND",
                    "none",
                    false,
                    0,
                    scene.date(),
                    Optional.of(scene.acquisition()),
                    warnings);
            List<String> titles = chosen.stream().map(SceneBand::title).toList();
            Raster stack = BandStack.of(name, List.of(metadata), opened, titles, facts);
            done = true;
            return stack;
        } finally {
            if (!done) {
                opened.forEach(Raster::close);
            }
        }
    }

    private Path metadataFolder() {
        Path parent = metadata.getParent();
        return parent == null ? metadata : parent;
    }

    private List<SceneBand> choose(Scene scene, String name) throws BadInputException {
        if (wanted.isEmpty()) {
            List<SceneBand> surface =
                    scene.bands().stream().filter(SceneBand::surface).toList();
            return surface.isEmpty() ? scene.bands() : surface;
        }
        if (wanted.equals(List.of(ALL))) {
            return scene.bands();
        }
        List<SceneBand> chosen = new ArrayList<>();
        for (String word : wanted) {
            chosen.add(scene.bands().stream()
                    .filter(band -> band.answersTo(word))
                    .findFirst()
                    .orElseThrow(() -> new BadInputException("The scene " + name + " has no band \"" + word
                            + "\". Choose among "
                            + String.join(
                                    ", ",
                                    scene.bands().stream().map(SceneBand::title).toList())
                            + ".")));
        }
        return chosen;
    }
}
