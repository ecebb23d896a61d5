package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import org.palimpsest.app.detector.DetectorsViewModel;
import org.palimpsest.app.layer.DefaultStyle;
import org.palimpsest.app.layer.Feature;
import org.palimpsest.app.layer.GeoJsonFile;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.LayersViewModel;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.layer.RasterSource;
import org.palimpsest.app.layer.RasterStyle;
import org.palimpsest.app.layer.SampleCache;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.app.map.MapLayer.Date;
import org.palimpsest.app.map.MapViewModel;
import org.palimpsest.app.map.Viewport;
import org.palimpsest.app.pair.PairCheck;
import org.palimpsest.app.pair.PairViewModel;
import org.palimpsest.app.project.ProjectSession;
import org.palimpsest.app.review.ReviewViewModel;
import org.palimpsest.app.run.RunFormViewModel;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.run.RunWorker;
import org.palimpsest.app.run.RunsViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.detect.Detector;
import org.palimpsest.project.ProjectStore;
import org.palimpsest.project.RecentProjects;
import org.palimpsest.project.UnsavedProjects;
import org.palimpsest.raster.BuiltLevels;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.Window;
import org.palimpsest.run.RunEvent;

/**
 * The whole window without its looks: layers, map, detectors, runs, and what happens between them.
 *
 * <p>Everything is used from the window's thread; whatever takes time is sent to {@link Background}.
 */
public final class Workbench {
    private static final int LEAST_PIXELS = 90;
    private static final long SAMPLE_BYTES = 192L << 20;

    /** Where the workbench gets its work done; tests give simple ones. */
    public record Parts(
            Background background,
            RasterSource.Opener rasters,
            List<Detector> detectors,
            RunWorker runs,
            Preferences preferences) {}

    private final Parts parts;
    private final MapViewModel map = new MapViewModel();
    private final LayersViewModel layers = new LayersViewModel();
    private final DetectorsViewModel detectors;
    private final RunFormViewModel form = new RunFormViewModel();
    private final RunsViewModel runs;
    private final Messages messages = new Messages();
    private final SampleCache samples = new SampleCache(SAMPLE_BYTES);
    private final ObjectProperty<Optional<RasterLayer>> before = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<RasterLayer>> after = new SimpleObjectProperty<>(Optional.empty());
    private final PairViewModel pair;
    private final ProjectSession project;
    private final ReviewViewModel review = new ReviewViewModel();
    private final Set<RunViewModel> previews = new HashSet<>();
    private Viewport fitted = map.viewport();
    private final IntegerProperty levelsBuilding = new SimpleIntegerProperty();
    private final ReadOnlyIntegerWrapper opening = new ReadOnlyIntegerWrapper();

    public Workbench(Parts parts) {
        this.parts = parts;
        detectors = new DetectorsViewModel(parts.detectors());
        runs = new RunsViewModel(parts.runs(), parts.background().window());
        runs.setOnEnd(run -> {
            map.outlines().clear();
            new RunResults(this).show(run);
        });
        runs.setOnEvent((run, event) -> {
            if (event instanceof RunEvent.Tile tile) {
                frame(tile.window());
            }
        });
        project = new ProjectSession(
                new WorkbenchContent(this),
                messages,
                new ProjectSession.Parts(
                        new UnsavedProjects(parts.preferences().beside("unsaved"), Clock.systemUTC()),
                        new RecentProjects(parts.preferences().beside("recent-projects.txt")),
                        Clock.systemUTC(),
                        parts.background().writer(),
                        parts.background().window()));
        runs.setOnStart(project::beforeRun);
        layers.list().addListener(this::buildLevels);
        pair = new PairViewModel(parts.background(), before, after);
        pair.checkProperty().addListener(change -> detectors
                .sensorsProperty()
                .set(pair.checkProperty().get().flatMap(PairCheck::sensors)));
        layers.selectedProperty().addListener((observable, old, chosen) -> chosen.filter(PolygonLayer.class::isInstance)
                .map(PolygonLayer.class::cast)
                .ifPresent(layer -> review.layerProperty().set(Optional.of(layer))));
        map.clickedProperty().addListener((observable, old, place) -> review.layerProperty()
                .get()
                .filter(LayerViewModel::isVisible)
                .flatMap(layer -> layer.features().at(place.x(), place.y()))
                .ifPresent(feature -> review.currentProperty().set(Optional.of(feature))));
        form.memoryBytesProperty()
                .set(parts.preferences()
                        .getNumber("memoryBytes", form.memoryBytesProperty().get()));
        form.threadsProperty()
                .set(parts.preferences()
                        .getNumber("threads", form.threadsProperty().get()));
        form.deviceProperty()
                .set(parts.preferences().get("device", form.deviceProperty().get()));
    }

