package org.palimpsest.sample;

import java.util.Optional;
import java.util.OptionalDouble;

/** Makes scenes: plans a landscape, paints both epochs, lights them and takes the pictures. */
public final class SceneGenerator {
    /** An invented place; nothing of what is there in the world is in the scene. */
    private static final GroundPoint CENTRE = new GroundPoint(476_400, 5_411_600);

    private static final double CANVAS_MARGIN = 60;
    private static final double RADAR_PIXEL_FACTOR = 1.5;
    private static final double RADAR_LOOK = StrictMath.toRadians(283);
    private static final int RADAR_LOOKS = 4;

    private final SceneSettings settings;
    private final ImageGrid beforeGrid;
    private final ImageGrid afterGrid;
    private final ImageGrid radarGrid;
    private final GridToGround beforeToGround;
    private final GridToGround afterToGround;
    private final GroundExtent beforeExtent;
    private final GroundExtent afterExtent;

    /** Prepares a scene; nothing is drawn yet. */
    public SceneGenerator(SceneSettings settings) {
        this.settings = settings;
        int epsg = SceneSettings.GROUND_EPSG;
        beforeGrid = centred(CENTRE, epsg, settings.pixelBefore(), settings.width(), settings.height());
        double spanEast = settings.width() * settings.pixelBefore();
        double spanNorth = settings.height() * settings.pixelBefore();
        int afterWidth = (int) Math.round(spanEast * settings.sizeAfter() / settings.pixelAfter());
        int afterHeight = (int) Math.round(spanNorth * settings.sizeAfter() / settings.pixelAfter());
        double[] centre = {CENTRE.x() + settings.shiftEast() * spanEast, CENTRE.y() + settings.shiftNorth() * spanNorth
        };
        if (settings.epsgAfter() != epsg) {
            GridToGround.transform(centre, epsg, settings.epsgAfter());
        }
        afterGrid = centred(
                new GroundPoint(centre[0], centre[1]),
                settings.epsgAfter(),
                settings.pixelAfter(),
                afterWidth,
                afterHeight);
        double radarPixel = settings.pixelBefore() * RADAR_PIXEL_FACTOR;
        radarGrid = new ImageGrid(
                epsg, beforeGrid.west(), beforeGrid.north(), radarPixel, (int) Math.floor(spanEast / radarPixel), (int)
                        Math.floor(spanNorth / radarPixel));
        beforeToGround = new GridToGround(beforeGrid, epsg);
        afterToGround = new GridToGround(afterGrid, epsg);
        beforeExtent = extent(beforeGrid, beforeToGround);
        afterExtent = extent(afterGrid, afterToGround);
    }

    /** Draws the scene. Takes seconds and uses several threads; the result does not depend on them. */
    public Scene generate() {
        GroundExtent extent = beforeExtent.union(afterExtent).grown(CANVAS_MARGIN);
        GroundExtent core = beforeExtent.intersection(afterExtent);
        Landscape landscape = new Landscape(settings.character(), extent, core, settings.seed());
        double cell = Math.min(settings.pixelBefore(), settings.pixelAfter()) / 2;
        double[] lonLat = {CENTRE.x(), CENTRE.y()};
        GridToGround.transform(lonLat, SceneSettings.GROUND_EPSG, 4326);

        Swath beforeSwath = Swath.everything();
        Swath afterSwath = Swath.everything();
        if (settings.swathEdges()) {
            cutSwaths(beforeSwath, afterSwath);
        }

        Epoch earlier = settings.reversed() ? Epoch.AFTER : Epoch.BEFORE;
        Epoch later = settings.reversed() || settings.flood() > 0 ? Epoch.BEFORE : Epoch.AFTER;
        OptionalDouble flood = settings.flood() > 0
                ? OptionalDouble.of(FloodLayer.level(landscape.terrain(), beforeExtent, settings.flood()))
                : OptionalDouble.empty();
        Pass first = settings.before();
        GroundCanvas canvas = new LandscapePainter(landscape, earlier, first.season()).paint(cell);
        byte[] coverBefore = canvas.coverCodes();
        light(canvas, landscape, first, lonLat, 1);
        OpticalImage before = sensor(first, beforeSwath, 1).observe(canvas, beforeGrid, beforeToGround);

        Pass second = settings.after();
        canvas = new LandscapePainter(landscape, later, second.season(), flood).paint(cell);
        Optional<RadarImage> radar = settings.radar() ? Optional.of(radar(canvas, landscape)) : Optional.empty();
        light(canvas, landscape, second, lonLat, 2);
        OpticalImage after = sensor(second, afterSwath, 2).observe(canvas, afterGrid, afterToGround);

        Optional<CloudField> firstClouds = clouds(first, 1);
        Optional<CloudField> secondClouds = clouds(second, 2);
        GridToGround toAfter = new GridToGround(beforeGrid, settings.epsgAfter());
        ChangeMask truth = ChangeTruth.compare(coverBefore, canvas, beforeGrid, (column, row) -> {
            double x = beforeGrid.x(column);
            double y = beforeGrid.y(row);
            return beforeSwath.contains(x, y)
                    && afterSwath.contains(x, y)
                    && afterGrid.contains(toAfter.ground(column, row))
                    && firstClouds.stream().noneMatch(clouds -> clouds.hides(x, y))
                    && secondClouds.stream().noneMatch(clouds -> clouds.hides(x, y));
        });
        return new Scene(settings, before, after, truth, radar);
    }

