package org.palimpsest.raster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.palimpsest.base.UserFolder;
import org.slf4j.LoggerFactory;

/**
 * Says where GeoTools unpacks its EPSG database: a folder of the person's own, because one in the system's temporary folder
 * would belong to whoever came first, and would be unpacked again after every restart.
 */
final class EpsgDatabase {
    private static final String PLACE = "EPSG-HSQL.directory";
    private static final String FOLDER = "epsg-geotools-33.1";

    /** GeoTools writes it last, into a folder for each version of the database. */
    private static final String MARKER = "EPSG_creation_marker.txt";

    private EpsgDatabase() {}

    /** Tells whether the place holds a whole database. */
    static boolean isUnpacked() {
        String place = System.getProperty(PLACE);
        if (place == null) {
            return false;
        }
        try (Stream<Path> versions = Files.list(Path.of(place))) {
            return versions.anyMatch(version -> Files.exists(version.resolve(MARKER)));
        } catch (IOException e) {
            return false;
        }
    }

    /** Sets the folder unless one is set already; must be called before the first look-up. */
    static void choosePlace() {
        if (System.getProperty(PLACE) != null) {
            return;
        }
        Path folder = UserFolder.current().cache().resolve(FOLDER);
        try {
            Files.createDirectories(folder);
            if (Files.isWritable(folder)) {
                System.setProperty(PLACE, folder.toString());
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(EpsgDatabase.class)
                    .warn("{} cannot be made, so the EPSG database goes to the temporary folder", folder, e);
        }
    }
}