    /** Frames a finished tile in the map; windows of runs are in pixels of the first date. */
    private void frame(Window window) {
        before.get().map(layer -> layer.source().raster().grid().transform()).ifPresent(transform -> map.outlines()
                .add(new double[] {
                    transform.x(window.x(), window.y()), transform.y(window.x(), window.y()),
                    transform.x(window.endX(), window.y()), transform.y(window.endX(), window.y()),
                    transform.x(window.endX(), window.endY()), transform.y(window.endX(), window.endY()),
                    transform.x(window.x(), window.endY()), transform.y(window.x(), window.endY())
                }));
    }

    /** Begins to build the coarser levels of rasters that lack them, as layers join the map. */
    private void buildLevels(ListChangeListener.Change<? extends LayerViewModel> change) {
        while (change.next()) {
            for (LayerViewModel layer : change.getAddedSubList()) {
                if (layer instanceof RasterLayer raster
                        && raster.source().raster() instanceof BuiltLevels levels
                        && raster.source().key().generation() == 0) {
                    new LevelBuilding(parts.background(), messages, levelsBuilding).start(raster, levels);
                }
            }
        }
    }

    public Background background() {
        return parts.background();
    }

    public Preferences preferences() {
        return parts.preferences();
    }

    public MapViewModel map() {
        return map;
    }

    public LayersViewModel layers() {
        return layers;
    }

    public DetectorsViewModel detectors() {
        return detectors;
    }

    /** The settings of the next run. */
    public RunFormViewModel form() {
        return form;
    }

    public RunsViewModel runs() {
        return runs;
    }

    /** How the two dates fit. */
    public PairViewModel pair() {
        return pair;
    }

    /** The polygons that are being looked through. */
    public ReviewViewModel review() {
        return review;
    }

    /** The runs that are previews: their products are not kept. */
    Set<RunViewModel> previews() {
        return previews;
    }

    /** The project that is open. */
    public ProjectSession project() {
        return project;
    }

    public Messages messages() {
        return messages;
    }

    /** The first date; empty until it is open. */
    public ObjectProperty<Optional<RasterLayer>> beforeProperty() {
        return before;
    }

    /** The second date; empty until it is open. */
    public ObjectProperty<Optional<RasterLayer>> afterProperty() {
        return after;
    }

    /** How many files are being opened. */
    public ReadOnlyIntegerProperty openingProperty() {
        return opening.getReadOnlyProperty();
    }

    /** For how many rasters coarser levels are being built. */
    int levelsBuilding() {
        return levelsBuilding.get();
    }

    /** Opens the first date; its coordinate system becomes the map's. */
    public void openBefore(Path file) {
        open(
                file,
                () -> {
                    RasterLayer.Loaded loaded = RasterLayer.Loaded.load(file, parts.rasters(), Optional.empty());
                    return loaded.inItsOwnSystem();
                },
                loaded -> {
                    before.get().ifPresent(this::close);
                    RasterLayer layer = picture(file, Date.BEFORE, loaded);
                    boolean first = layers.list().isEmpty();
                    useCrs(loaded.source().raster().grid().crs());
                    before.set(Optional.of(layer));
                    layers.add(layer);
                    if (first || after.get().isPresent()) {
                        fit();
                    }
                });
    }

    /** Opens the second date. */
    public void openAfter(Path file) {
        openPicture(file, Date.AFTER);
    }

    /** Adds any other raster to the map. */
    public void openRaster(Path file) {
        openPicture(file, Date.BOTH);
    }

