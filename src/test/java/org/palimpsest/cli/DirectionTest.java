package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.SampleType;

/** Gain and loss that touch: one polygon together, two apart, or one of them alone. */
class DirectionTest {
    private static final int SIZE = 64;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        write("before.tif", 0, 0);
        write("after.tif", 50, -40);
    }

    /** 100 everywhere, but for two squares of 10 pixels a side with a common edge. */
    private void write(String name, float left, float right) throws Exception {
        Grid grid = new Grid(
                SIZE,
                SIZE,
                GeoTransform.northUp(500_000, 5_500_000, 10, 10),
                java.util.Optional.of(Crs.parse("EPSG:32633")));
        float[] values = new float[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            int x = i % SIZE;
            int y = i / SIZE;
            boolean rows = y >= 20 && y < 30;
            values[i] = 100 + (rows && x >= 20 && x < 30 ? left : rows && x >= 30 && x < 40 ? right : 0);
        }
        GeoTiffFormat format = GeoTiffFormat.image(SampleType.FLOAT32, List.of("height"), OptionalDouble.empty());
        try (GeoTiffWriter writer = GeoTiffWriter.create(folder.resolve(name), grid, format)) {
            writer.write(grid.window(), values);
            writer.finish();
        }
    }

    private List<String> directions(String way) throws Exception {
        Path out = folder.resolve("out-" + way);
        ShellRun run = ShellRun.of(
                "detect",
                folder.resolve("before.tif").toString(),
                folder.resolve("after.tif").toString(),
                "-d",
                "difference",
                "--threshold",
                "20",
                "--direction",
                way,
                "--formats",
                "geojson",
                "-o",
                out.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        List<String> found = new ArrayList<>();
        JsonObject layer = JsonParser.parseString(Files.readString(out.resolve("changes.geojson")))
                .getAsJsonObject();
        long id = 0;
        for (JsonElement feature : layer.getAsJsonArray("features")) {
            JsonObject properties = feature.getAsJsonObject().getAsJsonObject("properties");
            assertEquals(++id, properties.get("id").getAsLong());
            found.add(properties.get("direction").getAsString() + " "
                    + Math.round(properties.get("area_m2").getAsDouble() / 1000));
        }
        return found;
    }

    @Test
    void together_isOnePolygonOfBoth() throws Exception {
        assertEquals(List.of("both 20"), directions("both"));
    }

    @Test
    void apart_isOnePolygonEach() throws Exception {
        assertEquals(List.of("gain 10", "loss 10"), directions("separate"));
    }

    @Test
    void alone_isThatDirectionOnly() throws Exception {
        assertEquals(List.of("gain 10"), directions("gain"));
        assertEquals(List.of("loss 10"), directions("loss"));
    }

    @Test
    void detectorWithoutSign_saysSo() {
        ShellRun run = ShellRun.of(
                "detect",
                folder.resolve("before.tif").toString(),
                folder.resolve("after.tif").toString(),
                "-d",
                "cva",
                "--direction",
                "loss",
                "-o",
                folder.resolve("cva").toString());
        assertTrue(run.complaint().contains("no sign"), run.err());
        assertTrue(Files.notExists(folder.resolve("cva")));
    }
}
