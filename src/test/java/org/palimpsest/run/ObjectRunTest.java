package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Cancellation;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.vector.QgisStyle;

/** What becomes of a detector's objects in a run: polygons that are known beforehand, the same after any stop and for any threads. */
class ObjectRunTest {
    private static final List<String> FILES =
            List.of("objects.gpkg", "objects.geojson", "objects.fgb", "objects.shp", "objects.dbf");

    @TempDir
    private static Path scenes;

    private static ScenePair scene;

    @TempDir
    private Path folder;

    private final RunExecutor executor = new PairRunExecutor(DetectorRegistry.of(List.of(new BrightMaskDetector())));

    @BeforeAll
    static void writeScene() throws Exception {
        scene = ScenePair.write(scenes, 560, 300, 1);
    }

    @Test
    void eachQueryOfEachWindow_isAPolygonWithItsScores() throws Exception {
        Path out = folder.resolve("out");
        List<RunEvent> events = new ArrayList<>();
        assertInstanceOf(
                Outcome.Done.class,
                executor.execute(new RunRequest(spec(out, 256, 1), false), events::add, Cancellation.NEVER));
        List<JsonObject> objects = objects(out);
        // Two squares, each in a window of its own, and two queries that see them.
        assertEquals(4, objects.size());
        for (int i = 0; i < 4; i++) {
            JsonObject object = objects.get(i);
            assertEquals(i + 1, object.get("id").getAsInt());
            assertEquals(i / 2, object.get("window").getAsInt());
            assertEquals(i % 2 == 0 ? 3 : 40, object.get("query").getAsInt());
            assertEquals(i % 2 == 0 ? 1 : 2, object.get("class").getAsInt());
            assertEquals(i % 2 == 0 ? 0.75 : 0.625, object.get("class_score").getAsDouble());
            assertEquals(BrightMaskDetector.MASK_SCORE, object.get("mask_score").getAsDouble());
            // 400 m by 400 m; the projection's scale there is 0.9996.
            assertEquals(400 * 400 / (0.9996 * 0.9996), object.get("area_m2").getAsDouble(), 5);
            assertEquals(0, object.get("cut").getAsInt());
        }
        JsonObject record = JsonParser.parseString(Files.readString(out.resolve("run.json")))
                .getAsJsonObject();
        assertEquals(4, record.getAsJsonObject("result").get("objects").getAsInt());
        assertEquals(2, record.getAsJsonObject("result").get("polygons").getAsInt());
        assertTrue(events.contains(new RunEvent.Product("objects", out.resolve("objects.geojson"))));
        assertEquals(QgisStyle.OBJECTS.text(), Files.readString(out.resolve("objects.qml")));
    }

    @Test
    void anObjectAcrossWindows_isCutIntoPiecesThatSaySo_andDoNotDouble() throws Exception {
        Path out = folder.resolve("small");
        run(spec(out, 64, 1), false, Cancellation.NEVER);
        // Columns and rows 100 to 139 lie in two windows each, columns 356 to 395 too.
        List<JsonObject> surest = objects(out).stream()
                .filter(object -> object.get("query").getAsInt() == 3)
                .toList();
        assertEquals(8, surest.size());
        double area = 0;
        for (JsonObject object : surest) {
            assertEquals(1, object.get("cut").getAsInt());
            area += object.get("area_m2").getAsDouble();
        }
        assertEquals(2 * 400 * 400 / (0.9996 * 0.9996), area, 10);
    }

    @Test
    void twoThreads_andAnyStop_giveTheSameBytes() throws Exception {
        Path expected = folder.resolve("expected");
        run(spec(expected, 64, 1), false, Cancellation.NEVER);
        Path threads = folder.resolve("threads");
        run(spec(threads, 64, 2), false, Cancellation.NEVER);
        assertSame(expected, threads);

        Path stopped = folder.resolve("stopped");
        Cancellation.Flag flag = new Cancellation.Flag();
        List<RunEvent> tiles = new ArrayList<>();
        Outcome cancelled = executor.execute(
                new RunRequest(spec(stopped, 64, 1), false),
                event -> {
                    if (event instanceof RunEvent.Tile) {
                        tiles.add(event);
                        if (tiles.size() == 20) {
                            flag.request();
                        }
                    }
                },
                flag);
        assertEquals(new Outcome.Cancelled(20), cancelled);
        // The disk lost the end of what the last tile wrote.
        Path spooled = stopped.resolve(RunFolder.WORK_FOLDER).resolve("objects.bin");
        try (FileChannel file = FileChannel.open(spooled, StandardOpenOption.WRITE)) {
            file.truncate(Files.size(spooled) - 2);
        }
        List<RunEvent> resumed = run(spec(stopped, 64, 2), true, Cancellation.NEVER);
        // Nine columns and five rows, of which nineteen tiles were whole.
        assertEquals(
                26, resumed.stream().filter(RunEvent.Tile.class::isInstance).count());
        assertSame(expected, stopped);
    }

    @Test
    void withoutFormats_thereAreNoFiles() throws Exception {
        Path out = folder.resolve("none");
        run(spec(out, 256, 1).withOutput(new RunSpec.Output(out, List.of(), false)), false, Cancellation.NEVER);
        assertFalse(Files.exists(out.resolve("objects.gpkg")));
        assertFalse(Files.exists(out.resolve("objects.qml")));
    }

    private List<RunEvent> run(RunSpec spec, boolean resume, Cancellation cancellation) {
        List<RunEvent> events = new ArrayList<>();
        Outcome outcome = executor.execute(new RunRequest(spec, resume), events::add, cancellation);
        assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return events;
    }

    private static RunSpec spec(Path out, int core, int threads) {
        return scene.spec(BrightMaskDetector.ID, out)
                .withDetection(RunSpec.Detection.of(BrightMaskDetector.ID)
                        .withParameters(Map.of("core", Integer.toString(core))))
                .withResources(new RunSpec.Resources("cpu", 512L << 20, threads));
    }

    private static List<JsonObject> objects(Path out) throws Exception {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement feature : JsonParser.parseString(Files.readString(out.resolve("objects.geojson")))
                .getAsJsonObject()
                .getAsJsonArray("features")) {
            objects.add(feature.getAsJsonObject().getAsJsonObject("properties"));
        }
        return objects;
    }

    private static void assertSame(Path expected, Path found) throws Exception {
        for (String file : FILES) {
            assertArrayEquals(
                    Files.readAllBytes(expected.resolve(file)), Files.readAllBytes(found.resolve(file)), file);
        }
    }
}