    /** Takes files that were dropped or given at start: first the missing dates, then polygons and further rasters. */
    public void openAll(List<Path> files) {
        if (!files.isEmpty() && isProject(files.get(0))) {
            project.open(files.get(0));
            return;
        }
        boolean needsBefore = before.get().isEmpty();
        boolean needsAfter = after.get().isEmpty();
        for (Path file : files) {
            if (isGeoJson(file)) {
                openPolygons(file);
            } else if (needsBefore) {
                needsBefore = false;
                openBefore(file);
            } else if (needsAfter) {
                needsAfter = false;
                openAfter(file);
            } else {
                openRaster(file);
            }
        }
    }

    /** Adds the polygons of a GeoJSON file. */
    public void openPolygons(Path file) {
        openPolygons(file, Text.of("layer.named.polygons", file.getFileName()), layer -> {});
    }

    /** Adds polygons under a name of the program's choice. */
    void openPolygons(Path file, String name, java.util.function.Consumer<PolygonLayer> added) {
        Optional<Crs> mapCrs = map.crsProperty().get();
        open(
                file,
                () -> {
                    PolygonLayer layer =
                            new PolygonLayer(name, file, GeoJsonFile.read(file), Optional.of(Crs.longitudeLatitude()));
                    layer.place(mapCrs).run();
                    return layer;
                },
                layer -> {
                    layers.add(layer);
                    placeIfMoved(layer, mapCrs);
                    added.accept(layer);
                });
    }

    /** Adds a product of a run that is a raster on the first date's grid. */
    void openProduct(
            Path file, String name, LayerKind kind, RasterStyle style, java.util.function.Consumer<RasterLayer> added) {
        Optional<Crs> mapCrs = map.crsProperty().get();
        open(file, () -> RasterLayer.Loaded.load(file, parts.rasters(), mapCrs), loaded -> {
            RasterLayer layer = new RasterLayer(name, kind, Date.BOTH, loaded, style, samples);
            layers.add(layer);
            placeIfMoved(layer, mapCrs);
            added.accept(layer);
        });
    }

    /** Takes a layer out of the map and closes its file. */
    public void close(LayerViewModel layer) {
        layers.remove(layer);
        if (review.layerProperty().get().filter(open -> open == layer).isPresent()) {
            review.layerProperty().set(Optional.empty());
        }
        if (before.get().filter(open -> open == layer).isPresent()) {
            before.set(Optional.empty());
        }
        if (after.get().filter(open -> open == layer).isPresent()) {
            after.set(Optional.empty());
        }
        if (layer instanceof RasterLayer raster) {
            raster.closing().request();
            // Closing waits for reads that are still running.
            parts.background()
                    .run(
                            () -> {
                                raster.source().raster().close();
                                return true;
                            },
                            done -> {},
                            messages::failed);
        }
    }

    /** Shows a polygon with what is around it, never closer than a few dozen pixels of the first date. */
    void showFeature(Feature feature) {
        double least = LEAST_PIXELS
                * before.get()
                        .map(layer -> layer.source().raster().grid().transform().pixelWidth())
                        .orElse(0.0);
        MapExtent extent = feature.extent().grow(1);
        double width = Math.max(extent.width(), least) / 2;
        double height = Math.max(extent.height(), least) / 2;
        map.show(new MapExtent(
                extent.centreX() - width,
                extent.centreY() - height,
                extent.centreX() + width,
                extent.centreY() + height));
    }

    /** Shows all that is open. */
    public void showAll() {
        layers.list().stream()
                .filter(LayerViewModel::isVisible)
                .flatMap(layer -> layer.extent().stream())
                .reduce(MapExtent::union)
                .ifPresent(map::show);
    }

    /** Counts files whose opening began (above 0) or ended (below 0) elsewhere. */
    void countOpening(int files) {
        opening.set(opening.get() + files);
    }

    /** Opens rasters; for workers. */
    RasterSource.Opener rasters() {
        return parts.rasters();
    }

    /** A raster layer that is not in the map yet, in its first style. */
    RasterLayer layer(String name, LayerKind kind, Date date, RasterLayer.Loaded loaded) {
        return new RasterLayer(
                name,
                kind,
                date,
                loaded,
                DefaultStyle.of(loaded.source().raster().bands(), loaded.statistics()),
                samples);
    }

