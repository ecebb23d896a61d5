package org.palimpsest.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;

class ProjectStoreTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path file;
    private ProjectStore store;

    @BeforeEach
    void start() {
        file = folder.resolve("山 delta.palimpsest");
        store = new ProjectStore(file, CLOCK);
    }

    @Test
    void project_comesBackAsItWasSaved() throws Exception {
        Project project = SampleProjects.full(folder.resolve("data"), folder.resolve("results/run-1"));
        store.save(project);
        ProjectStore.Opened opened = reopen();
        assertEquals(project, opened.project());
        assertEquals(new Recovery.AsSaved(), opened.recovery());
        assertTrue(opened.warnings().isEmpty());
    }

    @Test
    void paths_areRelative_andFollowAFolderThatMoves() throws Exception {
        Path data = Files.createDirectories(folder.resolve("old/data"));
        Files.writeString(data.resolve("before.tif"), "");
        Path old = folder.resolve("old/a.palimpsest");
        new ProjectStore(old, CLOCK).save(SampleProjects.full(data, folder.resolve("old/run")));
        String text = Files.readString(old);
        assertTrue(text.contains("\"source\": \"data/before.tif\""), text);
        assertTrue(text.contains("\"directory\": \"run\""), text);
        Files.move(folder.resolve("old"), folder.resolve("new"));
        Project moved = new ProjectStore(folder.resolve("new/a.palimpsest"), CLOCK)
                .open()
                .project();
        assertEquals(
                folder.resolve("new/data/before.tif"), moved.layers().get(3).source());
        assertEquals(
                folder.resolve("new/run"), moved.runs().get(0).spec().output().directory());
    }

    @Test
    void paths_areFoundFromTheOldFolder_whenTheProjectFileMovesAlone() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("before.tif"), "");
        store.save(SampleProjects.full(data, folder.resolve("run")));
        Path elsewhere = Files.createDirectories(folder.resolve("a/b/c")).resolve("moved.palimpsest");
        Files.move(file, elsewhere);
        Project moved = new ProjectStore(elsewhere, CLOCK).open().project();
        assertEquals(data.resolve("before.tif"), moved.layers().get(3).source());
    }

    @Test
    void resamplingOfAProjectWithoutForm_isTakenIntoIt() throws Exception {
        store.save(SampleProjects.edited(folder, 1));
        String text = Files.readString(store.file());
        int form = text.indexOf("\"form\"");
        int end = text.indexOf("\"layers\"");
        Files.writeString(
                store.file(),
                text.substring(0, form) + "\"pair\": {\"resampling\": \"cubic\"},\n  " + text.substring(end));
        ProjectStore.Opened opened = reopen();
        assertEquals("cubic", opened.project().form().fields().get("resampling"));
        assertEquals(List.of(), opened.warnings());
    }

    @Test
    void threeGenerations_areKept_theYoungestFirst() throws Exception {
        for (int edit = 1; edit <= 6; edit++) {
            store.save(SampleProjects.edited(folder, edit));
        }
        assertEquals(6, SampleProjects.editOf(reopen().project()));
        for (int generation = 1; generation <= 3; generation++) {
            Path copy = folder.resolve("copy.palimpsest");
            Files.copy(store.generation(generation), copy, StandardCopyOption.REPLACE_EXISTING);
            assertEquals(
                    6 - generation,
                    SampleProjects.editOf(new ProjectStore(copy, CLOCK).open().project()));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(6, files.count(), "project, three generations, the copy and the lock");
        }
    }

    @Test
    void autosave_isOpened_whenItIsNewer_andSaysSo() throws Exception {
        store.save(SampleProjects.edited(folder, 1));
        store.autosave(SampleProjects.edited(folder, 2));
        ProjectStore.Opened opened = reopen();
        assertEquals(2, SampleProjects.editOf(opened.project()));
        assertEquals(new Recovery.FromAutosave(NOON), opened.recovery());
    }

    @Test
    void autosave_ofBeforeTheLastSave_isLeftAside() throws Exception {
        store.save(SampleProjects.edited(folder, 1));
        store.autosave(SampleProjects.edited(folder, 2));
        byte[] stale = Files.readAllBytes(store.autosaveFile());
        store.save(SampleProjects.edited(folder, 3));
        assertFalse(Files.exists(store.autosaveFile()), "a save drops the autosave");
        Files.write(store.autosaveFile(), stale);
        assertEquals(3, SampleProjects.editOf(reopen().project()));
        assertEquals(new Recovery.AsSaved(), reopen().recovery());
    }

    @Test
    void damagedProject_atEveryLength_opensTheGenerationBefore() throws Exception {
        store.save(SampleProjects.edited(folder, 1));
        store.save(SampleProjects.edited(folder, 2));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 2; length += 53) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            ProjectStore.Opened opened = reopen();
            assertEquals(1, SampleProjects.editOf(opened.project()));
            assertEquals(new Recovery.FromGeneration(1, NOON, file), opened.recovery());
        }
        Files.delete(file);
        assertEquals(1, SampleProjects.editOf(reopen().project()));
        Files.writeString(store.generation(1), "\0\0\0\0");
        store.autosave(SampleProjects.edited(folder, 9));
        assertEquals(9, SampleProjects.editOf(reopen().project()), "the autosave is what is left");
    }

    @Test
    void randomDamage_isAnAnswerInWords_orAProject_neverAnythingElse() throws Exception {
        store.save(SampleProjects.full(folder, folder.resolve("run")));
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(20260601);
        for (int trial = 0; trial < 2000; trial++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) (32 + random.nextInt(96));
            }
            String text = new String(damaged, StandardCharsets.UTF_8);
            try {
                ProjectJsonReader.read("a.palimpsest", text, folder, new LabelFolder(folder.resolve("a.labels")));
            } catch (BadInputException e) {
                assertTrue(
                        e.getMessage().contains("a.palimpsest")
                                || e.getMessage().contains("path"),
                        e.getMessage());
            }
        }
    }

    @Test
    void newerProject_isRefusedPolitely_andNoOlderGenerationIsTakenInstead() throws Exception {
        store.save(SampleProjects.edited(folder, 1));
        store.save(SampleProjects.edited(folder, 2));
        String newer = Files.readString(file)
                .replace("\"format\": 1", "\"format\": 7")
                .replaceFirst("\"writtenBy\": \"[^\"]*\"", "\"writtenBy\": \"3.2\", \"hologram\": {}");
        Files.writeString(file, newer);
        NewerProjectException refused = assertThrows(NewerProjectException.class, this::reopen);
        assertTrue(refused.getMessage().contains("Palimpsest 3.2"), refused.getMessage());
        assertTrue(refused.getMessage().contains("Nothing was changed"), refused.getMessage());
        assertEquals(newer, Files.readString(file));
    }

    @Test
    void unknownKey_isLeftOutWithAWarning() throws Exception {
        store.save(SampleProjects.edited(folder, 1));
        Files.writeString(
                file, Files.readString(file).replace("\"opacity\"", "\"blendMode\": \"multiply\", \"opacity\""));
        ProjectStore.Opened opened = reopen();
        assertEquals(1, SampleProjects.editOf(opened.project()));
        assertEquals(1, opened.warnings().size());
        assertTrue(
                opened.warnings().get(0).contains("layers[0].blendMode"),
                opened.warnings().get(0));
    }

    @Test
    void unreadableRun_costsTheRun_notTheProject() throws Exception {
        Project project = SampleProjects.full(folder, folder.resolve("run"));
        store.save(project);
        Files.writeString(file, Files.readString(file).replace("\"minimumArea\": \"0px\"", "\"minimumArea\": \"big\""));
        ProjectStore.Opened opened = reopen();
        assertEquals(project.layers(), opened.project().layers());
        assertTrue(opened.project().runs().isEmpty());
        assertTrue(opened.warnings().get(0).contains("Change vector analysis"));
    }

    @Test
    void failedSave_leavesTheProjectAsItWas() throws Exception {
        store.save(SampleProjects.edited(folder, 1));
        Files.createDirectories(folder.resolve(".part-" + file.getFileName()).resolve("in the way"));
        assertThrows(Exception.class, () -> store.save(SampleProjects.edited(folder, 2)));
        assertEquals(1, SampleProjects.editOf(reopen().project()));
    }

    @Test
    void fileOfSomethingElse_isNamed() throws IOException {
        Files.writeString(file, "{\"type\": \"FeatureCollection\"}");
        BadInputException refused = assertThrows(BadInputException.class, this::reopen);
        assertTrue(refused.getMessage().contains("is not a project"), refused.getMessage());
    }

    private ProjectStore.Opened reopen() throws BadInputException {
        return new ProjectStore(file, CLOCK).open();
    }
}
