package org.palimpsest.app.layer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import org.palimpsest.app.map.TileAddress;
import org.palimpsest.base.BadInputException;

/**
 * Samples of tiles, bounded in memory: a change of stretch, colour or threshold paints from here without reading a file
 * again. Safe from many threads.
 */
public final class SampleCache {
    private record Key(
            RasterSource.Key source, String map, List<Integer> bands, Resampling resampling, TileAddress tile) {}

    private static final int EMPTY_BYTES = 128;

    private final Cache<Key, Optional<SampleTile>> tiles;

    /** @param bytes memory that samples may take */
    public SampleCache(long bytes) {
        tiles = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Key key, Optional<SampleTile> tile) ->
                        tile.map(SampleTile::bytes).orElse(EMPTY_BYTES))
                .executor(Runnable::run)
                .build();
    }

    Optional<SampleTile> get(RasterSource source, Placement placement, RasterStyle style, TileAddress address)
            throws BadInputException {
        Key key = new Key(source.key(), placement.mapKey(), style.bands(), style.resampling(), address);
        Optional<SampleTile> cached = tiles.getIfPresent(key);
        if (cached != null) {
            return cached;
        }
        int[] bands = style.bands().stream().mapToInt(Integer::intValue).toArray();
        Optional<SampleTile> tile =
                new TileSampler(source.raster(), placement, bands, style.resampling()).sample(address);
        tiles.put(key, tile);
        return tile;
    }
}