    /** Fills the empty map with layers, the topmost first, that were placed in this coordinate system. */
    void restore(List<LayerViewModel> restored, Optional<Crs> crs) {
        List<RasterLayer> rasters = restored.stream()
                .filter(RasterLayer.class::isInstance)
                .map(RasterLayer.class::cast)
                .toList();
        useCrs(crs);
        layers.list().setAll(restored);
        before.set(rasters.stream().filter(layer -> layer.date() == Date.BEFORE).findFirst());
        after.set(rasters.stream().filter(layer -> layer.date() == Date.AFTER).findFirst());
        layers.selectedProperty().set(restored.stream().findFirst());
        if (!restored.isEmpty()) {
            fit();
        }
    }

    private void fit() {
        layers.list().stream()
                .flatMap(layer -> layer.extent().stream())
                .reduce(MapExtent::union)
                .ifPresent(map::showWithoutHistory);
        fitted = map.viewport();
    }

    /** Shows all again if the user has not moved the map since it was last fitted. */
    private void refit() {
        if (map.viewport().resize(1, 1).equals(fitted.resize(1, 1))) {
            fit();
        }
    }

    private void openPicture(Path file, Date date) {
        Optional<Crs> mapCrs = map.crsProperty().get();
        boolean own = layers.list().isEmpty() && before.get().isEmpty();
        open(
                file,
                () -> {
                    RasterLayer.Loaded loaded = RasterLayer.Loaded.load(file, parts.rasters(), mapCrs);
                    return own ? loaded.inItsOwnSystem() : loaded;
                },
                loaded -> {
                    if (date == Date.AFTER) {
                        after.get().ifPresent(this::close);
                    }
                    RasterLayer layer = picture(file, date, loaded);
                    boolean first = layers.list().isEmpty();
                    if (first) {
                        useCrs(loaded.source().raster().grid().crs());
                    } else {
                        placeIfMoved(layer, mapCrs);
                    }
                    if (date == Date.AFTER) {
                        after.set(Optional.of(layer));
                    }
                    layers.add(layer);
                    if (first || date == Date.AFTER) {
                        fit();
                    }
                });
    }

    private RasterLayer picture(Path file, Date date, RasterLayer.Loaded loaded) {
        String name = String.valueOf(file.getFileName());
        return new RasterLayer(
                name,
                LayerKind.PICTURE,
                date,
                loaded,
                DefaultStyle.of(loaded.source().raster().bands(), loaded.statistics()),
                samples);
    }

    private <T> void open(Path file, java.util.concurrent.Callable<T> load, java.util.function.Consumer<T> loaded) {
        opening.set(opening.get() + 1);
        parts.background()
                .run(
                        load,
                        result -> {
                            opening.set(opening.get() - 1);
                            loaded.accept(result);
                        },
                        e -> {
                            opening.set(opening.get() - 1);
                            messages.failed(e);
                        });
    }

    /** Gives the map a coordinate system and moves the layers that are open to their places in it. */
    private void useCrs(Optional<Crs> crs) {
        Optional<Crs> old = map.crsProperty().get();
        map.crsProperty().set(crs);
        map.toDegreesProperty().set(Optional.empty());
        crs.ifPresent(known -> parts.background()
                .run(
                        () -> known.mapTo(Crs.longitudeLatitude()),
                        found -> map.toDegreesProperty().set(Optional.of(found)),
                        messages::failed));
        List.copyOf(layers.list()).forEach(layer -> placeIfMoved(layer, old));
    }

    /** Finds a layer's place again if the map's coordinate system is no longer the one it was placed in. */
    private void placeIfMoved(LayerViewModel layer, Optional<Crs> placedIn) {
        Optional<Crs> now = map.crsProperty().get();
        if (!now.equals(placedIn)) {
            parts.background()
                    .run(
                            () -> layer.place(now),
                            placed -> {
                                placed.run();
                                refit();
                            },
                            messages::failed);
        }
    }

    private static boolean isProject(Path file) {
        return String.valueOf(file.getFileName())
                .toLowerCase(java.util.Locale.ROOT)
                .endsWith(ProjectStore.ENDING);
    }

    static boolean isGeoJson(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(java.util.Locale.ROOT);
        return name.endsWith(".geojson") || name.endsWith(".json");
    }
}
