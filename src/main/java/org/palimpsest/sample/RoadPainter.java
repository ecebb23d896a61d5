package org.palimpsest.sample;

/** Paints roads with their verges; a road that is new still has raw earth beside it. */
final class RoadPainter {
    private static final double NEW_VERGE = 1.1;

    private final GroundCanvas canvas;
    private final GroundNoise wear;

    RoadPainter(GroundCanvas canvas, long seed) {
        this.canvas = canvas;
        wear = new GroundNoise(PositionHash.mix(seed, 73));
    }

    void paint(Road road) {
        boolean raw = road.lifetime() == Lifetime.NEW;
        double half = road.rank().width() / 2;
        double verge = half + road.rank().verge() * (raw ? NEW_VERGE : 1);
        forEachCellWithin(road.line(), verge, (index, x, y) -> {
            LandCover old = canvas.cover(index);
            if (old == LandCover.WATER || old == LandCover.ROAD || old == LandCover.YARD) {
                return;
            }
            if (raw) {
                canvas.paint(index, LandCover.ROAD, Spectra.CONSTRUCTION_SOIL.mixed(Spectra.GRASS, 0.4), 0);
            } else if (old != LandCover.GARDEN) {
                canvas.paint(index, LandCover.MEADOW, Spectra.GRASS.mixed(Spectra.DRY_GRASS, 0.4), 0.2);
            }
        });
        LandCover cover = road.rank().paved() ? LandCover.ROAD : LandCover.TRACK;
        forEachCellWithin(
                road.line(), half, (index, x, y) -> canvas.paint(index, cover, carriageway(road, x, y, raw), 0));
    }

    private Spectrum carriageway(Road road, double x, double y, boolean raw) {
        double patch = wear.fractal(x / 40, y / 40, 3);
        if (!road.rank().paved()) {
            return Spectra.GRAVEL.mixed(Spectra.DRY_GRASS, Blend.clamp(0.3 + 0.4 * patch));
        }
        double age = raw ? 0 : Blend.clamp(0.6 + 0.6 * patch);
        return Spectra.ASPHALT.mixed(Spectra.OLD_ASPHALT, age);
    }

    private void forEachCellWithin(Polyline line, double distance, GroundCanvas.CellAction action) {
        for (int i = 1; i < line.points().size(); i++) {
            GroundPoint a = line.points().get(i - 1);
            GroundPoint b = line.points().get(i);
            GroundExtent box = new GroundExtent(
                    Math.min(a.x(), b.x()) - distance,
                    Math.min(a.y(), b.y()) - distance,
                    Math.max(a.x(), b.x()) + distance,
                    Math.max(a.y(), b.y()) + distance);
            canvas.forEachCellIn(box, (index, x, y) -> {
                if (Polyline.squaredDistanceToSegment(a, b, x, y) <= distance * distance) {
                    action.at(index, x, y);
                }
            });
        }
    }
}
