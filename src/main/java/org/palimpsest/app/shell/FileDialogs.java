package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.Optional;

/** Questions for a file or a folder; empty when the user thought better of it. */
interface FileDialogs {
    /** A raster to open. */
    Optional<Path> openRaster(String title);

    /** A raster or a file of polygons to open. */
    Optional<Path> openLayer(String title);

    /** A folder to write to. */
    Optional<Path> chooseFolder(String title);
}
