package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.Optional;

/** Questions for a file or a folder; empty when the user thought better of it. */
interface FileDialogs {
    /** A raster to open. */
    Optional<Path> openRaster(String title);

    /** A raster or a file of polygons to open. */
    Optional<Path> openLayer(String title);

    /** A project to open. */
    default Optional<Path> openProject(String title) {
        return Optional.empty();
    }

    /** Where to save a project; the ending is added where it lacks. */
    default Optional<Path> saveProject(String title) {
        return Optional.empty();
    }

    /** Where to write labels: a GeoTIFF, or a file of polygons. */
    default Optional<Path> saveLabels(String title) {
        return Optional.empty();
    }

    /** A folder to write to. */
    Optional<Path> chooseFolder(String title);
}
