package org.palimpsest.train;

import java.util.Arrays;

/**
 * Gives every row a column of its own so that the sum of costs is least: the Hungarian method (H. W. Kuhn, "The Hungarian method
 * for the assignment problem", Naval Research Logistics Quarterly 1955), by shortest augmenting paths with potentials.
 */
final class Assignment {
    private static final int FREE = -1;

    private final double[][] cost;
    private final int columns;
    private final double[] rowPotential;
    private final double[] columnPotential;
    /** The row of each column. */
    private final int[] rowOf;

    private Assignment(double[][] cost, int columns) {
        this.cost = cost;
        this.columns = columns;
        rowPotential = new double[cost.length];
        columnPotential = new double[columns];
        rowOf = new int[columns];
        Arrays.fill(rowOf, FREE);
    }

    /**
     * The column of each row.
     *
     * @param cost finite numbers, {@code [rows][columns]}, with no more rows than columns
     * @throws IllegalArgumentException if there are more rows than columns
     */
    static int[] of(double[][] cost) {
        if (cost.length == 0) {
            return new int[0];
        }
        int columns = cost[0].length;
        if (cost.length > columns) {
            throw new IllegalArgumentException("An assignment needs at least as many columns as rows, but had "
                    + columns + " for " + cost.length + ".");
        }
        Assignment assignment = new Assignment(cost, columns);
        for (int row = 0; row < cost.length; row++) {
            assignment.place(row);
        }
        int[] columnOf = new int[cost.length];
        for (int column = 0; column < columns; column++) {
            if (assignment.rowOf[column] != FREE) {
                columnOf[assignment.rowOf[column]] = column;
            }
        }
        return columnOf;
    }

    /** Finds the cheapest chain of moves that ends at a free column (Dijkstra's method on reduced costs), and makes it. */
    private void place(int start) {
        double[] distance = new double[columns];
        int[] previous = new int[columns];
        boolean[] done = new boolean[columns];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(previous, FREE);
        int row = start;
        int column = FREE;
        double reached = 0;
        do {
            int nearest = FREE;
            for (int next = 0; next < columns; next++) {
                if (done[next]) {
                    continue;
                }
                double length = reached + cost[row][next] - rowPotential[row] - columnPotential[next];
                if (length < distance[next]) {
                    distance[next] = length;
                    previous[next] = column;
                }
                if (nearest == FREE || distance[next] < distance[nearest]) {
                    nearest = next;
                }
            }
            column = nearest;
            done[column] = true;
            reached = distance[column];
            row = rowOf[column];
        } while (row != FREE);
        raisePotentials(start, distance, done, reached);
        move(start, column, previous);
    }

    private void raisePotentials(int start, double[] distance, boolean[] done, double reached) {
        rowPotential[start] += reached;
        for (int column = 0; column < columns; column++) {
            if (done[column] && rowOf[column] != FREE) {
                rowPotential[rowOf[column]] += reached - distance[column];
                columnPotential[column] -= reached - distance[column];
            }
        }
    }

    private void move(int start, int end, int[] previous) {
        int column = end;
        while (previous[column] != FREE) {
            rowOf[column] = rowOf[previous[column]];
            column = previous[column];
        }
        rowOf[column] = start;
    }
}
