package org.palimpsest.label;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/**
 * The labels of a scene of any size: tiles where something is labelled, and nothing elsewhere.
 *
 * <p>Immutable, so that a map can be drawn, saved and undone in any thread while the next one is painted; maps share the tiles in
 * which they do not differ. Equal when they are of the same grid and all labels are the same.
 */
public final class LabelMap {
    private final Grid grid;
    private final Map<Integer, LabelTile> tiles;

    private LabelMap(Grid grid, Map<Integer, LabelTile> tiles) {
        this.grid = grid;
        this.tiles = tiles;
    }

    /** A map of a grid in which nothing is labelled. */
    public static LabelMap blank(Grid grid) {
        Math.multiplyExact(tiles(grid.width()), tiles(grid.height()));
        return new LabelMap(grid, Map.of());
    }

    private static int tiles(int pixels) {
        return (int) (((long) pixels + LabelTile.SIZE - 1) / LabelTile.SIZE);
    }

    /** Size and place of the labelled pixels. */
    public Grid grid() {
        return grid;
    }

    /** The tiles by their number in row order. */
    public Map<Integer, LabelTile> tiles() {
        return tiles;
    }

    /** Tiles in a row of tiles. */
    public int tilesAcross() {
        return tiles(grid.width());
    }

    /** How many tiles the grid has, labelled or not. */
    public int tileCount() {
        return tilesAcross() * tiles(grid.height());
    }

    /** The pixels of a tile that lie inside the grid. */
    public Window window(int tile) {
        int x = tile % tilesAcross() * LabelTile.SIZE;
        int y = tile / tilesAcross() * LabelTile.SIZE;
        return new Window(
                x, y, Math.min(LabelTile.SIZE, grid.width() - x), Math.min(LabelTile.SIZE, grid.height() - y));
    }

    /** The tile of a column and row of tiles; empty where nothing is labelled and outside the grid. */
    public Optional<LabelTile> tile(int column, int row) {
        return column < 0 || column >= tilesAcross() || row < 0
                ? Optional.empty()
                : Optional.ofNullable(tiles.get(row * tilesAcross() + column));
    }

    /** Tells whether nothing is labelled. */
    public boolean isEmpty() {
        return tiles.isEmpty();
    }

    /** How many pixels have a class; of {@link LabelClass#NONE}, all that have no other. */
    public long count(LabelClass label) {
        if (label == LabelClass.NONE) {
            return grid.pixels() - count(LabelClass.CHANGED) - count(LabelClass.UNCHANGED) - count(LabelClass.IGNORE);
        }
        return tiles.values().stream().mapToLong(tile -> tile.count(label)).sum();
    }

    /** The smallest window of whole tiles that holds all labels; empty when there are none. */
    public Optional<Window> labelled() {
        return tiles.keySet().stream().map(this::window).reduce(Window::union);
    }

    /** Tells whether a window touches a tile in which something is labelled. */
    public boolean mayHold(Window window) {
        return !labelledUnder(window).isEmpty();
    }

    /** The numbers of the tiles under a window in which something is labelled, in ascending order. */
    public List<Integer> labelledUnder(Window window) {
        Window inside = grid.window().intersection(window).orElse(null);
        if (inside == null) {
            return List.of();
        }
        int across = tilesAcross();
        int left = inside.x() / LabelTile.SIZE;
        int right = (inside.endX() - 1) / LabelTile.SIZE;
        int top = inside.y() / LabelTile.SIZE;
        int bottom = (inside.endY() - 1) / LabelTile.SIZE;
        if ((long) (right - left + 1) * (bottom - top + 1) < tiles.size()) {
            return tilesUnder(inside).stream()
                    .filter(tiles::containsKey)
                    .sorted()
                    .toList();
        }
        return tiles.keySet().stream()
                .filter(tile -> tile % across >= left && tile % across <= right)
                .filter(tile -> tile / across >= top && tile / across <= bottom)
                .sorted()
                .toList();
    }

    /** The map of some of its labelled tiles alone. */
    public LabelMap only(Collection<Integer> numbers) {
        Map<Integer, LabelTile> some = new HashMap<>();
        numbers.forEach(number -> some.put(number, tiles.get(number)));
        return new LabelMap(grid, Collections.unmodifiableMap(some));
    }

