package org.palimpsest.sample;

/** Paints roofs with their pitch, so that light and shadow fall on them rightly, and the rubble of what was pulled down. */
final class BuildingPainter {
    private final GroundCanvas canvas;
    private final GroundNoise texture;

    BuildingPainter(GroundCanvas canvas, long seed) {
        this.canvas = canvas;
        texture = new GroundNoise(PositionHash.mix(seed, 74));
    }

    /** Paints a standing building. */
    void paint(Building building) {
        OrientedRectangle footprint = building.footprint();
        long hash = PositionHash.mix(
                StrictMath.round(footprint.centre().x() * 10),
                StrictMath.round(footprint.centre().y() * 10));
        double tone = 0.85 + 0.3 * PositionHash.unit(hash, 1);
        canvas.forEachCellIn(footprint.bounds(), (index, x, y) -> {
            if (!footprint.contains(x, y)) {
                return;
            }
            double across = footprint.across(x, y);
            double stains = 1 + 0.06 * texture.fractal(x / 7, y / 7, 2);
            canvas.paint(
                    index,
                    LandCover.BUILDING,
                    building.roof().spectrum().times(tone * stains),
                    building.heightAt(across));
            // The roof falls away from the ridge, to the left where across is positive.
            double fall = -building.pitch() * Math.signum(across);
            canvas.setTilt(
                    index, fall * -footprint.axis().y(), fall * footprint.axis().x());
        });
    }

    /** Paints the bare place of a building that is gone. */
    void paintRubble(Building building) {
        canvas.forEachCellIn(building.footprint().bounds(), (index, x, y) -> {
            if (building.footprint().contains(x, y)) {
                double weeds = Blend.clamp(0.2 + 0.5 * texture.fractal(x / 8, y / 8, 2));
                canvas.paint(index, LandCover.YARD, Spectra.RUBBLE.mixed(Spectra.GRASS, weeds), 0.2);
            }
        });
    }
}
