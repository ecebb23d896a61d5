package org.palimpsest.raster.scene;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Acquisition;

/**
 * Reads the metadata of a Landsat Collection 2 folder, level 1 or 2, of Landsat 1 to 9 (USGS, "Landsat Collection 2 Data
 * Dictionary").
 */
final class Landsat {
    private static final String CONTENTS = "PRODUCT_CONTENTS";
    private static final String IMAGE = "IMAGE_ATTRIBUTES";
    private static final String SURFACE = "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS";
    private static final String TOP_OF_ATMOSPHERE = "LEVEL1_RADIOMETRIC_RESCALING";

    /** Roles of the bands by number: Thematic Mapper and ETM+ of Landsat 4, 5 and 7. */
    private static final Map<Integer, String> MAPPER_ROLES =
            Map.of(1, "blue", 2, "green", 3, "red", 4, "nir", 5, "swir1", 7, "swir2", 8, "pan");

    /** Roles of the bands by number: Operational Land Imager of Landsat 8 and 9. */
    private static final Map<Integer, String> IMAGER_ROLES = Map.of(
            1, "coastal", 2, "blue", 3, "green", 4, "red", 5, "nir", 6, "swir1", 7, "swir2", 8, "pan", 9, "cirrus");

    /** Roles of the bands by number: Multispectral Scanner, which counts from 4 on Landsat 1 to 3 and from 1 later. */
    private static final Map<Integer, String> EARLY_SCANNER_ROLES = Map.of(4, "green", 5, "red", 6, "nir", 7, "nir2");

    private static final Map<Integer, String> LATE_SCANNER_ROLES = Map.of(1, "green", 2, "red", 3, "nir", 4, "nir2");

    private static final List<String> SURFACE_ROLES = List.of("blue", "green", "red", "nir", "nir2", "swir1", "swir2");
    private static final int MOST_BANDS = 9;

    private Landsat() {}

    /** Tells whether a file is the metadata of such a scene. */
    static boolean isMetadata(Path file) {
        String name = String.valueOf(file.getFileName()).toUpperCase(Locale.ROOT);
        return name.endsWith("_MTL.TXT") || name.endsWith("_MTL.JSON");
    }

    /** Reads what the folder of a metadata file holds. */
    static Scene read(Path file) throws BadInputException {
        LandsatMetadata metadata = LandsatMetadata.read(file);
        String satellite = metadata.text(IMAGE, "SPACECRAFT_ID").orElse("LANDSAT_8");
        Optional<String> product = metadata.text(CONTENTS, "PROCESSING_LEVEL");
        if (product.isEmpty()) {
            throw new BadInputException(file + " is not the metadata of a Landsat Collection 2 scene: it states no "
                    + "PROCESSING_LEVEL. Get the scene of Collection 2.");
        }
        boolean surface = product.get().startsWith("L2");
        List<Notice> warnings = new ArrayList<>();
        List<SceneBand> bands = bands(metadata, file, satellite, surface, warnings);
        if (bands.isEmpty()) {
            throw new BadInputException("The scene of " + file
                    + " holds no band: none of the files that it names lies beside it. Get the scene again.");
        }
        if (!surface) {
            warnings.add(Notice.of(
                    "scene.topOfAtmosphere",
                    "Reflectance at the top of the atmosphere, not yet divided by the sine of the sun's elevation."));
        }
        OptionalDouble elevation = metadata.number(IMAGE, "SUN_ELEVATION");
        Acquisition acquisition = new Acquisition(
                satellite.replace("LANDSAT_", "Landsat "),
                product.get(),
                elevation,
                metadata.number(IMAGE, "SUN_AZIMUTH"),
                qualityLayers(metadata, file));
        Optional<String> time = metadata.text(IMAGE, "SCENE_CENTER_TIME");
        Optional<String> date = metadata.text(IMAGE, "DATE_ACQUIRED")
                .map(day ->
                        day + time.map(t -> "T" + t.replaceAll("\\.\\d+", "")).orElse(""));
        return new Scene("Landsat Collection 2", file, date, acquisition, bands, warnings);
    }

    private static List<SceneBand> bands(
            LandsatMetadata metadata, Path file, String satellite, boolean surface, List<Notice> warnings) {
        Map<Integer, String> roles =
                roles(satellite, metadata.text(IMAGE, "SENSOR_ID").orElse(""));
        String scaling = surface ? SURFACE : TOP_OF_ATMOSPHERE;
        List<SceneBand> bands = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (int number = 1; number <= MOST_BANDS; number++) {
            Optional<String> named = metadata.text(CONTENTS, "FILE_NAME_BAND_" + number);
            OptionalDouble scale = metadata.number(scaling, "REFLECTANCE_MULT_BAND_" + number);
            if (named.isEmpty() || scale.isEmpty()) {
                continue;
            }
            Optional<Path> raster = beside(file, named.get());
            if (raster.isEmpty()) {
                absent.add(named.get());
                continue;
            }
            String role = roles.getOrDefault(number, "band" + number);
            bands.add(new SceneBand(
                    "B" + number,
                    role,
                    raster.get(),
                    scale.getAsDouble(),
                    metadata.number(scaling, "REFLECTANCE_ADD_BAND_" + number).orElse(0),
                    SURFACE_ROLES.contains(role)));
        }
        if (!absent.isEmpty() && !bands.isEmpty()) {
            warnings.add(Notice.of(
                    "scene.incomplete",
                    "The scene lacks files that its metadata name: {0}.",
                    String.join(", ", absent)));
        }
        return bands;
    }

    private static Map<Integer, String> roles(String satellite, String sensor) {
        char number = satellite.charAt(satellite.length() - 1);
        if (sensor.equals("MSS")) {
            return number <= '3' ? EARLY_SCANNER_ROLES : LATE_SCANNER_ROLES;
        }
        return number >= '8' ? IMAGER_ROLES : MAPPER_ROLES;
    }

    /** A file in the same folder; metadata have no say over other folders. */
    private static Optional<Path> beside(Path metadata, String name) {
        if (name.contains("/") || name.contains("\\")) {
            return Optional.empty();
        }
        return Optional.of(metadata.resolveSibling(name)).filter(Files::isRegularFile);
    }

    private static List<Acquisition.QualityLayer> qualityLayers(LandsatMetadata metadata, Path file) {
        List<Acquisition.QualityLayer> layers = new ArrayList<>();
        metadata.text(CONTENTS, "FILE_NAME_QUALITY_L1_PIXEL")
                .flatMap(name -> beside(file, name))
                .ifPresent(path -> layers.add(new Acquisition.QualityLayer(
                        path,
                        "bits: 0 fill, 1 dilated cloud, 2 cirrus, 3 cloud, 4 cloud shadow, 5 snow",
                        "bits=0,1,2,3,4")));
        metadata.text(CONTENTS, "FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION")
                .flatMap(name -> beside(file, name))
                .ifPresent(path -> layers.add(new Acquisition.QualityLayer(
                        path, "bits: 0 to 6 saturation of bands 1 to 7", "bits=0,1,2,3,4,5,6")));
        return layers;
    }
}
