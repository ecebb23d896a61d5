package org.palimpsest.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.palimpsest.detect.mixed.SensorGuess;
import org.palimpsest.raster.Acquisition;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BandSummary;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.RasterInfo;
import org.palimpsest.run.NoticeJson;

/** Writes what is known of a raster as lines for people or as one JSON object. */
final class InfoReport {
    private InfoReport() {}

    /**
     * The JSON object that {@code docs/cli.md} describes.
     *
     * @param checksums one for each band, or none at all
     * @param summaries of bands by their number
     * @param sensor empty where it was not asked for, or pixels could not be read
     */
    static JsonObject json(
            RasterInfo info,
            List<Integer> checksums,
            Map<Integer, BandSummary> summaries,
            Optional<SensorGuess> sensor) {
        JsonObject json = new JsonObject();
        Grid grid = info.grid();
        json.addProperty("file", info.name());
        json.addProperty("format", info.facts().format());
        json.addProperty("width", grid.width());
        json.addProperty("height", grid.height());
        json.add("bands", bands(info.bands(), checksums, summaries));
        json.add("crs", crs(grid.crs()));
        boolean placed = info.extent().isPresent();
        GeoTransform t = grid.transform();
        json.add(
                "geotransform",
                placed
                        ? numbers(t.originX(), t.xPerColumn(), t.xPerRow(), t.originY(), t.yPerColumn(), t.yPerRow())
                        : JsonNull.INSTANCE);
        json.add("pixelSize", placed ? numbers(t.pixelWidth(), t.pixelHeight()) : JsonNull.INSTANCE);
        json.add("extent", extent(info.extent()));
        json.add("lonLatExtent", extent(info.lonLatExtent()));
        JsonArray overviews = new JsonArray();
        info.overviews().forEach(level -> overviews.add(numbers(level.width(), level.height())));
        json.add("overviews", overviews);
        json.add("block", numbers(info.blockSize().width(), info.blockSize().height()));
        json.addProperty("compression", info.facts().compression());
        json.addProperty("interleave", info.facts().interleave());
        json.addProperty("mask", info.facts().mask());
        json.addProperty("palette", info.facts().palette());
        json.addProperty("controlPoints", info.facts().controlPoints());
        json.addProperty("date", info.facts().date().orElse(null));
        json.add(
                "acquisition",
                info.facts().acquisition().map(InfoReport::acquisition).orElse(JsonNull.INSTANCE));
        json.addProperty(
                "sensor",
                sensor.flatMap(SensorGuess::sensor)
                        .map(found -> found.name().toLowerCase(Locale.ROOT))
                        .orElse(null));
        json.add("graininess", sensor.map(found -> number(found.graininess())).orElse(JsonNull.INSTANCE));
        json.add("warnings", NoticeJson.messages(info.warnings()));
        return json;
    }

    private static JsonArray bands(List<Band> bands, List<Integer> checksums, Map<Integer, BandSummary> summaries) {
        JsonArray array = new JsonArray();
        for (int i = 0; i < bands.size(); i++) {
            Band band = bands.get(i);
            JsonObject json = new JsonObject();
            json.addProperty("number", band.number());
            json.addProperty("name", band.name());
            json.addProperty("role", band.role());
            json.addProperty("type", band.type().gdalName());
            json.add("nodata", band.nodata().isPresent() ? number(band.nodata().getAsDouble()) : JsonNull.INSTANCE);
            json.add("scale", number(band.scale()));
            json.add("offset", number(band.offset()));
            if (!checksums.isEmpty()) {
                json.addProperty("checksum", checksums.get(i));
            }
            BandSummary summary = summaries.get(band.number());
            if (summary != null) {
                json.add("statistics", statistics(summary));
            }
            array.add(json);
        }
        return array;
    }

    private static JsonObject statistics(BandSummary summary) {
        JsonObject json = new JsonObject();
        boolean any = summary.validShare() > 0;
        json.add("min", any ? number(summary.min()) : JsonNull.INSTANCE);
        json.add("max", any ? number(summary.max()) : JsonNull.INSTANCE);
        json.add("mean", any ? number(summary.mean()) : JsonNull.INSTANCE);
        json.add("standardDeviation", any ? number(summary.standardDeviation()) : JsonNull.INSTANCE);
        json.add("validShare", number(summary.validShare()));
        return json;
    }

    private static JsonElement acquisition(Acquisition acquisition) {
        JsonObject json = new JsonObject();
        json.addProperty("satellite", acquisition.satellite());
        json.addProperty("product", acquisition.product());
        json.add("sunElevation", number(acquisition.sunElevation()));
        json.add("sunAzimuth", number(acquisition.sunAzimuth()));
        JsonArray layers = new JsonArray();
        for (Acquisition.QualityLayer layer : acquisition.qualityLayers()) {
            JsonObject object = new JsonObject();
            object.addProperty("file", layer.file().toString());
            object.addProperty("meaning", layer.meaning());
            object.addProperty("unusable", layer.unusable());
            layers.add(object);
        }
        json.add("qualityLayers", layers);
        return json;
    }

