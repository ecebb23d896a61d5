package org.palimpsest.raster.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Acquisition;

/**
 * Reads the metadata of a Sentinel-2 SAFE folder, level 1C or 2A (ESA, "Sentinel-2 Products Specification Document").
 *
 * <p>Bands are found by their file names, in JPEG 2000 as ESA delivers them or converted to TIFF. Where a band is there in
 * several resolutions, the finest counts. Since processing baseline 04.00 an offset is added to the samples; the metadata
 * state it, and it is handed on with the scale.
 */
final class Sentinel2 {
    private static final int MAX_DEPTH = 6;
    private static final Pattern METADATA = Pattern.compile("MTD_MSI(L1C|L2A)\\.xml");
    private static final Pattern BAND_FILE =
            Pattern.compile("(?!MSK_).*_(B\\d{2}|B8A)(?:_(\\d{2})m)?\\.(?:jp2|tiff?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TILE = Pattern.compile("(?:^|_)(T\\d{2}[A-Z]{3})_");
    private static final Pattern QUALITY_FILE =
            Pattern.compile(".*(_SCL_(?:20|60)m|MSK_CLASSI_B00)\\.(?:jp2|tiff?)", Pattern.CASE_INSENSITIVE);

    /** Bands in the order in which the metadata number them, with their roles; those for the atmosphere have a small letter a. */
    private static final List<String[]> BANDS = List.of(
            new String[] {"B01", "coastal", "a"},
            new String[] {"B02", "blue", ""},
            new String[] {"B03", "green", ""},
            new String[] {"B04", "red", ""},
            new String[] {"B05", "rededge1", ""},
            new String[] {"B06", "rededge2", ""},
            new String[] {"B07", "rededge3", ""},
            new String[] {"B08", "nir", ""},
            new String[] {"B8A", "nir2", ""},
            new String[] {"B09", "watervapour", "a"},
            new String[] {"B10", "cirrus", "a"},
            new String[] {"B11", "swir1", ""},
            new String[] {"B12", "swir2", ""});

    private Sentinel2() {}

    /** Tells whether a file is the metadata of such a scene. */
    static boolean isMetadata(Path file) {
        return METADATA.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** Reads what the folder of a metadata file holds. */
    static Scene read(Path metadata) throws BadInputException {
        Path folder = metadata.toAbsolutePath().getParent();
        SceneXml product = SceneXml.read(metadata);
        List<Path> files = files(folder == null ? metadata : folder);
        String level = String.valueOf(metadata.getFileName())
                .substring("MTD_MSI".length())
                .replace(".xml", "");
        checkOneTile(files, metadata);
        List<SceneBand> bands = bands(files, product);
        if (bands.isEmpty()) {
            throw new BadInputException("The scene of " + metadata
                    + " holds no band: no file below it ends in _B02.jp2, _B02_10m.jp2 or the like. Get the"
                    + " scene again.");
        }
        Optional<SceneXml> tile = tile(files);
        List<Notice> warnings = new ArrayList<>();
        if (bands.stream().anyMatch(band -> band.offset() != 0)) {
            warnings.add(Notice.of(
                    "scene.offset",
                    "Samples are raised by {0} (processing baseline {1}), those of baselines before 04.00 are not:"
                            + " reflectance = scale x sample + offset.",
                    Math.round(-bands.get(0).offset() / bands.get(0).scale()),
                    product.text("PROCESSING_BASELINE").orElse("not stated")));
        }
        OptionalDouble zenith =
                tile.map(xml -> xml.number("Mean_Sun_Angle/ZENITH_ANGLE")).orElse(OptionalDouble.empty());
        OptionalDouble azimuth =
                tile.map(xml -> xml.number("Mean_Sun_Angle/AZIMUTH_ANGLE")).orElse(OptionalDouble.empty());
        Acquisition acquisition = new Acquisition(
                product.text("SPACECRAFT_NAME").orElse("Sentinel-2"),
                level,
                zenith.isPresent() ? OptionalDouble.of(90 - zenith.getAsDouble()) : OptionalDouble.empty(),
                azimuth,
                qualityLayers(files));
        Optional<String> date = product.text("PRODUCT_START_TIME")
                .or(() -> product.text("DATATAKE_SENSING_START"))
                .map(time -> time.replaceAll("\\.\\d+", ""));
        return new Scene("Sentinel-2 SAFE", metadata, date, acquisition, bands, warnings);
    }

    private static List<Path> files(Path folder) throws BadInputException {
        try (Stream<Path> tree = Files.walk(folder, MAX_DEPTH)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new BadInputException("The folder " + folder + " cannot be listed. Check that it may be read.", e);
        }
    }

    /** Products of 2015 and 2016 hold many tiles. */
    private static void checkOneTile(List<Path> files, Path metadata) throws BadInputException {
        TreeSet<String> tiles = new TreeSet<>();
        for (Path file : files) {
            Matcher tile = TILE.matcher(file.getFileName().toString());
            if (BAND_FILE.matcher(file.getFileName().toString()).matches() && tile.find()) {
                tiles.add(tile.group(1));
            }
        }
        if (tiles.size() > 1) {
            throw new BadInputException("The scene of " + metadata + " holds " + tiles.size() + " tiles ("
                    + String.join(", ", tiles) + "), but one at a time is read. Stack the bands of one: "
                    + "a_B02.jp2,a_B03.jp2,a_B04.jp2.");
        }
    }

    private static List<SceneBand> bands(List<Path> files, SceneXml product) {
        Map<String, Path> finest = new HashMap<>();
        Map<String, Integer> metres = new HashMap<>();
        for (Path file : files) {
            Matcher name = BAND_FILE.matcher(file.getFileName().toString());
            if (name.matches()) {
                String id = name.group(1).toUpperCase(Locale.ROOT);
                int resolution = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
                if (resolution < metres.getOrDefault(id, Integer.MAX_VALUE)) {
                    finest.put(id, file);
                    metres.put(id, resolution);
                }
            }
        }
        double quantification = product.number("BOA_QUANTIFICATION_VALUE")
                .orElse(product.number("QUANTIFICATION_VALUE").orElse(10000));
        List<SceneBand> bands = new ArrayList<>();
        for (int i = 0; i < BANDS.size(); i++) {
            String[] band = BANDS.get(i);
            Path file = finest.get(band[0]);
            if (file != null) {
                String number = Integer.toString(i);
                double added = product.number("BOA_ADD_OFFSET", "band_id", number)
                        .orElse(product.number("RADIO_ADD_OFFSET", "band_id", number)
                                .orElse(0));
                bands.add(new SceneBand(
                        band[0], band[1], file, 1 / quantification, added / quantification, band[2].isEmpty()));
            }
        }
        return bands;
    }

    private static Optional<SceneXml> tile(List<Path> files) throws BadInputException {
        for (Path file : files) {
            if (file.getFileName().toString().equals("MTD_TL.xml")) {
                return Optional.of(SceneXml.read(file));
            }
        }
        return Optional.empty();
    }

    private static List<Acquisition.QualityLayer> qualityLayers(List<Path> files) {
        List<Acquisition.QualityLayer> layers = new ArrayList<>();
        boolean classified = false;
        for (Path file : files) {
            Matcher name = QUALITY_FILE.matcher(file.getFileName().toString());
            if (!name.matches()) {
                continue;
            }
            if (name.group(1).toUpperCase(Locale.ROOT).startsWith("_SCL")) {
                if (!classified) {
                    layers.add(new Acquisition.QualityLayer(
                            file,
                            "scene classification: 1 saturated, 3 cloud shadow, 8 and 9 cloud, 10 cirrus, 11 snow",
                            "values=0,1,3,8,9,10"));
                }
                classified = true;
            } else {
                layers.add(new Acquisition.QualityLayer(file, "opaque cloud (first band)", "values=1"));
            }
        }
        return layers;
    }
}
