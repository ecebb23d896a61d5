package org.palimpsest.app.layer;

import java.util.Objects;
import java.util.Optional;
import org.palimpsest.app.map.TileAddress;
import org.palimpsest.app.map.TilePainter;
import org.palimpsest.base.BadInputException;

/** Paints tiles of a raster in one style. */
final class RasterPainter implements TilePainter {
    private final RasterSource source;
    private final Placement placement;
    private final RasterStyle style;
    private final SampleCache samples;

    RasterPainter(RasterSource source, Placement placement, RasterStyle style, SampleCache samples) {
        this.source = source;
        this.placement = placement;
        this.style = style;
        this.samples = samples;
    }

    @Override
    public Optional<int[]> paint(TileAddress tile) throws BadInputException {
        return samples.get(source, placement, style, tile).map(sampled -> {
            int[] pixels = new int[SampleTile.PIXELS];
            style.paint(sampled.samples(), sampled.valid(), pixels);
            return pixels;
        });
    }

    @Override
    public boolean mayShow(TileAddress tile) {
        return placement.extent().intersects(tile.extent());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RasterPainter painter
                && source.key().equals(painter.source.key())
                && placement.mapKey().equals(painter.placement.mapKey())
                && style.equals(painter.style);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source.key(), style);
    }
}
