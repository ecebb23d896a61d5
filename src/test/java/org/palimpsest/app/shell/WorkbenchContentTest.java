package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.layer.Range;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.layer.RasterStyle;
import org.palimpsest.app.map.MapMode;
import org.palimpsest.app.map.MapViewModel.Position;
import org.palimpsest.app.map.Viewport;
import org.palimpsest.app.project.ProjectQuestions;
import org.palimpsest.app.run.RunFormViewModel;
import org.palimpsest.app.run.RunState;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.Notice;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.project.ProjectStore;
import org.palimpsest.project.ReviewMark;
import org.palimpsest.project.ReviewMark.Decision;
import org.palimpsest.raster.Rasters;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.RunEvent;

/** The workbench is saved, and another one opens as the first was left; without a window. */
class WorkbenchContentTest {
    private static final String POLYGONS =
            """
            {"type": "FeatureCollection", "features": [
              {"type": "Feature", "properties": {"id": 1}, "geometry": {"type": "Polygon",
                "coordinates": [[[15.0, 45.0], [15.01, 45.0], [15.01, 45.01], [15.0, 45.0]]]}},
              {"type": "Feature", "properties": {"id": 2}, "geometry": {"type": "Polygon",
                "coordinates": [[[15.1, 45.0], [15.11, 45.0], [15.11, 45.01], [15.1, 45.0]]]}}]}
            """;

    @TempDir
    Path folder;

    private Path before;
    private Path after;
    private Path polygons;
    private Path file;

    @BeforeEach
    void files() throws Exception {
        Text.use(Locale.ENGLISH);
        SampleFolder sample = SampleFolder.find();
        before = Files.copy(sample.before(), folder.resolve("before.tif"));
        after = Files.copy(sample.after(), folder.resolve("after.tif"));
        polygons = Files.writeString(folder.resolve("changes.geojson"), POLYGONS);
        file = folder.resolve("a.palimpsest");
    }

    @Test
    void workbench_opensAsItWasLeft() {
        Workbench first = workbench("first");
        first.opener().openBefore(before);
        first.opener().openAfter(after);
        first.opener().openPolygons(polygons);
        RasterLayer date = first.beforeProperty().get().orElseThrow();
        RasterStyle grey = new RasterStyle.Grey(1, new Range(10.5, 300));
        date.styleProperty().set(grey);
        date.opacityProperty().set(0.3);
        first.afterProperty().get().orElseThrow().visibleProperty().set(false);
        first.layers().move(date, 0);
        PolygonLayer changes = polygonsOf(first);
        first.review().layerProperty().set(Optional.of(changes));
        first.review()
                .currentProperty()
                .set(Optional.of(changes.features().all().get(1)));
        first.review().decide(Decision.REJECTED);
        first.review().note(changes, changes.features().all().get(1), " a shadow ");
        first.map().modeProperty().set(MapMode.SWIPE);
        Viewport view = first.map().viewport().zoom(7, 10, 20).drag(33, -12);
        first.map().viewportProperty().set(view);
        first.form().preparation().resamplingProperty().set("cubic");
        first.runs()
                .recall(
                        "Difference",
                        RunSpec.of(before.toString(), after.toString(), "difference", folder.resolve("run")),
                        List.of(new RunEvent.Product("mask", folder.resolve("run/mask.tif"))),
                        new Outcome.Done(List.of(), List.of(Notice.plain("Clouds were seen."))));
        save(first);

        Workbench second = workbench("second");
        second.project().open(file);
        assertEquals("before.tif", second.layers().list().get(0).name());
        assertEquals(names(first), names(second));
        RasterLayer restored = second.beforeProperty().get().orElseThrow();
        assertEquals(grey, restored.styleProperty().get());
        assertEquals(0.3, restored.opacity());
        assertFalse(second.afterProperty().get().orElseThrow().isVisible());
        assertEquals(
                Map.of(changes.features().all().get(1).id(), new ReviewMark(Decision.REJECTED, "a shadow")),
                second.review().marks(polygonsOf(second)));
        assertEquals(MapMode.SWIPE, second.map().modeProperty().get());
        assertEquals(view, second.map().viewport());
        assertEquals("cubic", second.form().preparation().resamplingProperty().get());
        assertEquals(RunState.DONE, second.runs().list().get(0).state());
        assertEquals(
                folder.resolve("run/mask.tif"),
                second.runs().list().get(0).products().get(0).file());
        second.project().look();
        assertFalse(second.project().unsavedProperty().get());
        assertTrue(
                second.messages().shown().isEmpty(), second.messages().shown().toString());
    }

