package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.layer.RasterStyle;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.app.map.TileAddress;
import org.palimpsest.app.run.RunFormViewModel;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.DetectorCard.SensorPair;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.engine.TileJournal;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Window;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.RunEvent;
import org.palimpsest.run.RunRequest;
import org.palimpsest.vector.AreaLimit;
import org.palimpsest.vector.ClassLegend;

/** The window's logic without a window, on the sample scene. */
class WorkbenchTest {
    private static final Path BEFORE = Path.of("sample-data", "before.tif");
    private static final Path AFTER = Path.of("sample-data", "after.tif");

    @TempDir
    Path folder;

    private final List<RunRequest> requests = new ArrayList<>();
    private final List<Consumer<RunEvent>> workers = new ArrayList<>();

    private Workbench workbench() {
        return workbench(Background.inCallingThread());
    }

    private Workbench workbench(Background background) {
        Preferences preferences = new Preferences(folder.resolve("desktop.properties"));
        preferences.set("results", folder.resolve("results").toString());
        return new Workbench(new Workbench.Parts(
                background,
                path -> Rasters.open(path.toString()),
                DetectorRegistry.load().all(),
                (request, listener) -> {
                    requests.add(request);
                    workers.add(listener);
                    return () -> {};
                },
                preferences));
    }

    @Test
    void dates_inDifferentSystems_lieOnOneAnother_inWhicheverOrderTheyAreOpened() {
        for (boolean beforeFirst : new boolean[] {true, false}) {
            Workbench workbench = workbench();
            if (beforeFirst) {
                workbench.opener().openBefore(BEFORE);
                workbench.opener().openAfter(AFTER);
            } else {
                workbench.opener().openAfter(AFTER);
                workbench.opener().openBefore(BEFORE);
            }
            assertEquals(
                    "EPSG:32633",
                    workbench.map().crsProperty().get().orElseThrow().toString());
            MapExtent before =
                    workbench.beforeProperty().get().orElseThrow().extent().orElseThrow();
            MapExtent after =
                    workbench.afterProperty().get().orElseThrow().extent().orElseThrow();
            assertEquals(before.centreX(), after.centreX(), 600);
            assertEquals(before.centreY(), after.centreY(), 600);
            assertTrue(workbench.map().metresPerPixel().orElseThrow() < 30);
            assertEquals(
                    List.of("after.tif", "before.tif"),
                    workbench.layers().list().stream().map(LayerViewModel::name).toList());
        }
    }

    @Test
    void slowLookUpOfASystem_thatTheMapNoLongerHas_changesNothing() throws Exception {
        List<Runnable> work = new ArrayList<>();
        Workbench workbench = workbench(Background.inCallingThread(work::add));
        workbench.places().useCrs(Optional.of(Crs.parse("EPSG:3035")));
        workbench.places().useCrs(Optional.of(Crs.parse("EPSG:32633")));
        Collections.reverse(work);
        work.forEach(Runnable::run);
        var degrees = workbench.map().degrees(500_000, 5_400_000).orElseThrow();
        assertEquals(15, degrees.x(), 1e-6, "the central meridian of zone 33");
        assertEquals(48.75, degrees.y(), 0.01);
    }

    @Test
    void pair_isCheckedAtOnce_andAdvisesOnDetectors() {
        Workbench workbench = workbench();
        workbench.opener().openAll(List.of(BEFORE, AFTER));
        var check = workbench.pair().checkProperty().get().orElseThrow();
        assertFalse(check.sameGrid());
        assertEquals(0.856, check.overlap(), 0.01);
        assertTrue(check.shift().orElseThrow().length() < 0.5, check.shift().toString());
        assertEquals(
                SensorPair.OPTICAL,
                workbench.detectors().sensorsProperty().get().orElseThrow());
    }

