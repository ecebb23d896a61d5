package org.palimpsest.sample;

/** Single tree crowns: a jittered grid of domes, so that a wood has gaps, lit sides and shadows instead of a flat colour. */
final class TreeCrowns {
    private final long seed;
    private final double spacing;

    /**
     * The crown that covers a place.
     *
     * @param height height of the crown's surface above the ground at that place, in metres
     * @param tree hash of the tree, the source of its colour
     */
    record Crown(double height, long tree) {}

    private static final Crown NONE = new Crown(0, 0);

    /**
     * Plants trees.
     *
     * @param spacing mean distance between trees in metres
     */
    TreeCrowns(long seed, double spacing) {
        this.seed = PositionHash.mix(seed, 41);
        this.spacing = spacing;
    }

    /** Returns the highest crown over a place; height 0 where there is a gap. {@code density} (0..1) thins the trees. */
    Crown at(double x, double y, double density) {
        long column = (long) Math.floor(x / spacing);
        long row = (long) Math.floor(y / spacing);
        Crown best = NONE;
        for (long r = row - 1; r <= row + 1; r++) {
            for (long c = column - 1; c <= column + 1; c++) {
                long tree = PositionHash.mix(seed, c, r);
                if (PositionHash.unit(tree, 0) >= density) {
                    continue;
                }
                double treeX = (c + 0.1 + 0.8 * PositionHash.unit(tree, 1)) * spacing;
                double treeY = (r + 0.1 + 0.8 * PositionHash.unit(tree, 2)) * spacing;
                double size = PositionHash.unit(tree, 3);
                double radius = spacing * (0.42 + 0.42 * size);
                double square = ((x - treeX) * (x - treeX) + (y - treeY) * (y - treeY)) / (radius * radius);
                if (square < 1) {
                    double top = 9 + 13 * size;
                    double height = top * (0.45 + 0.55 * Math.sqrt(1 - square));
                    if (height > best.height()) {
                        best = new Crown(height, tree);
                    }
                }
            }
        }
        return best;
    }
}
