package org.palimpsest.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Paints a landscape as it is in one epoch and season on a canvas: nature and fields first, then plots, roads and roofs. */
final class LandscapePainter {
    private final Landscape landscape;
    private final Epoch epoch;
    private final Season season;
    private final OptionalDouble flood;

    LandscapePainter(Landscape landscape, Epoch epoch, Season season) {
        this(landscape, epoch, season, OptionalDouble.empty());
    }

    /** @param flood level of a flood in metres above sea level; empty when there is none */
    LandscapePainter(Landscape landscape, Epoch epoch, Season season, OptionalDouble flood) {
        this.landscape = landscape;
        this.epoch = epoch;
        this.season = season;
        this.flood = flood;
    }

    /** Paints the whole extent with cells of a size in metres. */
    GroundCanvas paint(double cell) {
        GroundCanvas canvas = new GroundCanvas(landscape.extent(), cell);
        paintGround(canvas);
        PlotPainter plots = new PlotPainter(canvas, landscape.character(), landscape.seed(), season.dayOfYear());
        landscape.plots().stream()
                .filter(plot -> plot.lifetime().in(epoch))
                .sorted(Comparator.comparing(Plot::surface))
                .forEach(plots::paint);
        RoadPainter roads = new RoadPainter(canvas, landscape.seed());
        landscape.roads().stream()
                .filter(road -> road.lifetime().in(epoch))
                .sorted(Comparator.comparing(Road::rank).reversed())
                .forEach(roads::paint);
        BuildingPainter buildings = new BuildingPainter(canvas, landscape.seed());
        for (Building building : landscape.buildings()) {
            if (building.lifetime().in(epoch)) {
                buildings.paint(building);
            } else if (building.lifetime() == Lifetime.DEMOLISHED) {
                buildings.paintRubble(building);
            }
        }
        return canvas;
    }

    private void paintGround(GroundCanvas canvas) {
        List<SurfaceLayer> layers = new ArrayList<>();
        flood.ifPresent(level -> layers.add(new FloodLayer(landscape.terrain(), level, landscape.seed())));
        landscape.quarry().ifPresent(pit -> layers.add(new QuarryLayer(pit, epoch, landscape.seed())));
        layers.add(new WaterLayer(landscape, epoch, season.turbidity()));
        layers.add(new WoodLayer(landscape, epoch, season.dayOfYear()));
        layers.add(new FarmLayer(landscape, season.year(), season.dayOfYear(), season.dryness()));
        canvas.forEachRow(row -> {
            double y = canvas.y(row);
            Parcel first = landscape.parcels().locate(canvas.x(0), y);
            GroundCell cell = new GroundCell(first, landscape.farmland(), season);
            for (int column = 0; column < canvas.width(); column++) {
                double x = canvas.x(column);
                cell.moveTo(x, y, landscape.parcels().locate(x, y));
                for (SurfaceLayer layer : layers) {
                    if (layer.paint(cell)) {
                        break;
                    }
                }
                int index = canvas.index(column, row);
                canvas.paint(index, cell.cover(), cell.spectrum(), cell.above());
                canvas.setGround(index, landscape.terrain().elevation(x, y) - cell.dug());
            }
        });
    }
}
