package org.palimpsest.app.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.app.map.TileAddress;
import org.palimpsest.app.map.TilePainter;

/**
 * Paints tiles of polygons: a light fill and a clear outline, selected ones stronger.
 *
 * <p>Polygons go through tiles like rasters do, so that thousands of them cost the window's thread nothing while the map
 * moves.
 *
 * @param features in map coordinates; compared by identity
 * @param colour ARGB of outlines; the fill is the same colour, thinner
 * @param colours for single polygons by id, where they differ
 * @param hidden ids that are not drawn
 * @param selected ids that are drawn stronger
 */
record PolygonPainter(Features features, int colour, Map<Long, Integer> colours, Set<Long> hidden, Set<Long> selected)
        implements TilePainter {
    private static final double OUTLINE = 1.6;
    private static final double SELECTED_OUTLINE = 3.2;
    private static final double FILL = 0.22;
    private static final double SELECTED_FILL = 0.45;
    private static final double TINY = 1.5;

    @Override
    public Optional<int[]> paint(TileAddress tile) {
        MapExtent extent = tile.extent().grow(8.0 / TileAddress.SIZE);
        List<Feature> near = features.near(extent);
        if (near.isEmpty()) {
            return Optional.empty();
        }
        Scanline target = new Scanline(TileAddress.SIZE, TileAddress.SIZE);
        for (Feature feature : near) {
            if (!hidden.contains(feature.id())) {
                paint(feature, tile, target);
            }
        }
        return Optional.of(target.pixels());
    }

    @Override
    public boolean mayShow(TileAddress tile) {
        // Looking for polygons in each tile would cost more, in the window's thread, than one look at an empty tile on
        // a worker.
        return features.extent()
                .filter(tile.extent().grow(8.0 / TileAddress.SIZE)::intersects)
                .isPresent();
    }

    private void paint(Feature feature, TileAddress tile, Scanline target) {
        boolean strong = selected.contains(feature.id());
        int argb = colours.getOrDefault(feature.id(), colour);
        double resolution = tile.resolution();
        double[][] rings = new double[feature.rings().length][];
        for (int i = 0; i < rings.length; i++) {
            double[] ring = feature.rings()[i];
            double[] onTile = new double[ring.length];
            for (int k = 0; k + 1 < ring.length; k += 2) {
                onTile[k] = (ring[k] - tile.minX()) / resolution;
                onTile[k + 1] = (tile.maxY() - ring[k + 1]) / resolution;
            }
            rings[i] = onTile;
        }
        MapExtent extent = feature.extent();
        if (extent.width() / resolution < TINY && extent.height() / resolution < TINY) {
            target.dot(rings[0][0], rings[0][1], OUTLINE, argb);
            return;
        }
        target.fill(rings, argb, strong ? SELECTED_FILL : FILL);
        for (double[] ring : rings) {
            target.outline(ring, argb, strong ? SELECTED_OUTLINE : OUTLINE);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolygonPainter painter
                && features == painter.features
                && colour == painter.colour
                && colours.equals(painter.colours)
                && hidden.equals(painter.hidden)
                && selected.equals(painter.selected);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(features) * 31 + selected.hashCode();
    }
}
