package org.palimpsest.vector.read;

import java.util.List;
import java.util.Optional;
import org.palimpsest.raster.Crs;

/**
 * The polygons of one layer of a vector file; points and lines in it are passed over.
 *
 * @param features in the file's order
 * @param crs the system of their coordinates, x before y; empty where the file states none
 */
public record VectorLayer(List<PolygonFeature> features, Optional<Crs> crs) {
    public VectorLayer {
        features = List.copyOf(features);
    }
}
