package org.palimpsest.app.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.raster.Crs;

/** Polygons in map coordinates, quick to find by place; immutable, safe from many threads. */
public final class Features {
    private final List<Feature> all;
    private final STRtree index = new STRtree();
    private final Optional<MapExtent> extent;

    public Features(List<Feature> features) {
        all = List.copyOf(features);
        for (Feature feature : all) {
            index.insert(envelope(feature.extent()), feature);
        }
        index.build();
        extent = all.stream().map(Feature::extent).reduce(MapExtent::union);
    }

    /** All polygons in the order of their file. */
    public List<Feature> all() {
        return all;
    }

    /** What the polygons cover together; empty when there are none. */
    public Optional<MapExtent> extent() {
        return extent;
    }

    /** Those that may reach into an extent. */
    @SuppressWarnings("unchecked")
    public List<Feature> near(MapExtent extent) {
        return index.query(envelope(extent));
    }

    /** The polygon at a point; the smallest where several overlap. */
    public Optional<Feature> at(double x, double y) {
        Feature found = null;
        for (Object candidate : index.query(new Envelope(x, x, y, y))) {
            Feature feature = (Feature) candidate;
            if (feature.contains(x, y) && (found == null || size(feature) < size(found))) {
                found = feature;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The same polygons in other coordinates; what cannot be mapped is left out. */
    public Features mapped(Crs.CoordinateMap map) {
        List<Feature> mapped = new ArrayList<>(all.size());
        for (Feature feature : all) {
            double[][] rings = new double[feature.rings().length][];
            boolean finite = true;
            for (int i = 0; i < rings.length; i++) {
                rings[i] = feature.rings()[i].clone();
                map.apply(rings[i]);
                for (double coordinate : rings[i]) {
                    finite &= Double.isFinite(coordinate);
                }
            }
            if (finite) {
                mapped.add(new Feature(feature.id(), rings, feature.attributes()));
            }
        }
        return new Features(mapped);
    }

    private static double size(Feature feature) {
        MapExtent extent = feature.extent();
        return extent.width() * extent.height();
    }

    private static Envelope envelope(MapExtent extent) {
        return new Envelope(extent.minX(), extent.maxX(), extent.minY(), extent.maxY());
    }
}