    private static JsonElement number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : JsonNull.INSTANCE;
    }

    private static JsonElement crs(Optional<Crs> crs) {
        if (crs.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("code", crs.get().code().orElse(null));
        json.addProperty("name", crs.get().name());
        json.addProperty("wkt", crs.get().wkt());
        return json;
    }

    private static JsonElement extent(Optional<RasterInfo.Extent> extent) {
        return extent.isEmpty()
                ? JsonNull.INSTANCE
                : numbers(
                        extent.get().minX(),
                        extent.get().minY(),
                        extent.get().maxX(),
                        extent.get().maxY());
    }

    private static JsonArray numbers(double... values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(number(value));
        }
        return array;
    }

    /** JSON knows no NaN and no infinities: these become the texts "NaN", "Infinity" and "-Infinity". */
    private static JsonElement number(double value) {
        if (!Double.isFinite(value)) {
            return new JsonPrimitive(Double.toString(value));
        }
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? new JsonPrimitive((long) value)
                : new JsonPrimitive(value);
    }

    /** Lines for people. */
    static String text(
            RasterInfo info,
            List<Integer> checksums,
            Map<Integer, BandSummary> summaries,
            Optional<SensorGuess> sensor) {
        StringBuilder text = new StringBuilder();
        Grid grid = info.grid();
        line(text, info.name(), "");
        line(text, "  format", info.facts().format() + ", " + info.facts().compression());
        line(
                text,
                "  size",
                grid.width() + " x " + grid.height() + " pixels, blocks of "
                        + info.blockSize().width() + " x " + info.blockSize().height());
        line(text, "  system", grid.crs().map(InfoReport::systemText).orElse("none"));
        info.extent().ifPresent(extent -> {
            GeoTransform t = grid.transform();
            line(text, "  pixel", plain(t.pixelWidth()) + " x " + plain(t.pixelHeight()));
            line(text, "  extent", extentText(extent));
        });
        info.lonLatExtent()
                .ifPresent(extent -> line(
                        text,
                        "  place",
                        String.format(
                                Locale.ROOT,
                                "longitude %.5f to %.5f, latitude %.5f to %.5f",
                                extent.minX(),
                                extent.maxX(),
                                extent.minY(),
                                extent.maxY())));
        if (!info.overviews().isEmpty()) {
            line(
                    text,
                    "  overviews",
                    String.join(
                            ", ",
                            info.overviews().stream()
                                    .map(level -> level.width() + " x " + level.height())
                                    .toList()));
        }
        if (!info.facts().mask().equals("none")) {
            line(text, "  mask", info.facts().mask());
        }
        info.facts().date().ifPresent(date -> line(text, "  date", date));
        info.facts().acquisition().ifPresent(acquisition -> acquisition(text, acquisition));
        for (int i = 0; i < info.bands().size(); i++) {
            Band band = info.bands().get(i);
            String nodata = band.nodata().isPresent()
                    ? ", nodata " + NumberText.of(band.nodata().getAsDouble())
                    : "";
            String checksum = checksums.isEmpty() ? "" : ", checksum " + checksums.get(i);
            line(
                    text,
                    "  band " + band.number(),
                    band.name() + ", " + band.type().gdalName() + nodata + scaling(band) + checksum);
            BandSummary summary = summaries.get(band.number());
            if (summary != null) {
                line(text, "", summaryText(summary));
            }
        }
        sensor.ifPresent(found -> line(text, "  sensor", found.sentence()));
        info.warnings().forEach(notice -> line(text, "  note", notice.message()));
        return text.toString();
    }

    private static String summaryText(BandSummary summary) {
        return summary.validShare() == 0
                ? "nothing observed"
                : String.format(
                        Locale.ROOT,
                        "min %s, max %s, mean %.6g, standard deviation %.6g, valid %.2f %%",
                        NumberText.of(summary.min()),
                        NumberText.of(summary.max()),
                        summary.mean(),
                        summary.standardDeviation(),
                        100 * summary.validShare());
    }

    private static String scaling(Band band) {
        return band.scale() == 1 && band.offset() == 0
                ? ""
                : ", scale " + NumberText.of(band.scale()) + ", offset " + NumberText.of(band.offset());
    }

    private static void acquisition(StringBuilder text, Acquisition acquisition) {
        line(text, "  satellite", acquisition.satellite() + ", product " + acquisition.product());
        if (acquisition.sunElevation().isPresent() && acquisition.sunAzimuth().isPresent()) {
            line(
                    text,
                    "  sun",
                    String.format(
                            Locale.ROOT,
                            "%.2f degrees above the horizon, %.2f degrees from north",
                            acquisition.sunElevation().getAsDouble(),
                            acquisition.sunAzimuth().getAsDouble()));
        }
        for (Acquisition.QualityLayer layer : acquisition.qualityLayers()) {
            line(text, "  quality", layer.file() + ":" + layer.unusable() + " (" + layer.meaning() + ")");
        }
    }

    private static String systemText(Crs crs) {
        return crs.code().map(code -> crs.name() + " (" + code + ")").orElseGet(crs::name);
    }

    private static String extentText(RasterInfo.Extent extent) {
        return "x " + plain(extent.minX()) + " to " + plain(extent.maxX()) + ", y " + plain(extent.minY()) + " to "
                + plain(extent.maxY());
    }

    /** A coordinate with ten digits and no exponent. */
    private static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(10))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(value.isEmpty() ? name : String.format(Locale.ROOT, "%-12s%s", name, value))
                .append(System.lineSeparator());
    }
}