    @Test
    void run_carriesTheForm_intoTheRunDocument() throws Exception {
        Workbench workbench = workbench();
        workbench.opener().openAll(List.of(BEFORE, AFTER));
        workbench.form().thresholdRuleProperty().set("otsu");
        workbench.form().minimumAreaProperty().set("100");
        workbench.form().minimumAreaUnitProperty().set("m2");
        workbench.form().areaProperty().set(RunFormViewModel.Area.VIEW);
        new RunStart(workbench).start();
        RunSpec spec = requests.get(0).spec();
        assertEquals("otsu", spec.detection().threshold().orElseThrow());
        assertEquals(new AreaLimit(100, true), spec.cleanUp().minimumArea());
        assertTrue(
                spec.region().area().orElseThrow().startsWith("SRID=0;POLYGON (("),
                spec.region().area().toString());
        assertTrue(spec.output().directory().startsWith(folder.resolve("results")));
    }

    @Test
    void preview_looksAtTheMiddleOfTheView_andNeverAtMoreThanSeconds() throws Exception {
        assertEquals(
                new MapExtent(40, 40, 60, 60),
                RunArea.middle(new MapExtent(0, 0, 100, 100), 0.25, 1600),
                "a fifth of each side holds 1600 of the 40 000 pixels");
        assertEquals(new MapExtent(0, 0, 100, 100), RunArea.middle(new MapExtent(0, 0, 100, 100), 25, 400));
        Workbench workbench = workbench();
        workbench.opener().openAll(List.of(BEFORE, AFTER));
        new RunStart(workbench).preview();
        RunSpec spec = requests.get(0).spec();
        assertTrue(spec.region().area().orElseThrow().startsWith("SRID=0;POLYGON (("));
        assertTrue(spec.output().formats().isEmpty());
        assertTrue(workbench.previews().contains(workbench.runs().list().get(0)));
    }

    @Test
    void comparison_isOneRunOfEachDetector_andSaysWhyThereIsNothingToCompare() {
        Workbench workbench = workbench();
        workbench.opener().openAll(List.of(BEFORE, AFTER));
        workbench
                .comparison()
                .start(List.of(
                        workbench.detectors().byId("cva").orElseThrow(),
                        workbench.detectors().byId("ir-mad").orElseThrow()));
        assertEquals(2, requests.size());
        Path first = requests.get(0).spec().output().directory();
        Path second = requests.get(1).spec().output().directory();
        assertEquals("cva", first.getFileName().toString());
        assertEquals(first.resolveSibling("ir-mad"), second);
        for (Consumer<RunEvent> worker : workers) {
            worker.accept(new RunEvent.Finished(
                    new Outcome.Failed(Notice.plain("The disk is full."), Notice.plain(""), false)));
        }
        String told = workbench.messages().shown().toString();
        assertTrue(told.contains("nothing to compare"), told);
    }

    @Test
    void run_withoutBothDates_saysWhatIsMissing() {
        Workbench workbench = workbench();
        workbench.opener().openBefore(BEFORE);
        new RunStart(workbench).start();
        assertTrue(requests.isEmpty());
        assertEquals(1, workbench.messages().shown().size());
    }

    @Test
    void deathOfTheWorker_isSaid_andTheRunCanBeResumed() {
        Workbench workbench = workbench();
        workbench.opener().openAll(List.of(BEFORE, AFTER));
        new RunStart(workbench).start();
        workers.get(0)
                .accept(new RunEvent.Finished(new Outcome.Failed(
                        Notice.plain("The worker process ended unexpectedly."),
                        Notice.plain("Resume the run: finished tiles are kept."),
                        true)));
        RunViewModel run = workbench.runs().list().get(0);
        assertTrue(workbench.messages().shown().get(0).text().contains("Resume"));
        workbench.runs().resume(run);
        assertTrue(requests.get(1).resume());
        assertEquals(requests.get(0).spec(), requests.get(1).spec());
    }

