package org.palimpsest.app.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.app.text.Text;
import org.palimpsest.project.LayerStyle;
import org.palimpsest.project.PairSettings;
import org.palimpsest.project.Project;
import org.palimpsest.project.ProjectLayer;
import org.palimpsest.project.ProjectStore;
import org.palimpsest.project.ProjectView;
import org.palimpsest.project.RecentProjects;
import org.palimpsest.project.UnsavedProjects;

/** New, open, save and leave, without a window. */
class ProjectSessionTest {
    @TempDir
    Path folder;

    private final Watch watch = new Watch();
    private final Content content = new Content();
    private final User user = new User();
    private UnsavedProjects unsaved;
    private Path file;
    private Path raster;

    @BeforeEach
    void start() throws Exception {
        Text.use(Locale.ENGLISH);
        unsaved = new UnsavedProjects(folder.resolve("unsaved"), watch);
        file = folder.resolve("delta.palimpsest");
        raster = Files.writeString(folder.resolve("before.tif"), "");
    }

    @Test
    void emptyProject_isLeftWithoutAQuestion() {
        List<String> left = new ArrayList<>();
        session().leave(() -> left.add("left"));
        assertEquals(List.of("left"), left);
        assertTrue(user.asked.isEmpty());
    }

    @Test
    void savedProject_opensAsItWas_andIsRecent() {
        ProjectSession first = session();
        content.now = project("Before", 0.5);
        first.look();
        assertTrue(first.unsavedProperty().get());
        user.place = Optional.of(folder.resolve("delta"));
        first.save();
        assertTrue(Files.exists(file), "the ending is added");
        assertFalse(first.unsavedProperty().get());
        assertEquals("delta", first.nameProperty().get());

        content.now = Project.EMPTY;
        ProjectSession second = session();
        assertEquals(List.of(file), second.recent());
        second.open(file);
        assertEquals(project("Before", 0.5), content.now);
        assertFalse(second.unsavedProperty().get());
        assertEquals("delta", second.nameProperty().get());
    }

    @Test
    void movedMap_isNoUnsavedChange_butASliderIs() {
        ProjectSession session = saved();
        content.now = new Project(
                content.now.layers(),
                Optional.of(new ProjectView(1, 2, 3, Optional.empty(), "lens")),
                List.of(),
                PairSettings.STANDARD);
        session.look();
        assertFalse(session.unsavedProperty().get());
        content.now = project("Before", 0.75);
        session.look();
        assertTrue(session.unsavedProperty().get());
    }

    @Test
    void unsavedChanges_areAskedAbout_andEachAnswerIsObeyed() throws Exception {
        ProjectSession session = saved();
        content.now = project("Before", 0.75);
        List<String> left = new ArrayList<>();
        session.leave(() -> left.add("left"));
        assertEquals(List.of("delta"), user.asked);
        user.answer(ProjectQuestions.Unsaved.STAY);
        assertTrue(left.isEmpty());
        session.leave(() -> left.add("left"));
        user.answer(ProjectQuestions.Unsaved.SAVE);
        assertEquals(1, left.size());
        assertEquals(
                project("Before", 0.75), new ProjectStore(file, watch).open().project());
        content.now = project("Before", 0.25);
        session.beforeRun();
        session.leave(() -> left.add("left"));
        user.answer(ProjectQuestions.Unsaved.DISCARD);
        assertEquals(2, left.size());
        assertEquals(
                project("Before", 0.75),
                new ProjectStore(file, watch).open().project(),
                "what the user did not want does not come back");
    }

    @Test
    void crash_isRecoveredFromTheAutosave_andSaid_andCountsAsUnsaved() {
        ProjectSession crashed = saved();
        content.now = project("Before", 0.75);
        for (int second = 0; second <= 64; second += 2) {
            crashed.look();
            watch.now = watch.now.plusSeconds(2);
        }
        content.now = Project.EMPTY;
        ProjectSession session = session();
        session.open(file);
        assertEquals(project("Before", 0.75), content.now);
        assertTrue(session.unsavedProperty().get());
        assertTrue(user.told.get(user.told.size() - 1).contains("was recovered"), user.told.toString());
    }

