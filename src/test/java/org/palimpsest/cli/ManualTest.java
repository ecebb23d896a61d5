package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Window;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.RunEvent;
import org.palimpsest.run.RunEventJson;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The manual of the command line names every command, option and JSON key that there is. */
class ManualTest {
    private static final Path MANUAL = Path.of("docs", "cli.md");

    /** Below these keys the names are the user's or the detector's own. */
    private static final Set<String> OPEN_OBJECTS = Set.of("parameters", "seconds");

    @TempDir
    private Path folder;

    @Test
    void everyCommandAndOption_isInTheManual() throws IOException {
        String manual = Files.readString(MANUAL);
        List<String> missing = new ArrayList<>();
        CommandLine root = CommandLineInterface.commandLine(new Shell(
                new java.io.PrintWriter(System.out),
                new java.io.PrintWriter(System.err),
                Desktop.NONE,
                new Interruption(new java.io.PrintWriter(System.err)),
                false));
        root.getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                if (!manual.contains("## " + name)) {
                    missing.add("the command " + name);
                }
                for (OptionSpec option : command.getCommandSpec().options()) {
                    for (String flag : option.names()) {
                        if (!manual.contains("`" + flag)
                                && !manual.contains("[" + flag)
                                && !manual.contains("|" + flag)
                                && !List.of("-h", "-V").contains(flag)) {
                            missing.add(name + " " + flag);
                        }
                    }
                }
            }
        });
        assertEquals(List.of(), missing);
    }

    @Test
    void everyKeyOfDetectors_isInTheManual() throws IOException {
        assertDocumented(
                JsonParser.parseString(ShellRun.of("detectors", "--json").out()));
    }

    @Test
    void everyKeyOfEvents_isInTheManual() throws IOException {
        List<RunEvent> events = List.of(
                new RunEvent.Stage("fit", 3),
                new RunEvent.Step("fit", 1, 3, 2.5, 4),
                new RunEvent.Tile(new Window(0, 0, 8, 8)),
                new RunEvent.Epoch(0, 150, 2.5, 0.1, Optional.of(Path.of("epoch-00000.tif"))),
                new RunEvent.Warning(Notice.of("beware", "Beware.")),
                new RunEvent.Product("mask", Path.of("mask.tif")),
                new RunEvent.Finished(new Outcome.Done(List.of(), List.of())),
                new RunEvent.Finished(new Outcome.Cancelled(3)),
                new RunEvent.Finished(new Outcome.Failed(Notice.plain("It broke."), Notice.plain("Mend it."), true)));
        for (RunEvent event : events) {
            assertDocumented(RunEventJson.toJson(event));
        }
    }

    @Test
    void everyKeyOfRunJsonAndAccuracyJson_isInTheManual() throws Exception {
        TestScene scene = TestScene.utm(96, 2);
        Path out = folder.resolve("out");
        ShellRun run = ShellRun.of(
                "detect",
                scene.before(folder.resolve("a.tif")).toString(),
                scene.after(folder.resolve("b.tif")).toString(),
                "-d",
                "cva",
                "-o",
                out.toString(),
                "--reference",
                scene.reference(folder.resolve("r.tif")).toString(),
                "--ignore",
                "7",
                "--threshold",
                "otsu",
                "--area",
                "SRID=32633;POLYGON((499000 5498000,502000 5498000,502000 5501000,499000 5501000,499000 5498000))",
                "--date-before",
                "2020");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertDocumented(JsonParser.parseString(Files.readString(out.resolve("run.json"))));
        assertDocumented(JsonParser.parseString(Files.readString(out.resolve("accuracy.json"))));
    }

    @Test
    void everyKeyOfInfo_isInTheManual() throws Exception {
        ShellRun run = ShellRun.of(
                "info",
                "--json",
                "--checksum",
                TestScene.utm(96, 2).before(folder.resolve("a.tif")).toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertDocumented(JsonParser.parseString(run.out()));
    }

    private static void assertDocumented(JsonElement json) throws IOException {
        String manual = Files.readString(MANUAL);
        Set<String> missing = new TreeSet<>();
        collectMissing(json, manual, missing);
        assertTrue(missing.isEmpty(), "docs/cli.md does not explain " + missing);
    }

    private static void collectMissing(JsonElement json, String manual, Set<String> missing) {
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(element -> collectMissing(element, manual, missing));
        } else if (json instanceof JsonObject object) {
            object.entrySet().forEach(entry -> {
                if (!manual.contains("`" + entry.getKey() + "`")) {
                    missing.add(entry.getKey());
                }
                if (!(OPEN_OBJECTS.contains(entry.getKey()) && entry.getValue().isJsonObject())) {
                    collectMissing(entry.getValue(), manual, missing);
                }
            });
        }
    }
}