    /** The codes of a window in rows; unlabelled outside the grid. */
    public byte[] read(Window window) {
        byte[] codes = new byte[Math.toIntExact(window.pixels())];
        java.util.Arrays.fill(codes, LabelClass.NONE.code());
        for (int tile : tilesUnder(window)) {
            LabelTile held = tiles.get(tile);
            Optional<Window> shared = window(tile).intersection(window);
            if (held != null && shared.isPresent()) {
                byte[] from = held.codes();
                Window part = shared.get();
                for (int row = part.y(); row < part.endY(); row++) {
                    System.arraycopy(
                            from,
                            row % LabelTile.SIZE * LabelTile.SIZE + part.x() % LabelTile.SIZE,
                            codes,
                            window.index(part.x(), row),
                            part.width());
                }
            }
        }
        return codes;
    }

    /** The step to a map in which an area has a class; {@link LabelClass#NONE} erases. */
    public LabelEdit paint(LabelArea area, LabelClass label) {
        Optional<Window> inside = area.window().flatMap(grid.window()::intersection);
        Map<Integer, Optional<LabelTile>> after = new HashMap<>();
        if (inside.isPresent()) {
            for (int tile : tilesUnder(inside.get())) {
                Window part = window(tile).intersection(inside.get()).orElseThrow();
                if (label != LabelClass.NONE || tiles.containsKey(tile)) {
                    paint(tile, part, area.inside(part), label).ifPresent(painted -> after.put(tile, painted));
                }
            }
        }
        return edit(after);
    }

    /** The step to a map in which some tiles are others, or gone. */
    public LabelEdit edit(Map<Integer, Optional<LabelTile>> after) {
        Map<Integer, Optional<LabelTile>> before = new HashMap<>();
        after.keySet().forEach(tile -> before.put(tile, Optional.ofNullable(tiles.get(tile))));
        return new LabelEdit(before, after);
    }

    /** The step to a map without labels. */
    public LabelEdit clear() {
        Map<Integer, Optional<LabelTile>> after = new HashMap<>();
        tiles.keySet().forEach(tile -> after.put(tile, Optional.empty()));
        return edit(after);
    }

    /** The map in which some tiles are others, or gone. */
    LabelMap with(Map<Integer, Optional<LabelTile>> changed) {
        Map<Integer, LabelTile> now = new HashMap<>(tiles);
        changed.forEach((tile, held) -> held.ifPresentOrElse(some -> now.put(tile, some), () -> now.remove(tile)));
        return new LabelMap(grid, Collections.unmodifiableMap(now));
    }

    /** The numbers of the tiles that a window inside or outside the grid touches. */
    private Set<Integer> tilesUnder(Window window) {
        Set<Integer> numbers = new HashSet<>();
        Optional<Window> inside = grid.window().intersection(window);
        if (inside.isPresent()) {
            Window part = inside.get();
            for (int row = part.y() / LabelTile.SIZE; row <= (part.endY() - 1) / LabelTile.SIZE; row++) {
                for (int column = part.x() / LabelTile.SIZE; column <= (part.endX() - 1) / LabelTile.SIZE; column++) {
                    numbers.add(row * tilesAcross() + column);
                }
            }
        }
        return numbers;
    }

    /** The tile with a class on some pixels of a window; nothing when none of them changes. */
    private Optional<Optional<LabelTile>> paint(int tile, Window part, boolean[] inside, LabelClass label) {
        byte[] codes = Optional.ofNullable(tiles.get(tile))
                .map(LabelTile::codes)
                .orElseGet(() -> {
                    byte[] blank = new byte[LabelTile.SIZE * LabelTile.SIZE];
                    java.util.Arrays.fill(blank, LabelClass.NONE.code());
                    return blank;
                });
        boolean changed = false;
        for (int row = part.y(); row < part.endY(); row++) {
            for (int column = part.x(); column < part.endX(); column++) {
                int at = row % LabelTile.SIZE * LabelTile.SIZE + column % LabelTile.SIZE;
                if (inside[part.index(column, row)] && codes[at] != label.code()) {
                    codes[at] = label.code();
                    changed = true;
                }
            }
        }
        return changed ? Optional.of(LabelTile.of(codes)) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMap map && grid.equals(map.grid) && tiles.equals(map.tiles);
    }

    @Override
    public int hashCode() {
        return tiles.keySet().hashCode();
    }
}
