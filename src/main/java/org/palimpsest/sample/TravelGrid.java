package org.palimpsest.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleBiFunction;

/** A coarse grid of what it costs to build a road through each cell, and the cheapest way across it (Dijkstra, 1959). */
final class TravelGrid {
    private static final double DIAGONAL = Math.sqrt(2);

    private final GroundExtent extent;
    private final double cell;
    private final int columns;
    private final int rows;
    private final double[] cost;
    private final boolean[] built;

    private record Step(int index, double total) {}

    /**
     * Prepares a grid.
     *
     * @param costPerMetre cost of one metre of road at a place, 1 for easy ground
     */
    TravelGrid(GroundExtent extent, double cell, ToDoubleBiFunction<Double, Double> costPerMetre) {
        this.extent = extent;
        this.cell = cell;
        columns = Math.max(2, (int) Math.floor(extent.width() / cell) + 1);
        rows = Math.max(2, (int) Math.floor(extent.height() / cell) + 1);
        cost = new double[Math.multiplyExact(columns, rows)];
        built = new boolean[cost.length];
        for (int index = 0; index < cost.length; index++) {
            GroundPoint point = pointOf(index);
            cost[index] = costPerMetre.applyAsDouble(point.x(), point.y());
        }
    }

    /** Marks the cells along a road: later roads may end there, and follow it cheaply. */
    void build(Polyline road) {
        for (double s = 0; s <= road.length(); s += cell / 2) {
            int index = indexOf(road.at(s));
            built[index] = true;
            cost[index] = Math.min(cost[index], 0.5);
        }
    }

    /** Makes a disc expensive, for a road that must go round it. */
    void avoid(GroundPoint centre, double radius, double factor) {
        for (int index = 0; index < cost.length; index++) {
            if (pointOf(index).distanceTo(centre) < radius) {
                cost[index] *= factor;
            }
        }
    }

    /** Returns the cheapest line between two places. */
    Optional<Polyline> between(GroundPoint start, GroundPoint end) {
        int target = indexOf(end);
        return search(start, index -> index == target);
    }

    /** Returns the cheapest line from a place to any road built so far. */
    Optional<Polyline> toNetwork(GroundPoint start) {
        return search(start, index -> built[index]);
    }

    private Optional<Polyline> search(GroundPoint start, IntPredicate arrived) {
        double[] total = new double[cost.length];
        int[] from = new int[cost.length];
        Arrays.fill(total, Double.POSITIVE_INFINITY);
        Arrays.fill(from, -1);
        PriorityQueue<Step> queue = new PriorityQueue<>(
                (a, b) -> a.total != b.total ? Double.compare(a.total, b.total) : Integer.compare(a.index, b.index));
        int origin = indexOf(start);
        total[origin] = 0;
        queue.add(new Step(origin, 0));
        while (true) {
            Step step = queue.poll();
            if (step == null) {
                return Optional.empty();
            }
            if (step.total > total[step.index]) {
                continue;
            }
            if (arrived.test(step.index)) {
                return line(step.index, from);
            }
            int column = step.index % columns;
            int row = step.index / columns;
            for (int dr = -1; dr <= 1; dr++) {
                for (int dc = -1; dc <= 1; dc++) {
                    int c = column + dc;
                    int r = row + dr;
                    if ((dr == 0 && dc == 0) || c < 0 || r < 0 || c >= columns || r >= rows) {
                        continue;
                    }
                    int next = r * columns + c;
                    double metres = cell * (dr != 0 && dc != 0 ? DIAGONAL : 1);
                    double sum = step.total + metres * (cost[step.index] + cost[next]) / 2;
                    if (sum < total[next]) {
                        total[next] = sum;
                        from[next] = step.index;
                        queue.add(new Step(next, sum));
                    }
                }
            }
        }
    }

    /** Turns a chain of cells into a line: every fourth cell is kept and the corners are rounded. */
    private Optional<Polyline> line(int last, int[] from) {
        List<GroundPoint> cells = new ArrayList<>();
        for (int index = last; index >= 0; index = from[index]) {
            cells.add(pointOf(index));
        }
        if (cells.size() < 2) {
            return Optional.empty();
        }
        Collections.reverse(cells);
        List<GroundPoint> kept = new ArrayList<>();
        for (int i = 0; i < cells.size() - 1; i++) {
            if (i % 4 == 0 && (i == 0 || i < cells.size() - 2)) {
                kept.add(cells.get(i));
            }
        }
        kept.add(cells.get(cells.size() - 1));
        return Optional.of(new Polyline(kept).smoothed(3));
    }

    private GroundPoint pointOf(int index) {
        return new GroundPoint(extent.minX() + (index % columns) * cell, extent.minY() + (index / columns) * cell);
    }

    private int indexOf(GroundPoint point) {
        int column = (int) Math.max(0, Math.min(columns - 1, Math.round((point.x() - extent.minX()) / cell)));
        int row = (int) Math.max(0, Math.min(rows - 1, Math.round((point.y() - extent.minY()) / cell)));
        return row * columns + column;
    }
}