    @Test
    void formOfTheNextRun_comesBack_andANewProjectBeginsWithTheDefaults() {
        Workbench first = workbench("first");
        first.opener().openBefore(before);
        first.detectors().select("pca-kmeans");
        typed(first, "pca-kmeans").set("7");
        first.form().thresholdRuleProperty().set("otsu");
        first.form().minimumAreaProperty().set("250");
        first.form().fillHolesProperty().set("40");
        first.form().fillHolesUnitProperty().set("m2");
        first.form().memoryBytesProperty().set(300L << 20);
        first.form().areaProperty().set(RunFormViewModel.Area.DRAWN);
        first.map().drawn().setAll(new Position(1.5, 2), new Position(1e7, -3.25), new Position(0, 0));
        save(first);

        Workbench second = workbench("second");
        String standard = typed(second, "cva").get();
        typed(second, "cva").set("none");
        second.project().open(file);
        assertEquals("pca-kmeans", selected(second));
        assertEquals("7", typed(second, "pca-kmeans").get());
        assertEquals(standard, typed(second, "cva").get());
        assertEquals(first.form().texts(), second.form().texts());
        assertEquals("250", second.form().minimumAreaProperty().get());
        assertEquals("40", second.form().fillHolesProperty().get());
        assertEquals("m2", second.form().fillHolesUnitProperty().get());
        assertEquals(300L << 20, second.form().memoryBytesProperty().get());
        assertEquals(first.map().drawn(), second.map().drawn());
        second.project().look();
        assertFalse(second.project().unsavedProperty().get());

        second.project().startNew();
        assertEquals("0", second.form().minimumAreaProperty().get());
        assertEquals(300L << 20, second.form().memoryBytesProperty().get(), "memory is the machine's");
        assertEquals("cva", selected(second));
        assertTrue(second.map().drawn().isEmpty());
    }

    @Test
    void layerWithoutFile_staysInTheProject_inItsPlace() throws Exception {
        Workbench first = workbench("first");
        first.opener().openBefore(before);
        first.opener().openAfter(after);
        save(first);
        Files.move(after, folder.resolve("away"));
        Workbench second = workbench("second");
        second.project().open(file);
        assertEquals(List.of("before.tif"), names(second));
        assertTrue(second.messages().shown().get(0).text().contains("after.tif"));
        second.project().save();
        Files.move(folder.resolve("away"), after);
        Workbench third = workbench("third");
        third.project().open(file);
        assertEquals(List.of("after.tif", "before.tif"), names(third));
    }

    @Test
    void runThatWasGoing_canBeResumedAfterACrash() throws Exception {
        Workbench first = workbench("first");
        first.opener().openBefore(before);
        first.opener().openAfter(after);
        save(first);
        first.runs()
                .start(
                        "Difference",
                        RunSpec.of(before.toString(), after.toString(), "difference", folder.resolve("run")));
        first.project().beforeRun();
        assertTrue(Files.exists(new ProjectStore(file, java.time.Clock.systemUTC()).autosaveFile()));
        Workbench second = workbench("second");
        second.project().open(file);
        assertEquals(RunState.FAILED, second.runs().list().get(0).state());
        assertTrue(second.runs().list().get(0).whatToDoProperty().get().contains("Resume"));
    }

    @Test
    void newProject_closesAllThatWasOpen() {
        Workbench workbench = workbench("first");
        workbench.opener().openBefore(before);
        save(workbench);
        workbench.project().startNew();
        assertTrue(workbench.layers().list().isEmpty());
        assertTrue(workbench.beforeProperty().get().isEmpty());
        assertEquals("Untitled", workbench.project().nameProperty().get());
    }

    @Test
    void projectFile_isOpenedFromTheCommandLine() {
        Workbench first = workbench("first");
        first.opener().openBefore(before);
        save(first);
        Workbench second = workbench("second");
        second.opener().openAll(List.of(file));
        assertEquals(List.of("before.tif"), names(second));
    }

    private void save(Workbench workbench) {
        workbench.project().askThrough(new ProjectQuestions() {
            @Override
            public Optional<Path> placeToSave() {
                return Optional.of(file);
            }

            @Override
            public void inform(String sentence) {}

            @Override
            public void warn(String sentence) {
                throw new AssertionError(sentence);
            }

            @Override
            public void failed(Exception cause) {
                throw new AssertionError(cause);
            }
        });
        workbench.project().save();
        assertTrue(Files.exists(file));
    }

    private Workbench workbench(String name) {
        return new Workbench(new Workbench.Parts(
                Background.inCallingThread(),
                path -> Rasters.open(path.toString()),
                DetectorRegistry.load().all(),
                (request, listener) -> () -> {},
                new Preferences(folder.resolve(name).resolve("desktop.properties"))));
    }

    private static String selected(Workbench workbench) {
        return workbench
                .detectors()
                .selectedProperty()
                .get()
                .orElseThrow()
                .card()
                .id();
    }

    /** The first parameter of a detector as it is typed. */
    private static StringProperty typed(Workbench workbench, String id) {
        return workbench.detectors().all().stream()
                .filter(detector -> detector.card().id().equals(id))
                .findFirst()
                .map(detector -> workbench.detectors().values(detector).get(0).textProperty())
                .orElseThrow();
    }

    private static List<String> names(Workbench workbench) {
        return workbench.layers().list().stream().map(LayerViewModel::name).toList();
    }

    private static PolygonLayer polygonsOf(Workbench workbench) {
        return workbench.layers().list().stream()
                .filter(PolygonLayer.class::isInstance)
                .map(PolygonLayer.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
