package org.palimpsest.app.shell;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.palimpsest.app.layer.LabelLayer;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.map.MapMode;
import org.palimpsest.app.map.Viewport;
import org.palimpsest.app.project.ProjectContent;
import org.palimpsest.project.Project;
import org.palimpsest.project.ProjectLabels;
import org.palimpsest.project.ProjectLayer;
import org.palimpsest.project.ProjectRun;
import org.palimpsest.project.ProjectView;
import org.palimpsest.raster.Crs;

/** The workbench as a project: written down, and laid out again as it was. */
final class WorkbenchContent implements ProjectContent {
    private final Workbench workbench;
    private final SavedLayer savedLayer;
    /** Layers whose files could not be opened, with their places; they stay in the project. */
    private final Map<Integer, ProjectLayer> absent = new LinkedHashMap<>();

    private Optional<Crs> namedCrs = Optional.empty();
    private Optional<String> crsText = Optional.empty();

    WorkbenchContent(Workbench workbench) {
        this.workbench = workbench;
        savedLayer = new SavedLayer(workbench.opener(), workbench.review());
    }

    @Override
    public boolean isBusy() {
        return workbench.runs().isBusy();
    }

    @Override
    public Project snapshot() {
        List<ProjectLayer> layers = workbench.layers().list().stream()
                .filter(layer -> !workbench.passing().contains(layer) && !(layer instanceof LabelLayer))
                .map(savedLayer::save)
                .collect(Collectors.toCollection(ArrayList::new));
        absent.forEach((place, layer) -> layers.add(Math.min(place, layers.size()), layer));
        List<ProjectRun> runs = workbench.runs().list().stream()
                .filter(run -> !workbench.previews().contains(run))
                .map(SavedRun::of)
                .toList();
        return new Project(
                layers,
                layers.isEmpty() ? Optional.empty() : Optional.of(view()),
                runs,
                SavedForm.of(workbench),
                labels());
    }

    private Optional<ProjectLabels> labels() {
        return workbench
                .labels()
                .layerProperty()
                .get()
                .filter(layer -> !layer.labels().isEmpty())
                .map(layer -> new ProjectLabels(layer.labels(), layer.opacity(), layer.isVisible()));
    }

    @Override
    public void show(Project project, Runnable shown) {
        absent.clear();
        workbench.labels().forget();
        List.copyOf(workbench.layers().list()).forEach(workbench::close);
        List.copyOf(workbench.runs().list()).forEach(workbench.runs()::forget);
        SavedForm.restore(project.form(), workbench);
        int files = project.layers().size();
        workbench.opener().countOpening(files);
        workbench
                .background()
                .run(
                        () -> ProjectLayerFiles.open(project, workbench.opener()),
                        opened -> {
                            workbench.opener().countOpening(-files);
                            lay(opened, project);
                            shown.run();
                        },
                        e -> {
                            workbench.opener().countOpening(-files);
                            workbench.messages().failed(e);
                            shown.run();
                        });
    }

    private void lay(ProjectLayerFiles files, Project project) {
        List<LayerViewModel> layers = new ArrayList<>();
        for (int place = 0; place < files.layers().size(); place++) {
            ProjectLayerFiles.Opened file = files.layers().get(place);
            Optional<LayerViewModel> layer = file.polygons()
                    .<LayerViewModel>map(polygons -> polygons)
                    .or(() -> file.raster().map(raster -> savedLayer.restore(file.saved(), raster)));
            if (layer.isEmpty()) {
                absent.put(place, file.saved());
                file.fault()
                        .filter(fault -> Files.exists(file.saved().source()))
                        .ifPresent(workbench.messages()::failed);
            }
            layer.ifPresent(shown -> {
                shown.visibleProperty().set(file.saved().visible());
                shown.opacityProperty().set(file.saved().opacity());
                layers.add(shown);
            });
        }
        files.labels().ifPresent(labels -> layers.add(0, labels));
        workbench.restore(layers, files.crs());
        files.labels().ifPresent(workbench.labels()::attach);
        workbench.history().clear();
        files.layers()
                .forEach(file -> file.polygons().ifPresent(polygons -> savedLayer.restore(file.saved(), polygons)));
        List<ProjectRun> runs = project.runs();
        for (int i = runs.size() - 1; i >= 0; i--) {
            SavedRun.recall(runs.get(i), workbench.runs());
        }
        project.view().ifPresent(this::look);
    }

    private ProjectView view() {
        Viewport now = workbench.map().viewport();
        return new ProjectView(
                now.centreX(),
                now.centreY(),
                now.resolution(),
                crsText(),
                workbench.map().modeProperty().get().name().toLowerCase(Locale.ROOT));
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

    private void look(ProjectView view) {
        for (MapMode mode : MapMode.values()) {
            if (mode.name().equalsIgnoreCase(view.mode())) {
                workbench.map().modeProperty().set(mode);
            }
        }
        if (!view.crs().equals(crsText())) {
            workbench.places().showAll();
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
