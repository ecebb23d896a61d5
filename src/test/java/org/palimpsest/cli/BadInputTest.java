package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user can get wrong with real files: each gives exit code 2, one sentence, and leaves no product behind. */
class BadInputTest {
    private static final int SIZE = 96;

    @TempDir
    private Path folder;

    private Path before;
    private Path after;

    @BeforeEach
    void writePair() throws Exception {
        before = TestScene.utm(SIZE, 3).before(folder.resolve("before.tif"));
        after = TestScene.utm(SIZE, 3).after(folder.resolve("after.tif"));
    }

    @Test
    void missingFile_isNamed() throws IOException {
        String complaint = complaint(before, folder.resolve("nowhere.tif"));
        assertTrue(complaint.contains("nowhere.tif"), complaint);
    }

    @Test
    void truncatedTiff_isNamed() throws IOException {
        byte[] whole = Files.readAllBytes(after);
        Path cut = Files.write(folder.resolve("cut.tif"), Arrays.copyOf(whole, whole.length / 2));
        String complaint = complaint(before, cut);
        assertTrue(complaint.contains("cut.tif"), complaint);
    }

    @Test
    void everyTruncation_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(after);
        for (int length : List.of(0, 1, 7, 8, 100, whole.length / 4, whole.length * 9 / 10, whole.length - 1)) {
            Path cut = Files.write(folder.resolve("cut.tif"), Arrays.copyOf(whole, length));
            complaint(before, cut);
        }
    }

    @Test
    void notAnImage_isNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.tif"), "Field notes, 12 May: rain all day.\n");
        String complaint = complaint(before, text);
        assertTrue(complaint.contains("notes.tif"), complaint);
    }

    @Test
    void noOverlap_isSaid() throws Exception {
        Path far = TestScene.utm(SIZE, 3).movedEast(100_000).after(folder.resolve("far.tif"));
        String complaint = complaint(before, far);
        assertTrue(complaint.contains("far.tif") && complaint.contains("overlap"), complaint);
    }

    @Test
    void crsOnOneOfTwoOnly_isSaid() throws Exception {
        Path bare = TestScene.utm(SIZE, 3).withoutCrs().after(folder.resolve("bare.tif"));
        String complaint = complaint(before, bare);
        assertTrue(complaint.contains("bare.tif"), complaint);
    }

    @Test
    void allNodata_isSaid() throws Exception {
        Path empty = TestScene.utm(SIZE, 3).empty(folder.resolve("empty.tif"));
        complaint(before, empty);
    }

    @Test
    void warningsBeforeAFailure_doNotBlurTheOneSentence() throws Exception {
        Path bare = TestScene.utm(SIZE, 1).withoutCrs().before(folder.resolve("bare.tif"));
        Path empty = TestScene.utm(SIZE, 1).withoutCrs().empty(folder.resolve("empty.tif"));
        String complaint = complaint(bare, empty);
        assertTrue(complaint.contains("empty.tif"), complaint);
    }

    @Test
    void oneBandWhereTwoAreNeeded_isSaid() throws IOException {
        String complaint = complaint(before, after, "-d", "mad", "--bands", "1");
        assertTrue(complaint.contains("band"), complaint);
    }

    @Test
    void aBandThatTheFileDoesNotHave_isSaid() throws IOException {
        String complaint = complaint(before, after, "--bands", "1,9");
        assertTrue(complaint.contains("9"), complaint);
    }

    @Test
    void existingOutput_isKept() throws IOException {
        Path out = folder.resolve("out");
        assertEquals(
                ExitCode.DONE,
                ShellRun.of("detect", before.toString(), after.toString(), "-d", "cva", "-o", out.toString())
                        .exitCode());
        byte[] mask = Files.readAllBytes(out.resolve("mask.tif"));
        String complaint = ShellRun.of(
                        "detect", before.toString(), after.toString(), "-d", "difference", "-o", out.toString())
                .complaint();
        assertTrue(complaint.contains("--overwrite"), complaint);
        assertArrayEquals(mask, Files.readAllBytes(out.resolve("mask.tif")));
    }

    @Test
    void outputThatIsAFile_isKept() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "mine");
        ShellRun.of("detect", before.toString(), after.toString(), "-d", "cva", "-o", file.toString())
                .complaint();
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void readOnlyFolder_isSaid() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 1 << 20)) {
            disk.makeReadOnly();
            complaintInto(disk.folder().resolve("out"));
        }
    }

    @Test
    void fullDisk_isSaidAndLeavesNoProduct() throws Exception {
        for (int kilobytes : List.of(16, 48, 96, 160)) {
            try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk" + kilobytes), kilobytes << 10)) {
                complaintInto(disk.folder().resolve("out"));
            }
        }
    }

    @Test
    void diskThatFillsUpDuringTheRun_keepsTheTiles_andResumeEndsWell() throws Exception {
        TestScene scene = TestScene.utm(1200, 1);
        List<String> detect = List.of(
                "detect",
                scene.before(folder.resolve("large before.tif")).toString(),
                scene.after(folder.resolve("large after.tif")).toString(),
                "-d",
                "cva",
                "--threads",
                "1",
                "--json",
                "-o");
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 200 << 20)) {
            Path out = disk.folder().resolve("out");
            StringWriter events = new StringWriter() {
                private boolean full;

                @Override
                public void write(String text, int offset, int length) {
                    super.write(text, offset, length);
                    if (!full && text.contains("\"event\":\"tile\"")) {
                        full = true;
                        disk.fill();
                    }
                }
            };
            StringWriter err = new StringWriter();
            int exitCode = CommandLineInterface.execute(
                    new PrintWriter(events),
                    new PrintWriter(err),
                    Stream.concat(detect.stream(), Stream.of(out.toString())).toArray(String[]::new));
            String complaint = new ShellRun(exitCode, events.toString(), err.toString()).complaint();
            assertTrue(complaint.contains("disk") && complaint.contains("resume"), complaint);
            assertNoProducts(out);

            disk.empty();
            assertEquals(
                    ExitCode.DONE,
                    ShellRun.of(Stream.concat(detect.stream(), Stream.of(out.toString(), "--resume"))
                                    .toArray(String[]::new))
                            .exitCode());
            Path whole = folder.resolve("whole");
            ShellRun.of(
                    Stream.concat(detect.stream(), Stream.of(whole.toString())).toArray(String[]::new));
            assertEquals(-1, Files.mismatch(whole.resolve("mask.tif"), out.resolve("mask.tif")));
        }
    }

    @Test
    void badValues_areNamedWithTheirFlag() throws IOException {
        assertTrue(complaint(before, after, "--set", "nonsense=1").contains("nonsense"));
        assertTrue(complaint(before, after, "--set", "nonsense").contains("name=value"));
        assertTrue(complaint(before, after, "--threshold", "steep").contains("steep"));
        assertTrue(complaint(before, after, "--min-area", "100").contains("100m2"));
        assertTrue(complaint(before, after, "--memory", "2").contains("2g"));
        assertTrue(complaint(before, after, "--memory", "1m").contains("MiB"));
        assertTrue(complaint(before, after, "--threads", "0").contains("threads"));
        assertTrue(complaint(before, after, "--formats", "dxf").contains("dxf"));
        assertTrue(complaint(before, after, "--formats", "shp,none").contains("none"));
        assertTrue(complaint(before, after, "--date-before", "31.07.2021").contains("2021-07-31"));
        assertTrue(complaint(before, after, "--area", "POLYGON((0 0").contains("POLYGON"));
        assertTrue(
                complaint(before, after, "--area", "POLYGON((0 0,0 1,1 1,0 0))").contains("area"));
        assertTrue(complaint(before, after, "--ignore", "7").contains("--reference"));
        assertTrue(complaint(before, after, "--resampling", "lanczos").contains("lanczos"));
        assertTrue(complaint(before, after, "--reference", "nowhere.tif").contains("nowhere.tif"));
        assertTrue(complaint(before, after, "--resume").contains("resume"));
    }

    @Test
    void unknownDetector_listsTheKnownOnes() {
        String complaint = ShellRun.of("detect", "a.tif", "b.tif", "-d", "oracle", "-o", "out")
                .complaint();
        assertTrue(complaint.contains("oracle") && complaint.contains("cva"), complaint);
    }

    @Test
    void usage_isOneLine() {
        assertTrue(ShellRun.of("detect", "a.tif").complaint().contains("palimpsest detect --help"));
        assertTrue(ShellRun.of("detekt").complaint().contains("detekt"));
        assertTrue(ShellRun.of("detect", "a.tif", "b.tif", "-d", "cva", "-o", "out", "--threads", "many")
                .complaint()
                .contains("--threads"));
    }

    @Test
    void runDocument_errorsNameFileAndKey() throws IOException {
        assertTrue(ShellRun.of("run", folder.resolve("no.json").toString())
                .complaint()
                .contains("no.json"));
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"before\": ");
        assertTrue(ShellRun.of("run", broken.toString()).complaint().contains("broken.json"));
        Path misspelt = Files.writeString(
                folder.resolve("misspelt.json"),
                "{\"before\":{\"path\":\"a\"},\"after\":{\"path\":\"b\"},\"detektor\":\"cva\"}");
        assertTrue(ShellRun.of("run", misspelt.toString()).complaint().contains("detector"));
    }

    private String complaint(Path first, Path second, String... more) throws IOException {
        Path out = folder.resolve("out");
        byte[][] inputs = {Files.readAllBytes(before), Files.readAllBytes(after)};
        Stream<String> arguments = Stream.of("detect", first.toString(), second.toString(), "-o", out.toString());
        if (!List.of(more).contains("-d")) {
            arguments = Stream.concat(arguments, Stream.of("-d", "cva"));
        }
        ShellRun run = ShellRun.of(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
        String complaint = run.complaint();
        assertEquals("", run.out());
        assertNoProducts(out);
        assertArrayEquals(inputs[0], Files.readAllBytes(before));
        assertArrayEquals(inputs[1], Files.readAllBytes(after));
        return complaint;
    }

    private void complaintInto(Path out) throws IOException {
        String complaint = ShellRun.of("detect", before.toString(), after.toString(), "-d", "cva", "-o", out.toString())
                .complaint();
        assertTrue(complaint.contains("disk"), complaint);
        assertNoProducts(out);
    }

    private static void assertNoProducts(Path out) throws IOException {
        if (Files.exists(out)) {
            try (Stream<Path> files = Files.list(out)) {
                assertEquals(
                        List.of(),
                        files.map(file -> file.getFileName().toString())
                                .filter(name -> !name.startsWith("."))
                                .toList());
            }
        }
    }
}
