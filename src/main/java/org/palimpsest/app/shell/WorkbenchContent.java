package org.palimpsest.app.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.palimpsest.app.layer.GeoJsonFile;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.map.MapLayer.Date;
import org.palimpsest.app.map.MapMode;
import org.palimpsest.app.map.Viewport;
import org.palimpsest.app.project.ProjectContent;
import org.palimpsest.app.project.SavedStyle;
import org.palimpsest.app.review.ReviewViewModel.Status;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;
import org.palimpsest.project.LayerStyle;
import org.palimpsest.project.PairSettings;
import org.palimpsest.project.Project;
import org.palimpsest.project.ProjectLayer;
import org.palimpsest.project.ProjectLayer.Role;
import org.palimpsest.project.ProjectRun;
import org.palimpsest.project.ProjectView;
import org.palimpsest.project.ReviewMark;
import org.palimpsest.raster.Crs;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.RunEvent;

/** The workbench as a project: written down, and laid out again as it was. */
final class WorkbenchContent implements ProjectContent {
    private final Workbench workbench;
    /** Layers whose files could not be opened, with their places; they stay in the project. */
    private final Map<Integer, ProjectLayer> absent = new LinkedHashMap<>();

    private final Map<PolygonLayer, Map<Long, String>> notes = new WeakHashMap<>();

    private Optional<PairSettings.Shift> shift = Optional.empty();
    private Optional<Crs> namedCrs = Optional.empty();
    private Optional<String> crsText = Optional.empty();

    WorkbenchContent(Workbench workbench) {
        this.workbench = workbench;
    }

    /** One layer that a worker has opened, or why it could not. */
    private record Loaded(
            ProjectLayer saved,
            Optional<RasterLayer.Loaded> raster,
            Optional<PolygonLayer> polygons,
            Optional<Exception> fault) {}

    /**
     * All layers of a project, opened.
     *
     * @param crs the system of the map
     */
    private record Opened(List<Loaded> layers, Optional<Crs> crs) {}

    @Override
    public boolean isBusy() {
        return workbench.runs().isBusy();
    }

    @Override
    public Project snapshot() {
        List<ProjectLayer> layers = workbench.layers().list().stream()
                .filter(layer -> !layer.name().equals(Text.of("layer.preview")))
                .map(this::saved)
                .collect(Collectors.toCollection(ArrayList::new));
        absent.forEach((place, layer) -> layers.add(Math.min(place, layers.size()), layer));
        List<ProjectRun> runs = workbench.runs().list().stream()
                .filter(run -> !workbench.previews().contains(run))
                .map(WorkbenchContent::saved)
                .toList();
        String resampling = workbench.form().resamplingProperty().get();
        return new Project(
                layers,
                layers.isEmpty() ? Optional.empty() : Optional.of(view()),
                runs,
                new PairSettings(resampling, shift));
    }

    @Override
    public void show(Project project, Runnable shown) {
        absent.clear();
        List.copyOf(workbench.layers().list()).forEach(workbench::close);
        List.copyOf(workbench.runs().list()).forEach(workbench.runs()::forget);
        workbench.form().resamplingProperty().set(project.pair().resampling());
        shift = project.pair().shift();
        int files = project.layers().size();
        workbench.countOpening(files);
        workbench
                .background()
                .run(
                        () -> load(project.layers()),
                        loaded -> {
                            workbench.countOpening(-files);
                            lay(loaded, project);
                            shown.run();
                        },
                        e -> {
                            workbench.countOpening(-files);
                            workbench.messages().failed(e);
                            shown.run();
                        });
    }

    private ProjectLayer saved(LayerViewModel layer) {
        Map<Long, ReviewMark> review = new LinkedHashMap<>();
        if (layer instanceof PolygonLayer polygons) {
            // The window shows no notes yet, but those that a project holds stay in it.
            Map<Long, String> kept = notes.getOrDefault(polygons, Map.of());
            kept.forEach((id, note) -> review.put(id, new ReviewMark(ReviewMark.Decision.OPEN, note)));
            workbench
                    .review()
                    .decided(polygons)
                    .forEach((id, status) -> review.put(
                            id, new ReviewMark(ReviewMark.Decision.valueOf(status.name()), kept.getOrDefault(id, ""))));
            LayerStyle style =
                    new LayerStyle.OneColour(polygons.colourProperty().get());
            return new ProjectLayer(
                    layer.name(), polygons.file(), Role.POLYGONS, style, layer.opacity(), layer.isVisible(), review);
        }
        RasterLayer raster = (RasterLayer) layer;
        return new ProjectLayer(
                layer.name(),
                raster.source().path(),
                role(raster),
                SavedStyle.of(raster.styleProperty().get()),
                layer.opacity(),
                layer.isVisible(),
                review);
    }

