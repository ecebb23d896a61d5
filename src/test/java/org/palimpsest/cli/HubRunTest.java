package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.hub.FakeHub;
import org.palimpsest.learned.FilledModel;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.train.ModelExport;
import org.palimpsest.train.dataset.PngPair;

/** The hub from the shell, in processes of their own: fetched, run, recorded, repeated elsewhere. */
class HubRunTest {
    private static final String COMMIT = "1".repeat(40);

    @TempDir
    private Path folder;

    private FakeHub server;
    private Path before;
    private Path after;
    private String printed = "";

    @BeforeEach
    void publish() throws Exception {
        server = new FakeHub();
        Path model = folder.resolve("model");
        FilledModel.write(model, "tinycd", 64, 8);
        ModelExport.write(
                ModelFolder.open(model, Optional.empty()), ModelExport.Target.UCD, folder.resolve("published"));
        server.repository("HZDR-FWGEL/UCD-MNCD256-TinyCD")
                .file("config.json", folder.resolve("published/config.json"))
                .file("model.safetensors", folder.resolve("published/model.safetensors"));
        before = TestScene.utm(100, 3).before(folder.resolve("before.tif"));
        after = TestScene.utm(100, 3).after(folder.resolve("after.tif"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void detectFetchesTheModel_recordsItsCommit_andRepeatsItOnAMachineWithoutIt() throws Exception {
        Path out = folder.resolve("out");
        run(
                0,
                "cache",
                "detect",
                before.toString(),
                after.toString(),
                "--checkpoint",
                "hub:HZDR-FWGEL/UCD-MNCD256-TinyCD",
                "--set",
                "window=64",
                "--set",
                "halo=8",
                "--formats",
                "none",
                "-o",
                out.toString());
        JsonObject record = JsonParser.parseString(Files.readString(out.resolve("run.json")))
                .getAsJsonObject();
        String pinned = "hub:HZDR-FWGEL/UCD-MNCD256-TinyCD@" + COMMIT;
        assertEquals(pinned, record.getAsJsonObject("run").get("checkpoint").getAsString());
        JsonObject model = record.getAsJsonObject("decided").getAsJsonObject("model");
        assertEquals(pinned, model.get("weightsSource").getAsString());
        assertEquals("tinycd", model.get("network").getAsString());
        // What the memory of the moment decided is recorded, because the last bits depend on it.
        int together = record.getAsJsonObject("run")
                .getAsJsonObject("resources")
                .get("windowsAtOnce")
                .getAsInt();
        assertTrue(together >= 1 && together <= 16, Integer.toString(together));

        Path again = folder.resolve("again");
        run(0, "other-cache", "run", out.resolve("run.json").toString(), "-o", again.toString());
        assertEquals(-1, Files.mismatch(out.resolve("score.tif"), again.resolve("score.tif")));

        long asked = server.asked().size();
        String offline = run(2, "third-cache", "run", out.resolve("run.json").toString(), "--offline", "-o", "x");
        assertTrue(offline.contains(pinned + " is not in the cache"), offline);
        Path third = folder.resolve("third");
        run(0, "other-cache", "run", out.resolve("run.json").toString(), "--offline", "-o", third.toString());
        assertEquals(asked, server.asked().size());
    }

    @Test
    void whatIsNotThere_orOfflineNotInTheCache_isOneSentence() throws Exception {
        String missing = run(2, "cache", "dataset", "check", "hub:nobody/nothing");
        assertTrue(missing.contains("hub:nobody/nothing does not exist"), missing);
        String offline =
                run(2, "cache", "test", folder.toString(), "--offline", "--model", "hub:a/b", "--split", "test");
        assertFalse(offline.contains("Exception"), offline);
        assertTrue(Stream.of("offline", "is not a dataset").anyMatch(offline::contains), offline);
    }

    @Test
    void aModelThatIsPushed_isFetchedElsewhereAsTheSameModel() throws Exception {
        Path model = folder.resolve("model");
        run(0, "cache", "model", "push", model.toString(), "hub:me/mine", "--as", "ucd");
        assertEquals(
                List.of("README.md", "config.json", "model.json", "model.safetensors"),
                server.repository("me/mine").paths().stream().sorted().toList());
        run(0, "other-cache", "model", "fetch", "hub:me/mine");
        Path fetched = folder.resolve("other-cache/models/me/mine/" + "c".repeat(40));
        ModelFolder back = ModelFolder.open(fetched, Optional.empty());
        assertEquals("tinycd", back.card().network());
        assertEquals(64, back.card().window());
        assertEquals("hub:me/mine@" + "c".repeat(40), back.card().training().get("source"));
        back.load("cpu").close();
    }

    @Test
    void twoProcessesThatWantTheSameModel_fetchItOnce() throws Exception {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        String[] fetch = {"model", "fetch", "hub:HZDR-FWGEL/UCD-MNCD256-TinyCD"};
        try (ShellProcess first = ShellProcess.start(one, variables("cache"), fetch);
                ShellProcess second = ShellProcess.start(two, variables("cache"), fetch)) {
            assertEquals(0, first.awaitEnd(), first.err());
            assertEquals(0, second.awaitEnd(), second.err());
        }
        assertEquals(1, server.asked("store", "GET", ""));
    }

    @Test
    void aDatasetOfTheHubIsReadFromItsShards() throws Exception {
        Path shards = folder.resolve("shards");
        run(
                0,
                "cache",
                "dataset",
                "make",
                PngPair.dataset(folder.resolve("data"), 2, 1).toString(),
                "--format",
                "parquet",
                "--chip",
                "64",
                "-o",
                shards.toString());
        FakeHub.Repository repository = server.repository("datasets/ericyu/Small_256");
        try (Stream<Path> files = Files.walk(shards)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                repository.file("data/" + file.getFileName(), file);
            }
        }
        run(0, "cache", "dataset", "check", "hub:ericyu/Small_256");
        assertTrue(printed.contains("Parquet shards"), printed);
        assertTrue(printed.lines().anyMatch(line -> line.matches("train +2 .*")), printed);
    }

    @Test
    void theTableOfATestShowsThePublishedScoreAndTheDifference() throws Exception {
        Path data = PngPair.dataset(folder.resolve("data"), 1, 2);
        run(
                0,
                "cache",
                "test",
                data.toString(),
                "--model",
                "hub:HZDR-FWGEL/UCD-MNCD256-TinyCD," + folder.resolve("model"),
                "--split",
                "val");
        List<String> lines = printed.lines().toList();
        assertTrue(lines.get(1).startsWith("hub:HZDR-FWGEL/UCD-MNCD256-TinyCD "), printed);
        assertTrue(
                lines.get(2).matches("  published, MineNetCD256 +0.6250 +0.5153 +0.5648 +0.3936 +0.8999 *"), printed);
        double measured = Double.parseDouble(lines.get(1).split(" +")[3]);
        double difference = Double.parseDouble(lines.get(3).strip().split(" +")[3]);
        assertEquals(measured - 0.5648, difference, 2e-4);
        assertTrue(lines.get(4).startsWith(folder.resolve("model").toString()), printed);
        assertEquals("Published: the UCD framework's README.", lines.get(5));
    }

    private String run(int exitCode, String cache, String... arguments) throws Exception {
        try (ShellProcess process = ShellProcess.start(folder, variables(cache), arguments)) {
            printed = process.output();
            int code = process.awaitEnd();
            assertEquals(exitCode, code, process.err());
            return process.err();
        }
    }

    private Map<String, String> variables(String cache) {
        return Map.of(
                "PALIMPSEST_HUB", server.address().toString(),
                "PALIMPSEST_HUB_TOKEN", "secret",
                "PALIMPSEST_HUB_CACHE", folder.resolve(cache).toString());
    }
}
