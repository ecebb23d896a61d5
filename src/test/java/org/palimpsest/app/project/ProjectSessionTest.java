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
import org.palimpsest.project.Project;
import org.palimpsest.project.ProjectForm;
import org.palimpsest.project.ProjectHolder;
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
    /** Some other process that lives as long as this test. */
    private final ProcessHandle other = ProcessHandle.current().parent().orElseThrow();

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
                ProjectForm.STANDARD);
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
        user.whenMissing = missing -> missing.locate(missing.first().orElseThrow(), moved);
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
        new ProjectStore(folder.resolve("unsaved").resolve("unsaved-" + endedProcess() + ".palimpsest"), watch)
                .autosave(project("Before", 0.5));
        ProjectSession session = session();
        session.recoverUnsaved();
        assertEquals(project("Before", 0.5), content.now);
        assertTrue(session.unsavedProperty().get());
        user.place = Optional.of(file);
        session.save();
        assertFalse(Files.exists(unsaved.mine().autosaveFile()), "a saved project is no longer kept elsewhere");
    }

    @Test
    void projectThatAnotherWindowHasOpen_isNotOpened_unlessTheUserSaysSo() throws Exception {
        savedAndHeldByAnother();
        content.now = Project.EMPTY;
        ProjectSession second = session();
        second.open(file);
        assertEquals(other.pid(), user.holder.orElseThrow().pid());
        assertEquals(Project.EMPTY, content.now, "the user stayed");
        assertTrue(second.file().isEmpty());
    }

    @Test
    void projectOpenedReadOnly_showsWhatWasSaved_andItsChangesAreSavedElsewhere() throws Exception {
        savedAndHeldByAnother();
        new ProjectStore(file, watch).autosave(project("Before", 0.25));
        content.now = Project.EMPTY;
        user.whenTaken = ProjectQuestions.Taken.READ_ONLY;
        ProjectSession second = session();
        second.open(file);
        assertEquals(project("Before", 0.5), content.now, "the other window's autosave is not touched");
        assertEquals("delta (read-only)", second.nameProperty().get());
        assertFalse(second.unsavedProperty().get());

        content.now = project("Mine", 0.75);
        second.beforeRun();
        assertTrue(Files.exists(unsaved.mine().autosaveFile()), "what is unsaved is kept in a place of its own");
        user.place = Optional.of(file);
        second.save();
        assertTrue(last().contains("another window has it open"), last());
        second.look();
        assertTrue(second.unsavedProperty().get());
        user.place = Optional.of(folder.resolve("mine"));
        second.save();
        assertFalse(second.unsavedProperty().get());
        assertEquals(
                project("Before", 0.5),
                new ProjectStore(file, watch).openAsSaved().project());
        assertEquals(
                project("Before", 0.25), new ProjectStore(file, watch).open().project());
    }

    @Test
    void projectThatWasTakenOver_isNotSavedOver_andItsWorkIsKept() throws Exception {
        ProjectSession first = saved();
        Files.delete(lock());
        hold(other.pid());
        content.now = project("Before", 0.75);
        first.save();
        assertTrue(last().contains("another window has it open"), last());
        assertEquals("delta (read-only)", first.nameProperty().get());
        assertTrue(first.unsavedProperty().get());
        assertEquals(
                project("Before", 0.75), unsaved.mine().open().project(), "the work is kept although it was not saved");
        assertEquals(
                project("Before", 0.5), new ProjectStore(file, watch).open().project());
        user.place = Optional.of(folder.resolve("mine"));
        first.save();
        assertEquals(
                project("Before", 0.75),
                new ProjectStore(folder.resolve("mine.palimpsest"), watch)
                        .open()
                        .project());
    }

    @Test
    void takingOver_leavesTheProjectToThisWindow() throws Exception {
        savedAndHeldByAnother();
        content.now = Project.EMPTY;
        user.whenTaken = ProjectQuestions.Taken.TAKE_OVER;
        ProjectSession second = session();
        second.open(file);
        content.now = project("Before", 0.75);
        second.save();
        assertEquals(
                project("Before", 0.75), new ProjectStore(file, watch).open().project());
        assertTrue(Files.readString(lock())
                .contains("pid=" + ProcessHandle.current().pid()));
        second.end(() -> {});
        assertFalse(Files.exists(lock()), "whoever comes next is not asked");
    }

    @Test
    void lockOfAProcessThatEnded_isReplacedInSilence() throws Exception {
        saved().end(() -> {});
        content.now = Project.EMPTY;
        hold(endedProcess());
        session().open(file);
        assertTrue(user.holder.isEmpty());
        assertTrue(Files.readString(lock())
                .contains("pid=" + ProcessHandle.current().pid()));
    }

    @Test
    void lockOfAnotherMachine_isAskedAbout() throws Exception {
        saved().end(() -> {});
        content.now = Project.EMPTY;
        Files.writeString(lock(), "pid=1\nhost=elsewhere\nuser=ann\nsince=2026-06-01T11:00:00Z\n");
        session().open(file);
        assertEquals("elsewhere", user.holder.orElseThrow().host());
        assertEquals("ann", user.holder.orElseThrow().user());
    }

    @Test
    void damagedLock_isReplaced_andLeavingGivesTheLockBack() throws Exception {
        saved().end(() -> {});
        assertFalse(Files.exists(lock()));
        content.now = Project.EMPTY;
        Files.writeString(lock(), "what");
        ProjectSession session = session();
        session.open(file);
        assertTrue(user.holder.isEmpty());
        session.startNew();
        assertFalse(Files.exists(lock()));
    }

    /** A saved project that a living process of this machine has open. */
    private void savedAndHeldByAnother() throws Exception {
        saved().end(() -> {});
        hold(other.pid());
    }

    private void hold(long pid) throws Exception {
        Path another = folder.resolve("another.palimpsest");
        ProjectStore store = new ProjectStore(another, watch);
        store.claim();
        String mine = Files.readString(folder.resolve("another.palimpsest.lock"));
        store.release();
        Files.writeString(
                lock(),
                mine.replaceFirst("pid=.*", "pid=" + pid)
                        .replaceFirst("since=.*", "since=" + Instant.now().plusSeconds(1)));
    }

    private static long endedProcess() throws Exception {
        Process gone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        gone.waitFor();
        return gone.pid();
    }

    private Path lock() {
        return folder.resolve("delta.palimpsest.lock");
    }

    private String last() {
        return user.told.get(user.told.size() - 1);
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
                ProjectForm.STANDARD);
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
        private Consumer<MissingFiles> whenMissing = missing -> {};
        private Taken whenTaken = Taken.STAY;
        private Optional<ProjectHolder> holder = Optional.empty();
        private Consumer<Unsaved> waiting = answer -> {};

        void answer(Unsaved answer) {
            waiting.accept(answer);
        }

        @Override
        public Optional<Path> placeToSave() {
            return place;
        }

        @Override
        public void askMissing(MissingFiles missing, Runnable done) {
            whenMissing.accept(missing);
            done.run();
        }

        @Override
        public void askTaken(Path project, ProjectHolder other, Consumer<Taken> answer) {
            holder = Optional.of(other);
            answer.accept(whenTaken);
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