    private static Role role(RasterLayer layer) {
        return switch (layer.kind()) {
            case MASK -> Role.MASK;
            case SCORE -> Role.SCORE;
            case POLYGONS -> Role.POLYGONS;
            case PICTURE ->
                switch (layer.date()) {
                    case BEFORE -> Role.BEFORE;
                    case AFTER -> Role.AFTER;
                    case BOTH -> Role.PICTURE;
                };
        };
    }

    private static ProjectRun saved(RunViewModel run) {
        ProjectRun.State state =
                switch (run.state()) {
                    case DONE -> ProjectRun.State.DONE;
                    case CANCELLED -> ProjectRun.State.CANCELLED;
                    case FAILED -> ProjectRun.State.FAILED;
                    case QUEUED, RUNNING, CANCELLING -> ProjectRun.State.UNFINISHED;
                };
        return new ProjectRun(
                run.title(),
                run.spec(),
                state,
                run.whatHappenedProperty().get(),
                run.whatToDoProperty().get(),
                run.products().stream()
                        .map(product -> new ProjectRun.Product(product.kind(), product.file()))
                        .toList());
    }

    private ProjectView view() {
        Viewport now = workbench.map().viewport();
        return new ProjectView(
                now.centreX(),
                now.centreY(),
                now.resolution(),
                crsText(),
                workbench.map().modeProperty().get().name().toLowerCase(java.util.Locale.ROOT));
    }

    /** The map's system in words; looked up once for each system, because it takes a database. */
    private Optional<String> crsText() {
        Optional<Crs> now = workbench.map().crsProperty().get();
        if (!now.equals(namedCrs)) {
            namedCrs = now;
            crsText = now.map(crs -> crs.code().orElseGet(crs::wkt));
        }
        return crsText;
    }

    /** Opens all files on a worker, first the date whose system the map will have. */
    private Opened load(List<ProjectLayer> layers) {
        Map<ProjectLayer, Loaded> loaded = new LinkedHashMap<>();
        Optional<Crs> crs = Optional.empty();
        boolean first = true;
        List<ProjectLayer> order = layers.stream()
                .sorted(java.util.Comparator.comparingInt(layer -> layer.role().ordinal()))
                .toList();
        for (ProjectLayer layer : order) {
            try {
                if (layer.role() == Role.POLYGONS) {
                    PolygonLayer polygons = new PolygonLayer(
                            layer.name(),
                            layer.source(),
                            GeoJsonFile.read(layer.source()),
                            Optional.of(Crs.longitudeLatitude()));
                    polygons.place(crs).run();
                    loaded.put(layer, new Loaded(layer, Optional.empty(), Optional.of(polygons), Optional.empty()));
                } else {
                    RasterLayer.Loaded raster = RasterLayer.Loaded.load(layer.source(), workbench.rasters(), crs);
                    if (first) {
                        raster = raster.inItsOwnSystem();
                        crs = raster.source().raster().grid().crs();
                        first = false;
                    }
                    loaded.put(layer, new Loaded(layer, Optional.of(raster), Optional.empty(), Optional.empty()));
                }
            } catch (BadInputException | RuntimeException e) {
                loaded.put(layer, new Loaded(layer, Optional.empty(), Optional.empty(), Optional.of(e)));
            }
        }
        return new Opened(layers.stream().map(loaded::get).toList(), crs);
    }

