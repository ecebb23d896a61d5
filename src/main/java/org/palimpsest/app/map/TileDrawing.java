package org.palimpsest.app.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;

/**
 * Draws one layer from the tiles that are painted, and notes those that are missing.
 *
 * <p>A missing tile is filled from tiles of another zoom step, enlarged or reduced, so that a gesture moves the picture at
 * once and sharper tiles follow. The filling never overlaps, because layers may be translucent. Window's thread only.
 */
final class TileDrawing {
    private static final int FARTHEST_SUBSTITUTE = 24;
    private static final int MOST_SUBSTITUTE_TILES = 64;

    private final TileStore store;
    private final Map<MapLayer, TilePainter> complete = new WeakHashMap<>();

    TileDrawing(TileStore store) {
        this.store = store;
    }

    /** Draws the layer's part of a viewport, moved right by {@code shiftX}; adds missing tiles to {@code missing}. */
    void draw(
            GraphicsContext context,
            MapLayer layer,
            TilePainter painter,
            Viewport viewport,
            double shiftX,
            List<TileStore.Request> missing) {
        Optional<TilePainter> earlier = Optional.ofNullable(complete.get(layer)).filter(last -> !last.equals(painter));
        boolean all = true;
        for (TileAddress tile : viewport.tiles()) {
            double x = (double) tile.column() * TileAddress.SIZE - viewport.leftPixel() + shiftX;
            double y = (double) tile.row() * TileAddress.SIZE - viewport.topPixel();
            Optional<Optional<Image>> painted = store.get(painter, tile);
            if (painted.isEmpty()) {
                all = false;
                missing.add(TileStore.Request.of(painter, tile));
                // A change of style shows the old picture until the new one is there, never a hole.
                painted = earlier.flatMap(last -> store.get(last, tile));
            }
            if (painted.isPresent()) {
                painted.get().ifPresent(image -> context.drawImage(image, x, y));
            } else if (!drawSubstitute(context, painter, tile, x, y)) {
                earlier.ifPresent(last -> drawSubstitute(context, last, tile, x, y));
            }
        }
        if (all) {
            complete.put(layer, painter);
        }
    }

    /** Forgets how layers were painted, because tiles now lie elsewhere. */
    void forget() {
        complete.clear();
    }

    private boolean drawSubstitute(GraphicsContext context, TilePainter painter, TileAddress tile, double x, double y) {
        for (int distance = 1; distance <= FARTHEST_SUBSTITUTE; distance++) {
            if (drawFrom(context, painter, tile, x, y, tile.step() - distance)
                    || drawFrom(context, painter, tile, x, y, tile.step() + distance)) {
                return true;
            }
        }
        return false;
    }

    /** Fills a tile's place from another step, if all of it (closer: most of it) is painted there. */
    private boolean drawFrom(
            GraphicsContext context, TilePainter painter, TileAddress tile, double x, double y, int step) {
        double scale = Viewport.resolution(step) / tile.resolution();
        double left = tile.column() * TileAddress.SIZE / scale;
        double top = tile.row() * TileAddress.SIZE / scale;
        double size = TileAddress.SIZE / scale;
        long firstColumn = (long) Math.floor(left / TileAddress.SIZE);
        long lastColumn = (long) Math.floor((left + size) / TileAddress.SIZE - 1e-9);
        long firstRow = (long) Math.floor(top / TileAddress.SIZE);
        long lastRow = (long) Math.floor((top + size) / TileAddress.SIZE - 1e-9);
        if ((lastColumn - firstColumn + 1) * (lastRow - firstRow + 1) > MOST_SUBSTITUTE_TILES) {
            return false;
        }
        List<Part> parts = new ArrayList<>();
        int found = 0;
        int all = 0;
        for (long row = firstRow; row <= lastRow; row++) {
            for (long column = firstColumn; column <= lastColumn; column++) {
                all++;
                Optional<Optional<Image>> painted = store.get(painter, new TileAddress(step, column, row));
                if (painted.isPresent()) {
                    found++;
                    if (painted.get().isPresent()) {
                        parts.add(new Part(
                                painted.get().get(), column * TileAddress.SIZE - left, row * TileAddress.SIZE - top));
                    }
                }
            }
        }
        if (found == 0 || (found < all && step < tile.step()) || 2 * found < all) {
            return false;
        }
        context.setImageSmoothing(scale < 1);
        for (Part part : parts) {
            part.draw(context, x, y, size, scale);
        }
        context.setImageSmoothing(false);
        return true;
    }

    /** A substitute tile whose corner lies at {@code left}, {@code top}, in its own pixels, from the corner of the gap. */
    private record Part(Image image, double left, double top) {
        void draw(GraphicsContext context, double x, double y, double gap, double scale) {
            double startX = Math.max(0, left);
            double startY = Math.max(0, top);
            double endX = Math.min(gap, left + TileAddress.SIZE);
            double endY = Math.min(gap, top + TileAddress.SIZE);
            if (endX > startX && endY > startY) {
                context.drawImage(
                        image,
                        startX - left,
                        startY - top,
                        endX - startX,
                        endY - startY,
                        x + startX * scale,
                        y + startY * scale,
                        (endX - startX) * scale,
                        (endY - startY) * scale);
            }
        }
    }
}
