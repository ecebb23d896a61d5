package org.palimpsest.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.geotools.coverage.grid.io.imageio.geotiff.CRS2GeoTiffMetadataAdapter;
import org.geotools.coverage.grid.io.imageio.geotiff.GeoKeyEntry;
import org.geotools.coverage.grid.io.imageio.geotiff.GeoTiffIIOMetadataEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** States a system that has no EPSG code by its projection, parameters, datum and ellipsoid, with GeoTools' encoder. */
final class UserDefinedGeoKeys {
    private static final Logger LOGGER = LoggerFactory.getLogger(UserDefinedGeoKeys.class);

    private UserDefinedGeoKeys() {}

    /** The keys, or empty for a projection that the encoder does not know. */
    static Optional<GeoKeys> encode(Crs crs) {
        GeoTiffIIOMetadataEncoder encoder;
        try {
            encoder = new CRS2GeoTiffMetadataAdapter(crs.system()).parseCoordinateReferenceSystem();
        } catch (Exception e) {
            // The encoder throws unchecked exceptions too where it meets a projection that has no key.
            LOGGER.debug("No GeoTIFF keys for {}", crs, e);
            return Optional.empty();
        }
        List<Integer> directory = new ArrayList<>(List.of(1, 1, 0, 0));
        List<Double> numbers = new ArrayList<>();
        StringBuilder texts = new StringBuilder();
        int keys = 0;
        for (int i = 0; i < encoder.getNumGeoKeyEntries(); i++) {
            GeoKeyEntry entry = encoder.getGeoKeyEntryAt(i);
            int key = entry.getKeyID();
            switch (entry.getTiffTagLocation()) {
                case 0 -> directory.addAll(List.of(key, 0, 1, entry.getValueOffset()));
                case GeoKeys.NUMBERS_TAG -> {
                    double[] values = encoder.getGeoDoubleParams(key);
                    directory.addAll(List.of(key, GeoKeys.NUMBERS_TAG, values.length, numbers.size()));
                    for (double value : values) {
                        numbers.add(value);
                    }
                }
                case GeoKeys.TEXTS_TAG -> {
                    String text = encoder.getGeoAsciiParam(key);
                    directory.addAll(List.of(key, GeoKeys.TEXTS_TAG, text.length(), texts.length()));
                    texts.append(text);
                }
                default -> {
                    continue;
                }
            }
            keys++;
        }
        directory.set(3, keys);
        return GeoKeys.fromTags(
                directory.stream().mapToInt(Integer::intValue).toArray(),
                numbers.stream().mapToDouble(Double::doubleValue).toArray(),
                texts.toString());
    }
}