    @Test
    void missingRaster_isAskedFor_andTheProjectCountsAsChanged() throws Exception {
        saved();
        Path moved = Files.createDirectories(folder.resolve("elsewhere")).resolve("before.tif");
        Files.move(raster, moved);
        content.now = Project.EMPTY;
        user.located = Optional.of(moved);
        ProjectSession session = session();
        session.open(file);
        assertEquals(moved, content.now.layers().get(0).source());
        assertTrue(session.unsavedProperty().get());
    }

    @Test
    void rasterThatIsNotFound_isNamed_andStaysInTheProject() throws Exception {
        saved();
        Files.delete(raster);
        content.now = Project.EMPTY;
        session().open(file);
        assertTrue(user.told.get(user.told.size() - 1).contains("before.tif"), user.told.toString());
        assertEquals(1, content.now.layers().size());
    }

    @Test
    void busyWindow_keepsItsProject() {
        ProjectSession session = saved();
        content.busy = true;
        Project before = content.now;
        session.startNew();
        assertEquals(before, content.now);
        assertTrue(user.told.get(user.told.size() - 1).contains("run is going"));
    }

    @Test
    void damagedFile_isSaid_andWhatIsOpenStays() throws Exception {
        ProjectSession session = saved();
        Path broken = Files.writeString(folder.resolve("broken.palimpsest"), "{");
        Project before = content.now;
        session.open(broken);
        assertEquals(before, content.now);
        assertTrue(user.told.get(user.told.size() - 1).contains("broken.palimpsest"));
        assertEquals("delta", session.nameProperty().get());
    }

    @Test
    void unsavedProjectOfAProgramThatEnded_comesBack() throws Exception {
        Process gone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        gone.waitFor();
        new ProjectStore(folder.resolve("unsaved").resolve("unsaved-" + gone.pid() + ".palimpsest"), watch)
                .autosave(project("Before", 0.5));
        ProjectSession session = session();
        session.recoverUnsaved();
        assertEquals(project("Before", 0.5), content.now);
        assertTrue(session.unsavedProperty().get());
        user.place = Optional.of(file);
        session.save();
        assertFalse(Files.exists(unsaved.mine().autosaveFile()), "a saved project is no longer kept elsewhere");
    }

    private ProjectSession saved() {
        ProjectSession session = session();
        content.now = project("Before", 0.5);
        user.place = Optional.of(file);
        session.save();
        return session;
    }

    private ProjectSession session() {
        return new ProjectSession(
                content,
                user,
                new ProjectSession.Parts(
                        unsaved,
                        new RecentProjects(folder.resolve("recent.txt")),
                        watch,
                        Runnable::run,
                        Runnable::run));
    }

    private Project project(String name, double opacity) {
        return new Project(
                List.of(new ProjectLayer(
                        name,
                        folder.resolve("before.tif"),
                        ProjectLayer.Role.BEFORE,
                        new LayerStyle.Score(0.5),
                        opacity,
                        true,
                        Map.of())),
                Optional.empty(),
                List.of(),
                PairSettings.STANDARD);
    }

    private static final class Content implements ProjectContent {
        private Project now = Project.EMPTY;
        private boolean busy;

        @Override
        public Project snapshot() {
            return now;
        }

        @Override
        public void show(Project project, Runnable shown) {
            now = project;
            shown.run();
        }

        @Override
        public boolean isBusy() {
            return busy;
        }
    }

    private static final class User implements ProjectQuestions {
        private final List<String> asked = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private Optional<Path> place = Optional.empty();
        private Optional<Path> located = Optional.empty();
        private Consumer<Unsaved> waiting = answer -> {};

        void answer(Unsaved answer) {
            waiting.accept(answer);
        }

        @Override
        public Optional<Path> placeToSave() {
            return place;
        }

        @Override
        public Optional<Path> locate(Path missing) {
            return located;
        }

        @Override
        public void askUnsaved(String project, Consumer<Unsaved> answer) {
            asked.add(project);
            waiting = answer;
        }

        @Override
        public void inform(String sentence) {
            told.add(sentence);
        }

        @Override
        public void warn(String sentence) {
            told.add(sentence);
        }

        @Override
        public void failed(Exception cause) {
            told.add(String.valueOf(cause.getMessage()));
        }
    }

    /** A clock that the test moves. */
    private static final class Watch extends Clock {
        private Instant now = Instant.parse("2026-06-01T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
