package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {
    @TempDir
    private Path folder;

    @Test
    void withoutDisplay_analysesAndNamesMaskScorePolygonsAndPreview() throws Exception {
        Path out = folder.resolve("sample");
        ShellRun run = ShellRun.of("sample", "-o", out.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        for (String kind : List.of("mask", "score", "gpkg", "shp", "geojson", "fgb", "preview")) {
            assertTrue(run.out().contains("\n" + kind + ": " + out), kind + " in " + run.out());
        }
        double f1 = JsonParser.parseString(Files.readString(out.resolve("accuracy.json")))
                .getAsJsonObject()
                .get("f1")
                .getAsDouble();
        assertTrue(f1 > 0.6, "F1 " + f1);
    }

    @Test
    void mixed_findsTheFlood() throws Exception {
        Path out = folder.resolve("flood");
        ShellRun run = ShellRun.of("sample", "--mixed", "--no-window", "-o", out.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        double recall = JsonParser.parseString(Files.readString(out.resolve("accuracy.json")))
                .getAsJsonObject()
                .get("recall")
                .getAsDouble();
        assertTrue(recall > 0.75, "recall " + recall);
    }

    @Test
    void withDisplay_opensTheWindowOnBothDates() {
        List<Path> opened = new ArrayList<>();
        Desktop desktop = files -> opened.addAll(files);
        PrintWriter silent = new PrintWriter(new StringWriter());
        Shell shell = new Shell(silent, silent, desktop, new Interruption(silent), false);
        assertEquals(ExitCode.DONE, CommandLineInterface.execute(shell, "sample"));
        assertEquals(
                List.of("before.tif", "after.tif"),
                opened.stream().map(file -> file.getFileName().toString()).toList());
    }
}
