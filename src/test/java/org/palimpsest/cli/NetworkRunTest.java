package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.OneTorchThread;
import org.palimpsest.learned.FilledModel;
import org.palimpsest.learned.TorchScriptFile;

/** Networks from the shell: what a run records, and what weights that do not fit get as an answer. */
@ExtendWith(OneTorchThread.class)
class NetworkRunTest {
    @TempDir
    private Path folder;

    private Path before;
    private Path after;
    private Path output;

    @BeforeEach
    void writePair() throws Exception {
        before = TestScene.utm(100, 3).before(folder.resolve("before.tif"));
        after = TestScene.utm(100, 3).after(folder.resolve("after.tif"));
        output = folder.resolve("out");
    }

    @Test
    void withoutWeights_saysHowToGetThem() {
        String complaint = detect("snunet").complaint();
        assertTrue(complaint.contains("--checkpoint") && complaint.contains("train"), complaint);
        assertFalse(Files.exists(output.resolve("mask.tif")));
    }

    @Test
    void weightsOfAnotherNetwork_areRefused() throws Exception {
        Path model = folder.resolve("model");
        FilledModel.write(model, "fc-ef", 64, 8);
        String folderComplaint =
                detect("snunet", "--checkpoint", model.toString()).complaint();
        assertTrue(folderComplaint.contains("fc-ef"), folderComplaint);
        Path bare = Files.copy(model.resolve("model.safetensors"), folder.resolve("bare.safetensors"));
        String bareComplaint = detect("snunet", "--checkpoint", bare.toString()).complaint();
        assertTrue(bareComplaint.contains("bare.safetensors"), bareComplaint);
    }

