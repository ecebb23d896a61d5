package org.palimpsest.app.shell;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.palimpsest.app.text.Text;
import org.palimpsest.project.ProjectStore;

/** The system's own dialogs for files and folders; each opens where the last one ended. */
final class SystemFileDialogs implements FileDialogs {
    private static final String LAST = "folder";

    private final Supplier<Window> owner;
    private final Preferences preferences;

    SystemFileDialogs(Supplier<Window> owner, Preferences preferences) {
        this.owner = owner;
        this.preferences = preferences;
    }

    @Override
    public Optional<Path> openRaster(String title) {
        return open(
                title,
                new ExtensionFilter(
                        Text.of("files.rasters"),
                        "*.tif",
                        "*.tiff",
                        "*.TIF",
                        "*.TIFF",
                        "*.png",
                        "*.jpg",
                        "*.jpeg",
                        "*.jp2",
                        "*.vrt",
                        "*.img",
                        "*.dat",
                        "*.pix",
                        "MTD_MSI*.xml",
                        "*_MTL.txt",
                        "*_MTL.json"),
                new ExtensionFilter(Text.of("files.all"), "*"));
    }

    @Override
    public Optional<Path> openLayer(String title) {
        return open(title, new ExtensionFilter(Text.of("files.all"), "*"));
    }

    @Override
    public Optional<Path> openProject(String title) {
        return open(title, projects());
    }

    @Override
    public Optional<Path> saveProject(String title) {
        return save(title, projects());
    }

    @Override
    public Optional<Path> saveLabels(String title) {
        return save(
                title,
                new ExtensionFilter("GeoTIFF", "*.tif"),
                new ExtensionFilter("GeoPackage", "*.gpkg"),
                new ExtensionFilter("GeoJSON", "*.geojson"));
    }

    /** Asks for a place; a name without an ending gets that of the chosen kind. */
    private Optional<Path> save(String title, ExtensionFilter... kinds) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(List.of(kinds));
        folder().ifPresent(chooser::setInitialDirectory);
        return Optional.ofNullable(chooser.showSaveDialog(owner.get())).map(chosen -> {
            preferences.set(LAST, chosen.getParent());
            ExtensionFilter kind = chooser.getSelectedExtensionFilter();
            String ending =
                    (kind == null ? kinds[0] : kind).getExtensions().get(0).substring(1);
            return chosen.getName().contains(".")
                    ? chosen.toPath()
                    : chosen.toPath().resolveSibling(chosen.getName() + ending);
        });
    }

    private static ExtensionFilter projects() {
        return new ExtensionFilter(Text.of("files.projects"), "*" + ProjectStore.ENDING);
    }

    @Override
    public Optional<Path> chooseFolder(String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        folder().ifPresent(chooser::setInitialDirectory);
        return Optional.ofNullable(chooser.showDialog(owner.get())).map(chosen -> {
            preferences.set(LAST, chosen.getPath());
            return chosen.toPath();
        });
    }

    private Optional<Path> open(String title, ExtensionFilter... filters) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(List.of(filters));
        folder().ifPresent(chooser::setInitialDirectory);
        return Optional.ofNullable(chooser.showOpenDialog(owner.get())).map(chosen -> {
            preferences.set(LAST, chosen.getParent());
            return chosen.toPath();
        });
    }

    private Optional<File> folder() {
        return Optional.of(preferences.get(LAST, ""))
                .filter(text -> !text.isEmpty() && Files.isDirectory(Path.of(text)))
                .map(File::new);
    }
}