    private void lay(Opened opened, Project project) {
        List<Loaded> loaded = opened.layers();
        List<LayerViewModel> layers = new ArrayList<>();
        for (int place = 0; place < loaded.size(); place++) {
            Loaded one = loaded.get(place);
            Optional<LayerViewModel> layer = one.polygons()
                    .<LayerViewModel>map(polygons -> polygons)
                    .or(() -> one.raster().map(raster -> raster(one.saved(), raster)));
            if (layer.isEmpty()) {
                absent.put(place, one.saved());
                one.fault()
                        .filter(fault -> java.nio.file.Files.exists(one.saved().source()))
                        .ifPresent(workbench.messages()::failed);
            }
            layer.ifPresent(shown -> {
                shown.visibleProperty().set(one.saved().visible());
                shown.opacityProperty().set(one.saved().opacity());
                layers.add(shown);
            });
        }
        workbench.restore(layers, opened.crs());
        for (LayerViewModel layer : layers) {
            if (layer instanceof PolygonLayer polygons) {
                loaded.stream()
                        .filter(one ->
                                one.polygons().filter(open -> open == polygons).isPresent())
                        .findFirst()
                        .ifPresent(one -> review(polygons, one.saved()));
            }
        }
        List<ProjectRun> runs = project.runs();
        for (int i = runs.size() - 1; i >= 0; i--) {
            recall(runs.get(i));
        }
        project.view().ifPresent(this::look);
    }

    private LayerViewModel raster(ProjectLayer saved, RasterLayer.Loaded loaded) {
        LayerKind kind =
                switch (saved.role()) {
                    case SCORE -> LayerKind.SCORE;
                    case MASK -> LayerKind.MASK;
                    default -> LayerKind.PICTURE;
                };
        Date date =
                switch (saved.role()) {
                    case BEFORE -> Date.BEFORE;
                    case AFTER -> Date.AFTER;
                    default -> Date.BOTH;
                };
        RasterLayer layer = workbench.layer(saved.name(), kind, date, loaded);
        SavedStyle.restore(saved.style(), loaded.statistics().size()).ifPresent(layer.styleProperty()::set);
        if (kind == LayerKind.SCORE) {
            layer.marksProperty().set(Map.copyOf(loaded.statistics().get(0).thresholds()));
        }
        return layer;
    }

    private void review(PolygonLayer polygons, ProjectLayer saved) {
        if (saved.style() instanceof LayerStyle.OneColour colour) {
            polygons.colourProperty().set(colour.argb());
        }
        Map<Long, Status> decided = new LinkedHashMap<>();
        Map<Long, String> written = new LinkedHashMap<>();
        saved.review().forEach((id, mark) -> {
            decided.put(id, Status.valueOf(mark.decision().name()));
            if (!mark.note().isEmpty()) {
                written.put(id, mark.note());
            }
        });
        notes.put(polygons, written);
        workbench.review().restore(polygons, decided);
    }

    private void recall(ProjectRun run) {
        Outcome outcome =
                switch (run.state()) {
                    case DONE ->
                        new Outcome.Done(
                                List.of(), run.whatHappened().isEmpty() ? List.of() : List.of(run.whatHappened()));
                    case CANCELLED -> new Outcome.Cancelled(tiles(run.whatHappened()));
                    case FAILED -> new Outcome.Failed(run.whatHappened(), run.whatToDo(), false);
                    case UNFINISHED ->
                        new Outcome.Failed(
                                Text.of("project.run.unfinished"), Text.of("project.run.unfinished.next"), false);
                };
        workbench
                .runs()
                .recall(
                        run.title(),
                        run.spec(),
                        run.products().stream()
                                .map(product -> new RunEvent.Product(product.kind(), product.file()))
                                .toList(),
                        outcome);
    }

    /** How many tiles a cancelled run kept, which is all that it has to say. */
    private static long tiles(String whatHappened) {
        return whatHappened.matches("\\d{1,18}") ? Long.parseLong(whatHappened) : 0;
    }

    private void look(ProjectView view) {
        for (MapMode mode : MapMode.values()) {
            if (mode.name().equalsIgnoreCase(view.mode())) {
                workbench.map().modeProperty().set(mode);
            }
        }
        if (!view.crs().equals(crsText())) {
            workbench.showAll();
            return;
        }
        Viewport now = workbench.map().viewport();
        int step = (int) Math.rint(-Viewport.STEPS_PER_OCTAVE * Math.log(view.unitsPerPixel()) / Math.log(2));
        workbench
                .map()
                .viewportProperty()
                .set(new Viewport(view.centreX(), view.centreY(), step, now.width(), now.height()));
    }
}