    @Test
    void aFileThatHoldsNoWeights_isRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("weights.pth"), "This is a note.\n");
        String complaint = detect("snunet", "--checkpoint", text.toString()).complaint();
        assertTrue(complaint.contains("weights.pth"), complaint);
        String missing = detect(
                        "snunet", "--checkpoint", folder.resolve("none.pt").toString())
                .complaint();
        assertTrue(missing.contains("none.pt"), missing);
    }

    @Test
    void aPickleThatWouldRunACommand_isRefusedAndRunsNothing() throws Exception {
        Path mark = folder.resolve("ran");
        byte[] pickle = ("\u0080\u0002cposix\nsystem\nX"
                        + (char) (6 + mark.toString().length()) + "\0\0\0touch " + mark + "\u0085R.")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path hostile = Files.write(folder.resolve("hostile.pth"), pickle);
        String complaint = detect("bit", "--checkpoint", hostile.toString()).complaint();
        assertTrue(complaint.contains("hostile.pth"), complaint);
        assertFalse(Files.exists(mark), "the command in the file was run");
    }

    @Test
    void halfPrecisionOnAProcessor_isRefused() throws Exception {
        Path model = folder.resolve("model");
        FilledModel.write(model, "fc-ef", 64, 8);
        String complaint = detect("fc-ef", "--checkpoint", model.toString(), "--set", "precision=half")
                .complaint();
        assertTrue(complaint.contains("graphics card"), complaint);
    }

    @Test
    void aRunRecords_whatTheNetworkWasAndSaw() throws Exception {
        Path model = folder.resolve("model");
        FilledModel.write(model, "fc-ef", 64, 8);
        ShellRun run = detect("fc-ef", "--checkpoint", model.toString(), "--set", "flips=true");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonObject record = JsonParser.parseString(Files.readString(output.resolve("run.json")))
                .getAsJsonObject()
                .getAsJsonObject("decided")
                .getAsJsonObject("model");
        assertEquals("true", record.get("flips").getAsString());
        assertEquals("64", record.get("window").getAsString());
        assertEquals("8", record.get("halo").getAsString());
        assertEquals("4", record.get("feather").getAsString());
        assertEquals("single", record.get("precision").getAsString());
        assertEquals(64, record.get("weightsSha256").getAsString().length());
    }

    @Test
    void oneByteOfTheWeights_isFoundByVerify_andTheRunIsNotRepeated() throws Exception {
        Path model = folder.resolve("model");
        FilledModel.write(model, "fc-ef", 64, 8);
        ShellRun run = detect("fc-ef", "--checkpoint", model.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        ShellRun untouched = ShellRun.of("verify", output.toString());
        assertEquals(ExitCode.DONE, untouched.exitCode(), untouched.err() + untouched.out());
        assertTrue(untouched.out().contains("repeated mask.tif: the same"), untouched.out());
        Path weights = model.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        ShellRun altered = ShellRun.of("verify", output.toString());
        assertTrue(altered.complaint().contains("weights " + weights + " differs"), altered.err());
        assertFalse(altered.out().contains("repeated"), altered.out());
    }

    @Test
    void pixelsUnlikeThoseOfTheTraining_areResampled_andFarFromThemWantForce() throws Exception {
        Path model = folder.resolve("model");
        FilledModel.write(model, "fc-ef", 64, 8);
        Path card = model.resolve("model.json");
        String text = Files.readString(card);
        Files.writeString(card, text.replaceFirst("\\{", "{\"ground_sample_distance\": 5,"));
        ShellRun run = detect("fc-ef", "--checkpoint", model.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.err().contains("learned from pixels of 5 m"), run.err());
        JsonObject decided = JsonParser.parseString(Files.readString(output.resolve("run.json")))
                .getAsJsonObject()
                .getAsJsonObject("decided");
        assertEquals(200, decided.getAsJsonObject("analysisGrid").get("width").getAsInt(), 1);
        assertEquals(100, decided.getAsJsonObject("grid").get("width").getAsInt());

        Files.writeString(card, text.replaceFirst("\\{", "{\"ground_sample_distance\": 0.5,"));
        assertTrue(detect("fc-ef", "--checkpoint", model.toString(), "--overwrite")
                .complaint()
                .contains("--force"));
        Files.writeString(card, text.replaceFirst("\\{", "{\"ground_sample_distance\": 45,"));
        ShellRun forced = detect("fc-ef", "--checkpoint", model.toString(), "--overwrite", "--force");
        assertEquals(ExitCode.DONE, forced.exitCode(), forced.err());
        assertTrue(forced.err().contains("not to be trusted"), forced.err());
    }

    @Test
    void aModelFolder_namesItsDetector() throws Exception {
        Path model = folder.resolve("model");
        FilledModel.write(model, "fc-ef", 64, 8);
        ShellRun run = ShellRun.of(
                "detect",
                before.toString(),
                after.toString(),
                "-o",
                output.toString(),
                "--checkpoint",
                model.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonObject record = JsonParser.parseString(Files.readString(output.resolve("run.json")))
                .getAsJsonObject();
        assertEquals("fc-ef", record.getAsJsonObject("detector").get("id").getAsString());
        String none = ShellRun.of("detect", before.toString(), after.toString(), "-o", output.toString())
                .complaint();
        assertTrue(none.contains("-d"), none);
    }

    @Test
    void aTorchScriptFile_runsOnlyWhenTrusted() throws Exception {
        Path script = TorchScriptFile.write(
                folder.resolve("net.pt"),
                "  def forward(self, a: Tensor, b: Tensor) -> Tensor:\n"
                        + "    return torch.mean(torch.sub(b, a), [1], True)\n");
        String complaint =
                detect("torchscript", "--checkpoint", script.toString()).complaint();
        assertTrue(complaint.contains("--trust"), complaint);
        ShellRun trusted = detect(
                "torchscript", "--checkpoint", script.toString(), "--trust", "--set", "window=64", "--set", "halo=8");
        assertEquals(ExitCode.DONE, trusted.exitCode(), trusted.err());
        // The document remembers that its author trusted the file; whoever repeats the run is asked again.
        String record = output.resolve("run.json").toString();
        String again = folder.resolve("again").toString();
        assertTrue(ShellRun.of("run", record, "-o", again).complaint().contains("--trust"));
        assertEquals(
                ExitCode.DONE,
                ShellRun.of("run", record, "-o", again, "--trust").exitCode());
        assertTrue(Files.exists(output.resolve("mask.tif")));
    }

    private ShellRun detect(String detector, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "detect",
                before.toString(),
                after.toString(),
                "-d",
                detector,
                "-o",
                output.toString(),
                "--formats",
                "none",
                "--threads",
                "1"));
        arguments.addAll(Arrays.asList(more));
        return ShellRun.of(arguments.toArray(String[]::new));
    }
}
