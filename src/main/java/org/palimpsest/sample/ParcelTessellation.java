package org.palimpsest.sample;

/**
 * The quilt of fields: irregular blocks, each cut into strips that share one direction.
 *
 * <p>Blocks are Voronoi cells of jittered sites whose borders are bent by noise; inside a block, its own slanted frame is
 * split again and again until the pieces have the size of a field. Nothing is stored but the sites, so any place can be asked
 * at once, from any thread.
 */
final class ParcelTessellation {
    private static final int NEIGHBOURHOOD = 2;
    private static final double NARROWEST = 24;

    private final long seed;
    private final double spacing;
    private final double parcelArea;
    private final GroundNoise bend;
    private final double originX;
    private final double originY;
    private final int columns;
    private final int rows;
    private final double[] siteX;
    private final double[] siteY;
    private final double[] siteCosine;
    private final double[] siteSine;

    ParcelTessellation(GroundExtent extent, double parcelHectares, long seed) {
        this.seed = PositionHash.mix(seed, 11);
        parcelArea = parcelHectares * 10_000;
        spacing = Math.max(260, 3.2 * Math.sqrt(parcelArea));
        bend = new GroundNoise(PositionHash.mix(seed, 12));
        double margin = spacing * (NEIGHBOURHOOD + 1);
        originX = extent.minX() - margin;
        originY = extent.minY() - margin;
        columns = (int) Math.ceil((extent.width() + 2 * margin) / spacing);
        rows = (int) Math.ceil((extent.height() + 2 * margin) / spacing);
        siteX = new double[columns * rows];
        siteY = new double[columns * rows];
        siteCosine = new double[columns * rows];
        siteSine = new double[columns * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                long hash = PositionHash.mix(this.seed, column, row);
                int site = row * columns + column;
                siteX[site] = originX + (column + 0.08 + 0.84 * PositionHash.unit(hash, 1)) * spacing;
                double angle = StrictMath.PI * PositionHash.unit(hash, 3);
                siteCosine[site] = StrictMath.cos(angle);
                siteSine[site] = StrictMath.sin(angle);
                siteY[site] = originY + (row + 0.08 + 0.84 * PositionHash.unit(hash, 2)) * spacing;
            }
        }
    }

    /** Finds the parcel at a place inside the extent. */
    Parcel locate(double x, double y) {
        double wx = x + 26 * bend.fractal(x / 420, y / 420, 2);
        double wy = y + 26 * bend.fractal(x / 420 + 31.7, y / 420 - 12.9, 2);
        int column = clamp((int) Math.floor((wx - originX) / spacing), columns);
        int row = clamp((int) Math.floor((wy - originY) / spacing), rows);
        int nearest = -1;
        int second = -1;
        double nearestSquare = Double.POSITIVE_INFINITY;
        double secondSquare = Double.POSITIVE_INFINITY;
        for (int r = row - NEIGHBOURHOOD; r <= row + NEIGHBOURHOOD; r++) {
            for (int c = column - NEIGHBOURHOOD; c <= column + NEIGHBOURHOOD; c++) {
                if (Math.abs(r - row) + Math.abs(c - column) > NEIGHBOURHOOD + 1) {
                    continue;
                }
                int site = r * columns + c;
                double dx = wx - siteX[site];
                double dy = wy - siteY[site];
                double square = dx * dx + dy * dy;
                if (square < nearestSquare) {
                    second = nearest;
                    secondSquare = nearestSquare;
                    nearest = site;
                    nearestSquare = square;
                } else if (square < secondSquare) {
                    second = site;
                    secondSquare = square;
                }
            }
        }
        double gapX = siteX[nearest] - siteX[second];
        double gapY = siteY[nearest] - siteY[second];
        double apart = Math.sqrt(gapX * gapX + gapY * gapY);
        double blockEdgeDistance = (secondSquare - nearestSquare) / (2 * apart);
        long blockEdge = PositionHash.mix(seed, Math.min(nearest, second), Math.max(nearest, second));
        return split(nearest, wx, wy, blockEdgeDistance, blockEdge);
    }

    private Parcel split(int site, double wx, double wy, double blockEdgeDistance, long blockEdge) {
        long block = PositionHash.mix(seed, site, -7);
        double cos = siteCosine[site];
        double sin = siteSine[site];
        double slant = 0.5 * (PositionHash.unit(block, 2) - 0.5);
        double dx = wx - siteX[site];
        double dy = wy - siteY[site];
        double v = dy * cos - dx * sin;
        double u = dx * cos + dy * sin + slant * v;
        double half = 1.1 * spacing;
        double west = -half;
        double east = half;
        double south = -half;
        double north = half;
        long westEdge = 0;
        long eastEdge = 0;
        long southEdge = 0;
        long northEdge = 0;
        double area = parcelArea * StrictMath.exp(1.5 * (PositionHash.unit(block, 3) - 0.5));
        // Blocks of long strips and blocks of compact fields.
        double elongation = StrictMath.exp(2.6 * (PositionHash.unit(block, 4) - 0.5));
        long id = block;
        while ((east - west) * (north - south) > area * (0.6 + 0.9 * PositionHash.unit(id, 9))) {
            boolean acrossU = (east - west) > (north - south) * elongation;
            double span = acrossU ? east - west : north - south;
            if (span < 2 * NARROWEST) {
                break;
            }
            double share = 0.35 + 0.3 * PositionHash.unit(id, 5);
            long edge = PositionHash.mix(id, 6);
            boolean upper;
            if (acrossU) {
                double cut = west + share * span;
                upper = u >= cut;
                if (upper) {
                    west = cut;
                    westEdge = edge;
                } else {
                    east = cut;
                    eastEdge = edge;
                }
            } else {
                double cut = south + share * span;
                upper = v >= cut;
                if (upper) {
                    south = cut;
                    southEdge = edge;
                } else {
                    north = cut;
                    northEdge = edge;
                }
            }
            id = PositionHash.mix(id, upper ? 1 : 2);
        }
        double toU = Math.min(u - west, east - u);
        double toV = Math.min(v - south, north - v);
        double distance = Math.min(Math.min(toU, toV), blockEdgeDistance);
        long edge = blockEdge;
        if (distance < blockEdgeDistance) {
            if (toU < toV) {
                edge = u - west < east - u ? westEdge : eastEdge;
            } else {
                edge = v - south < north - v ? southEdge : northEdge;
            }
        }
        double midU = (west + east) / 2;
        double midV = (south + north) / 2;
        double backU = midU - slant * midV;
        GroundPoint centre =
                new GroundPoint(siteX[site] + backU * cos - midV * sin, siteY[site] + backU * sin + midV * cos);
        boolean longU = east - west >= north - south;
        return new Parcel(
                id,
                centre,
                longU ? u - west : v - south,
                longU ? v - south : u - west,
                longU ? east - west : north - south,
                longU ? north - south : east - west,
                Math.min(longU ? toU : toV, blockEdgeDistance),
                distance,
                edge,
                distance >= blockEdgeDistance);
    }

    private static int clamp(int index, int count) {
        return Math.max(NEIGHBOURHOOD, Math.min(count - 1 - NEIGHBOURHOOD, index));
    }
}