    @Test
    void finishedTiles_showAsPixels_untilTheRunIsForgotten_andAreNotSaved() throws Exception {
        Workbench workbench = workbench();
        workbench.opener().openAll(List.of(BEFORE, AFTER));
        new RunStart(workbench).start();
        RasterLayer before = workbench.beforeProperty().get().orElseThrow();
        Grid grid = before.source().raster().grid();
        TilePlan plan = new TilePlan(grid.window(), 64, 64);
        Path work = Files.createDirectories(
                requests.get(0).spec().output().directory().resolve(".palimpsest"));
        JsonObject header = new JsonObject();
        plan.write(header);
        try (TileJournal journal = TileJournal.create(work, header);
                TileStore store = TileStore.open(work, plan, journal)) {
            float[] changed = new float[64 * 64];
            Arrays.fill(changed, 0.9f);
            store.write(0, changed);
        }
        workers.get(0).accept(new RunEvent.Fitted(new Statistic("score", "", false, new ScoreMap.Linear(0, 1)), grid));
        LayerViewModel live = workbench.layers().list().get(0);
        MapExtent all = before.extent().orElseThrow();
        workbench.map().show(all);
        int painted = 0;
        for (TileAddress tile : workbench.map().viewport().tiles()) {
            for (int pixel : live.painter().orElseThrow().paint(tile).orElse(new int[0])) {
                painted += pixel >>> 24 == 255 ? 1 : 0;
            }
        }
        double pixel =
                workbench.map().viewport().resolution() / grid.transform().pixelWidth();
        assertEquals(64 * 64 / (pixel * pixel), painted, painted * 0.1);
        assertEquals(2, new WorkbenchContent(workbench).snapshot().layers().size());
        workers.get(0).accept(new RunEvent.Finished(new Outcome.Cancelled(1)));
        assertEquals(3, workbench.layers().list().size(), "The tiles of a cancelled run are kept.");
        assertEquals(2, new WorkbenchContent(workbench).snapshot().layers().size());
        workbench.runs().forget(workbench.runs().list().get(0));
        assertEquals(2, workbench.layers().list().size());
    }

    @Test
    void epochOfATraining_liesOverTheMap_asTheSliderSays_andStaysOutOfTheProject() throws Exception {
        Workbench workbench = workbench();
        workbench.opener().openAll(List.of(BEFORE, AFTER));
        new RunStart(workbench).start();
        Path first = epochMap("first.tif", 0.25f);
        Path second = epochMap("second.tif", 0.75f);
        workers.get(0).accept(new RunEvent.Stage("train", 3));
        workers.get(0).accept(new RunEvent.Epoch(0, 3, 3, 0.2, Optional.of(first)));
        RasterLayer layer = (RasterLayer) workbench.layers().list().get(0);
        assertEquals(0.25f, sample(layer));
        workers.get(0).accept(new RunEvent.Epoch(1, 3, 2, 0.2, Optional.of(second)));
        assertEquals(3, workbench.layers().list().size(), "one layer for all epochs");
        assertEquals(0.75f, sample(layer));
        RunViewModel run = workbench.runs().list().get(0);
        run.epochs().choose(0);
        assertEquals(0.25f, sample(layer));
        assertEquals(2, new WorkbenchContent(workbench).snapshot().layers().size());

        workbench.close(layer);
        workers.get(0).accept(new RunEvent.Epoch(2, 3, 1, 0.2, Optional.of(second)));
        assertEquals(2, workbench.layers().list().size(), "what the user took away is not put back");
        run.epochs().choose(2);
        assertEquals(0.75f, sample((RasterLayer) workbench.layers().list().get(0)));
        workers.get(0).accept(new RunEvent.Finished(new Outcome.Cancelled(0)));
        workbench.runs().forget(run);
        assertEquals(2, workbench.layers().list().size());
    }

