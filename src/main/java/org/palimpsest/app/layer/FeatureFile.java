package org.palimpsest.app.layer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.vector.read.PolygonFeature;
import org.palimpsest.vector.read.PolygonFile;
import org.palimpsest.vector.read.VectorLayer;

/**
 * The polygons of a vector file as the map shows them: GeoJSON, GeoPackage, shapefile or well-known text, or the
 * arrows of a run's shift.
 *
 * @param features in the file's order; those of all layers where the file has several
 * @param crs the system of their coordinates; empty where the file states none
 */
public record FeatureFile(List<Feature> features, Optional<Crs> crs) {
    /**
     * Reads all polygons of a file.
     *
     * @throws BadInputException when it is damaged, of another kind, or has layers in different systems
     */
    public static FeatureFile read(Path file) throws BadInputException {
        if (file.endsWith(ShiftArrows.FILE)) {
            return new FeatureFile(ShiftArrows.read(file), Optional.of(Crs.longitudeLatitude()));
        }
        List<Feature> features = new ArrayList<>();
        Optional<Crs> crs = Optional.empty();
        List<String> layers = PolygonFile.layers(file);
        for (String name : layers) {
            VectorLayer layer = PolygonFile.read(PolygonFile.spec(file, name));
            if (!features.isEmpty() && !crs.equals(layer.crs())) {
                throw new BadInputException(file + " has layers in different coordinate reference systems ("
                        + String.join(", ", layers) + "). Save the one that is wanted as a file of its own.");
            }
            crs = layer.crs();
            for (PolygonFeature feature : layer.features()) {
                features.add(feature(feature, features.size() + 1L, layers.size() == 1));
            }
        }
        return new FeatureFile(features, crs);
    }

    /** @param number stands for the id where the file gives none, or gives it in each of its layers */
    private static Feature feature(PolygonFeature stored, long number, boolean ownIds) {
        double[][] rings = stored.polygons().stream()
                .flatMap(polygon -> polygon.rings().stream())
                .toArray(double[][]::new);
        long id = stored.attributes().get("id") instanceof Double given && ownIds ? given.longValue() : number;
        return new Feature(id, rings, stored.attributes());
    }
}
