package org.palimpsest.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a fitted detector's numbers mean and where its pixels lie, as JSON: the event {@code fitted} of a worker. */
final class FittedJson {
    private static final Logger LOG = LoggerFactory.getLogger(FittedJson.class);

    private FittedJson() {}

    static void add(JsonObject json, RunEvent.Fitted fitted) {
        Statistic statistic = fitted.statistic();
        json.addProperty("statistic", statistic.name());
        json.addProperty("unit", statistic.unit());
        json.addProperty("signed", statistic.signed());
        json.add("score", score(statistic.scoreMap()));
        Grid grid = fitted.grid();
        json.addProperty("width", grid.width());
        json.addProperty("height", grid.height());
        GeoTransform t = grid.transform();
        JsonArray transform = new JsonArray();
        DoubleStream.of(t.originX(), t.xPerColumn(), t.xPerRow(), t.originY(), t.yPerColumn(), t.yPerRow())
                .forEach(transform::add);
        json.add("transform", transform);
        grid.crs().ifPresent(crs -> json.addProperty("crs", crs.code().orElseGet(crs::wkt)));
    }

    private static JsonObject score(ScoreMap map) {
        JsonObject json = new JsonObject();
        if (map instanceof ScoreMap.Linear linear) {
            json.addProperty("map", "linear");
            json.addProperty("low", linear.low());
            json.addProperty("high", linear.high());
        } else if (map instanceof ScoreMap.Saturating saturating) {
            json.addProperty("map", "saturating");
            json.addProperty("half", saturating.half());
        } else if (map instanceof ScoreMap.ChiSquare chiSquare) {
            json.addProperty("map", "chi-square");
            json.addProperty("degreesOfFreedom", chiSquare.degreesOfFreedom());
        }
        return json;
    }

    static RunEvent.Fitted read(JsonFields fields) throws BadInputException {
        try {
            List<Double> t = fields.numbers("transform");
            if (t.size() != 6) {
                throw new BadInputException("A geotransform has 6 numbers, but there are " + t.size() + ".");
            }
            return new RunEvent.Fitted(
                    new Statistic(
                            fields.text("statistic"),
                            fields.text("unit"),
                            fields.flag("signed", false),
                            score(fields.object("score"))),
                    new Grid(
                            (int) fields.number("width"),
                            (int) fields.number("height"),
                            new GeoTransform(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5)),
                            crs(fields)));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("The event \"fitted\" is damaged: " + e.getMessage(), e);
        }
    }

    /** A system that is not understood counts as none: coordinates are then taken as they are, and the run goes on. */
    private static Optional<Crs> crs(JsonFields fields) throws BadInputException {
        Optional<String> text = fields.optionalText("crs");
        try {
            return text.isPresent() ? Optional.of(Crs.parse(text.get())) : Optional.empty();
        } catch (BadInputException e) {
            LOG.warn("The worker's coordinate system is not understood: {}", text, e);
            return Optional.empty();
        }
    }

    private static ScoreMap score(JsonFields fields) throws BadInputException {
        String map = fields.text("map");
        return switch (map) {
            case "linear" -> new ScoreMap.Linear(fields.number("low"), fields.number("high"));
            case "saturating" -> new ScoreMap.Saturating(fields.number("half"));
            case "chi-square" -> new ScoreMap.ChiSquare((int) fields.number("degreesOfFreedom"));
            default -> throw new BadInputException("There is no score map \"" + map + "\".");
        };
    }
}