    @Test
    void classesOfARun_areALayerInTheirOwnColours_hiddenAtFirst_alsoWhenTheProjectIsOpenedAgain() throws Exception {
        Workbench workbench = workbench();
        workbench.opener().openAll(List.of(BEFORE, AFTER));
        new RunStart(workbench).start();
        Path out = Files.createDirectories(requests.get(0).spec().output().directory());
        ClassLegend legend = new ClassLegend(List.of(
                new ClassLegend.Entry(1, "low < 0.1 & \"bare\"", 0x00FF00, true),
                new ClassLegend.Entry(2, "high", 0xFF0000, true)));
        Path classes = out.resolve("classes.tif");
        Grid grid = Rasters.open(BEFORE.toString()).grid();
        try (GeoTiffWriter writer =
                GeoTiffWriter.create(classes, grid, GeoTiffFormat.classes("class", legend.colours()))) {
            byte[] values = new byte[(int) grid.pixels()];
            Arrays.fill(values, (byte) 2);
            writer.write(grid.window(), values);
            writer.finish();
        }
        legend.writeStyle(out.resolve("classes.qml"));
        workers.get(0).accept(new RunEvent.Product("classes", classes));
        workers.get(0).accept(new RunEvent.Finished(new Outcome.Done(List.of(classes), List.of())));
        RasterLayer layer = classes(workbench);
        assertFalse(layer.isVisible());
        assertEquals("low < 0.1 & \"bare\"", layer.classes().get(0).label());
        workbench.map().show(layer.extent().orElseThrow());
        int painted = 0;
        for (TileAddress tile : workbench.map().viewport().tiles()) {
            for (int pixel : layer.painter().orElseThrow().paint(tile).orElse(new int[0])) {
                assertTrue(pixel == 0 || pixel == 0xFFFF0000, Integer.toHexString(pixel));
                painted += pixel == 0 ? 0 : 1;
            }
        }
        assertTrue(painted > 1000);
        WorkbenchContent content = new WorkbenchContent(workbench);
        content.show(content.snapshot(), () -> {});
        assertEquals(
                new RasterStyle.Classes(layer.classes()),
                classes(workbench).styleProperty().get());
    }

    @Test
    void objectsOfARun_areALayerThatIsHiddenAtFirst_andTheReviewStaysWithTheChanges() throws Exception {
        Workbench workbench = workbench();
        workbench.opener().openAll(List.of(BEFORE, AFTER));
        new RunStart(workbench).start();
        Path out = Files.createDirectories(requests.get(0).spec().output().directory());
        List<Path> files = List.of(out.resolve("changes.geojson"), out.resolve("objects.geojson"));
        for (Path file : files) {
            Files.writeString(
                    file,
                    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"id\":1},"
                            + "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[15,48],[15.001,48],[15,48.001],[15,48]]],"
                            + "[[[15.01,48],[15.011,48],[15.01,48.001],[15.01,48]]]]}}]}");
        }
        workers.get(0).accept(new RunEvent.Product("geojson", files.get(0)));
        workers.get(0).accept(new RunEvent.Product("objects", files.get(1)));
        workers.get(0).accept(new RunEvent.Finished(new Outcome.Done(files, List.of())));
        PolygonLayer changes = polygons(workbench, files.get(0));
        assertFalse(polygons(workbench, files.get(1)).isVisible());
        assertTrue(changes.isVisible());
        assertEquals(Optional.of(changes), workbench.review().layerProperty().get());
    }

    private static PolygonLayer polygons(Workbench workbench, Path file) {
        return workbench.layers().list().stream()
                .filter(layer -> layer instanceof PolygonLayer polygons
                        && polygons.file().equals(file))
                .map(PolygonLayer.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static RasterLayer classes(Workbench workbench) {
        return workbench.layers().list().stream()
                .filter(layer -> layer instanceof RasterLayer raster
                        && raster.source().path().endsWith("classes.tif"))
                .map(RasterLayer.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private Path epochMap(String name, float value) throws Exception {
        Path file = folder.resolve(name);
        Grid grid = Rasters.open(BEFORE.toString()).grid();
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, GeoTiffFormat.score())) {
            float[] values = new float[(int) grid.pixels()];
            Arrays.fill(values, value);
            writer.write(grid.window(), values);
            writer.finish();
        }
        return file;
    }

    private static float sample(RasterLayer layer) throws Exception {
        return layer.source()
                .raster()
                .read(new Window(5, 5, 1, 1), new int[] {0})
                .samples(0)[0];
    }

    @Test
    void wrongFile_leavesWhatIsOpen() throws Exception {
        Workbench workbench = workbench();
        workbench.opener().openBefore(BEFORE);
        workbench.opener().openAfter(Files.writeString(folder.resolve("broken.tif"), "II*"));
        assertEquals(1, workbench.layers().list().size());
        assertTrue(workbench.messages().shown().get(0).text().contains("broken.tif"));
    }
}