    private RadarImage radar(GroundCanvas canvas, Landscape landscape) {
        SpeckleModel speckle = new SpeckleModel(RADAR_LOOKS);
        Season season = settings.after().season();
        return new RadarSensor(season, speckle, RADAR_LOOK, PositionHash.mix(settings.seed(), 3))
                .observe(canvas, landscape, radarGrid);
    }

    private void light(GroundCanvas canvas, Landscape landscape, Pass pass, double[] lonLat, int number) {
        Sun sun = Sun.over(lonLat[0], lonLat[1], pass.time());
        new Illumination(sun, pass.atmosphere().haze()).light(canvas, landscape.terrain());
        pass.view().draw(canvas);
        clouds(pass, number).ifPresent(clouds -> clouds.cover(canvas, sun));
    }

    private Optional<CloudField> clouds(Pass pass, int number) {
        double size = Math.min(700, 0.4 * beforeExtent.width());
        return pass.cloudShare() == 0
                ? Optional.empty()
                : Optional.of(new CloudField(pass.cloudShare(), size, PositionHash.mix(settings.seed(), 200 + number)));
    }

    private OpticalSensor sensor(Pass pass, Swath swath, int number) {
        return new OpticalSensor(
                pass.atmosphere(), swath, pass.pointingError(), PositionHash.mix(settings.seed(), 100 + number));
    }

    /** Lets the first swath end before a corner, and the second on two sides along its inclined track. */
    private void cutSwaths(Swath before, Swath after) {
        double reach = 0.5
                * Math.sqrt(
                        beforeExtent.width() * beforeExtent.width() + beforeExtent.height() * beforeExtent.height());
        before.cutBeyond(beforeExtent.centre(), StrictMath.toRadians(-62), 0.80 * reach);
        double across = 0.5 * afterExtent.width();
        after.cutBeyond(afterExtent.centre(), StrictMath.toRadians(101), 0.93 * across)
                .cutBeyond(afterExtent.centre(), StrictMath.toRadians(191), 0.96 * 0.5 * afterExtent.height());
    }

    private static ImageGrid centred(GroundPoint centre, int epsg, double pixel, int width, int height) {
        double west = StrictMath.rint((centre.x() - width * pixel / 2) / 10) * 10;
        double north = StrictMath.rint((centre.y() + height * pixel / 2) / 10) * 10;
        return new ImageGrid(epsg, west, north, pixel, width, height);
    }

    private static GroundExtent extent(ImageGrid grid, GridToGround toGround) {
        double right = grid.width() - 0.5;
        double bottom = grid.height() - 0.5;
        GroundPoint[] corners = {
            toGround.ground(-0.5, -0.5),
            toGround.ground(right, -0.5),
            toGround.ground(-0.5, bottom),
            toGround.ground(right, bottom)
        };
        GroundExtent extent = new GroundExtent(
                Math.min(corners[0].x(), corners[2].x()),
                Math.min(corners[2].y(), corners[3].y()),
                Math.max(corners[1].x(), corners[3].x()),
                Math.max(corners[0].y(), corners[1].y()));
        return extent;
    }
}
