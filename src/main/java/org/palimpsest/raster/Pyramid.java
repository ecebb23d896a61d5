package org.palimpsest.raster;

import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of a raster's resolution levels and of their tiles: each level halves the one before, until one tile holds all.
 *
 * @param format says the tile size and whether there are overviews at all
 * @param levels sizes in pixels, the full resolution first
 */
record Pyramid(GeoTiffFormat format, List<BlockSize> levels) {
    static Pyramid of(Grid grid, GeoTiffFormat format) {
        List<BlockSize> levels = new ArrayList<>();
        BlockSize size = new BlockSize(grid.width(), grid.height());
        levels.add(size);
        while (format.overviews() != Downsampling.NONE
                && (size.width() > format.tileSize() || size.height() > format.tileSize())) {
            size = new BlockSize((size.width() + 1) / 2, (size.height() + 1) / 2);
            levels.add(size);
        }
        Pyramid pyramid = new Pyramid(format, List.copyOf(levels));
        Math.multiplyExact(pyramid.tilesAcross(0), format.tiles(grid.height()));
        return pyramid;
    }

    /** Tiles in a row of tiles of a level. */
    int tilesAcross(int level) {
        return format.tiles(levels.get(level).width());
    }

    /** Tiles of each level. */
    int[] tileCounts() {
        return levels.stream()
                .mapToInt(size -> format.tiles(size.width()) * format.tiles(size.height()))
                .toArray();
    }

    /** The pixels of a tile that lie inside the level. */
    Window window(int level, int tile) {
        int size = format.tileSize();
        int x = tile % tilesAcross(level) * size;
        int y = tile / tilesAcross(level) * size;
        BlockSize all = levels.get(level);
        return new Window(x, y, Math.min(size, all.width() - x), Math.min(size, all.height() - y));
    }
}
