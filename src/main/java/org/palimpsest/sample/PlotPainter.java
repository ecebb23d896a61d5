package org.palimpsest.sample;

/** Paints the ground around buildings: gardens with trees, farmyards, paved yards and raw building sites. */
final class PlotPainter {
    private final GroundCanvas canvas;
    private final LandscapeCharacter character;
    private final double dayOfYear;
    private final GroundNoise texture;
    private final TreeCrowns trees;

    PlotPainter(GroundCanvas canvas, LandscapeCharacter character, long seed, double dayOfYear) {
        this.canvas = canvas;
        this.character = character;
        this.dayOfYear = dayOfYear;
        texture = new GroundNoise(PositionHash.mix(seed, 71));
        trees = new TreeCrowns(PositionHash.mix(seed, 72), 6.5);
    }

    void paint(Plot plot) {
        canvas.forEachCellIn(plot.ground().bounds(), (index, x, y) -> {
            LandCover old = canvas.cover(index);
            if (plot.ground().contains(x, y) && old != LandCover.WATER && old != LandCover.QUARRY) {
                cell(plot, index, x, y, old);
            }
        });
    }

    private void cell(Plot plot, int index, double x, double y, LandCover old) {
        double patch = texture.fractal(x / 9, y / 9, 3);
        switch (plot.surface()) {
            case GARDEN -> {
                if (old != LandCover.YARD) {
                    garden(index, x, y, patch);
                }
            }
            case FARMYARD ->
                canvas.paint(index, LandCover.YARD, Spectra.OLD_ASPHALT.mixed(Spectra.WET_SOIL, 0.35 + 0.4 * patch), 0);
            case PAVED -> {
                Spectrum base = Spectra.OLD_ASPHALT.mixed(Spectra.CONCRETE, Blend.clamp(0.25 + 0.5 * patch));
                // Parked cars and stacked goods.
                long spot = PositionHash.mix(17, (long) Math.floor(x / 4.5), (long) Math.floor(y / 4.5));
                double goods = PositionHash.unit(spot, 1) < 0.16 ? 0.45 + 1.5 * PositionHash.unit(spot, 2) : 1;
                canvas.paint(index, LandCover.YARD, base.times(goods), goods == 1 ? 0 : 1.6);
            }
            case BUILDING_SITE -> {
                double weeds = Blend.clamp(0.16 + 0.4 * patch);
                canvas.paint(index, LandCover.YARD, Spectra.CONSTRUCTION_SOIL.mixed(Spectra.GRASS, weeds), 0);
            }
        }
    }

    private void garden(int index, double x, double y, double patch) {
        TreeCrowns.Crown crown = trees.at(x, y, 0.22 * (1 - 0.6 * character.aridity()));
        if (crown.height() > 0) {
            canvas.paint(index, LandCover.GARDEN, WoodLayer.leaves(crown.tree(), 0.2, dayOfYear), 0.5 * crown.height());
            return;
        }
        Spectrum lawn = Spectra.GRASS.mixed(Spectra.DRY_GRASS, Blend.clamp(0.25 + 0.3 * patch));
        if (character.aridity() > 0) {
            lawn = lawn.mixed(Spectra.soil(character, 0.1, 0.4 * patch), character.aridity());
        }
        Spectrum beds = lawn.mixed(Spectra.WET_SOIL, 0.5 * Blend.ramp(0.1, 0.4, patch));
        double paving = Blend.ramp(0.42, 0.6, texture.at(x / 6 + 40, y / 6));
        canvas.paint(index, LandCover.GARDEN, beds.mixed(Spectra.CONCRETE, 0.45 * paving), 0.1);
    }
}
