package org.palimpsest.app.layer;

import java.util.List;
import java.util.Optional;
import org.palimpsest.app.map.TileAddress;
import org.palimpsest.app.map.TilePainter;
import org.palimpsest.base.BadInputException;
import org.palimpsest.label.LabelClass;
import org.palimpsest.label.LabelMap;
import org.palimpsest.raster.Window;

/**
 * Paints labels in the colours of their classes; seen from afar, a little change outshines much that did not change.
 *
 * @param labels compared by its tiles
 * @param placement where they lie in the map
 */
record LabelPainter(LabelMap labels, Placement placement) implements TilePainter {
    @Override
    public Optional<int[]> paint(TileAddress tile) throws BadInputException {
        return at(tile).paint(tile);
    }

    @Override
    public TilePainter at(TileAddress tile) {
        return new View(labels.only(under(tile)), placement, tile);
    }

    @Override
    public boolean mayShow(TileAddress tile) {
        return placement.extent().intersects(tile.extent()) && !under(tile).isEmpty();
    }

    /** The numbers of the tiles of labels that a tile of the picture shows. */
    private List<Integer> under(TileAddress address) {
        Optional<Window> window = pixels(address).flatMap(labels.grid().window()::intersection);
        return window.map(labels::labelledUnder).orElse(List.of());
    }

    /** A window of pixels around a tile of the picture; empty where no pixel has a place there. */
    private Optional<Window> pixels(TileAddress address) {
        int steps = 4;
        double[] points = new double[2 * (steps + 1) * (steps + 1)];
        double side = TileAddress.SIZE * address.resolution();
        for (int i = 0; i < points.length / 2; i++) {
            int row = i / (steps + 1);
            points[2 * i] = address.minX() + side * (i % (steps + 1)) / steps;
            points[2 * i + 1] = address.maxY() - side * row / steps;
        }
        placement.toPixels(points);
        double[] box = {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        for (int i = 0; i < points.length; i += 2) {
            if (!Double.isNaN(points[i]) && !Double.isNaN(points[i + 1])) {
                box[0] = Math.min(box[0], points[i]);
                box[1] = Math.min(box[1], points[i + 1]);
                box[2] = Math.max(box[2], points[i]);
                box[3] = Math.max(box[3], points[i + 1]);
            }
        }
        double limit = 1 << 29;
        if (box[0] > limit || box[1] > limit || box[2] < -limit || box[3] < -limit) {
            return Optional.empty();
        }
        int left = (int) Math.max(-limit, Math.floor(box[0]) - 1);
        int top = (int) Math.max(-limit, Math.floor(box[1]) - 1);
        int right = (int) Math.min(limit, Math.ceil(box[2]) + 1);
        int bottom = (int) Math.min(limit, Math.ceil(box[3]) + 1);
        return Optional.of(new Window(left, top, right - left, bottom - top));
    }

    /**
     * One tile of the picture; equal to another one when it is made of the same tiles of labels in the same place.
     *
     * @param labels those in sight alone, because painted tiles outlive the map they were painted from
     */
    private record View(LabelMap labels, Placement placement, TileAddress address) implements TilePainter {
        @Override
        public Optional<int[]> paint(TileAddress tile) {
            if (labels.isEmpty()) {
                return Optional.empty();
            }
            int size = TileAddress.SIZE;
            double[] points = new double[2 * size * size];
            for (int i = 0; i < size * size; i++) {
                int row = i / size;
                points[2 * i] = tile.minX() + (i % size + 0.5) * tile.resolution();
                points[2 * i + 1] = tile.maxY() - (row + 0.5) * tile.resolution();
            }
            placement.toPixels(points);
            double scale = Math.max(
                    Math.abs(points[2] - points[0]) + Math.abs(points[3] - points[1]),
                    Math.abs(points[2 * size] - points[0]) + Math.abs(points[2 * size + 1] - points[1]));
            LabelLook look = new LabelLook(labels, scale);
            int[] pixels = new int[size * size];
            for (int i = 0; i < pixels.length; i++) {
                if (!Double.isNaN(points[2 * i]) && !Double.isNaN(points[2 * i + 1])) {
                    LabelClass label = look.at(points[2 * i], points[2 * i + 1]);
                    pixels[i] = label == LabelClass.NONE ? 0 : 0xFF000000 | label.colour();
                }
            }
            return Optional.of(pixels);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof View view
                    && address.equals(view.address)
                    && placement.mapKey().equals(view.placement.mapKey())
                    && labels.equals(view.labels);
        }

        @Override
        public int hashCode() {
            return address.hashCode() * 31 + labels.hashCode();
        }
    }
}
