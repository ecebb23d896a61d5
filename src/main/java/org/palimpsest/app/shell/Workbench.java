package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.palimpsest.app.detector.DetectorSpeeds;
import org.palimpsest.app.detector.DetectorsViewModel;
import org.palimpsest.app.detector.HubShelf;
import org.palimpsest.app.detector.ModelShelf;
import org.palimpsest.app.detector.ModelText;
import org.palimpsest.app.label.LabelsViewModel;
import org.palimpsest.app.layer.LabelLayer;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.LayersViewModel;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.layer.RasterSource;
import org.palimpsest.app.map.MapLayer.Date;
import org.palimpsest.app.map.MapViewModel;
import org.palimpsest.app.pair.PairViewModel;
import org.palimpsest.app.project.ProjectSession;
import org.palimpsest.app.review.ReviewViewModel;
import org.palimpsest.app.run.RunFormViewModel;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.run.RunWorker;
import org.palimpsest.app.run.RunsViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.train.DatasetCheckViewModel;
import org.palimpsest.app.train.SystemTrainingProcess;
import org.palimpsest.app.train.TrainFormViewModel;
import org.palimpsest.app.train.TrainingOrder;
import org.palimpsest.app.train.TrainingProcess;
import org.palimpsest.app.train.TrainingsViewModel;
import org.palimpsest.app.work.Background;
import org.palimpsest.app.work.EditHistory;
import org.palimpsest.base.UserFolder;
import org.palimpsest.detect.Detector;
import org.palimpsest.nn.GpuSupport;
import org.palimpsest.project.RecentProjects;
import org.palimpsest.project.UnsavedProjects;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.LevelStore;

/**
 * The whole window without its looks: layers, map, detectors, runs; {@link WorkbenchLinks} ties them together.
 *
 * <p>Everything is used from the window's thread; whatever takes time is sent to {@link Background}.
 */
public final class Workbench {
    /**
     * Where the workbench gets its work done; tests give simple ones.
     *
     * @param levels where coarser levels of large rasters are kept
     * @param trainings who executes trainings
     */
    public record Parts(
            Background background,
            RasterSource.Opener rasters,
            LevelStore levels,
            List<Detector> detectors,
            RunWorker runs,
            TrainingProcess trainings,
            Preferences preferences) {
        /** Parts that train in processes of their own and keep levels in the user's cache folder, as much of them as the preferences say. */
        public Parts(
                Background background,
                RasterSource.Opener rasters,
                List<Detector> detectors,
                RunWorker runs,
                Preferences preferences) {
            this(
                    background,
                    rasters,
                    new LevelStore(UserFolder.current().cache().resolve("levels"), preferences.cacheBytes()),
                    detectors,
                    runs,
                    new SystemTrainingProcess(),
                    preferences);
        }
    }

    private final Parts parts;
    private final MapViewModel map = new MapViewModel();
    private final LayersViewModel layers = new LayersViewModel();
    private final Messages messages = new Messages();
    private final ObjectProperty<Optional<RasterLayer>> before = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<RasterLayer>> after = new SimpleObjectProperty<>(Optional.empty());
    private final MapPlaces places = new MapPlaces(this);
    private final DetectorsViewModel detectors;
    private final ModelShelf models;
    private final RunFormViewModel form = new RunFormViewModel();
    private final RunsViewModel runs;
    private final TrainingsViewModel trainings;
    private final DatasetCheckViewModel datasetCheck;
    private @Nullable TrainFormViewModel trainForm;
    private final Set<RunViewModel> previews = new HashSet<>();
    private final Set<LayerViewModel> passing = new HashSet<>();
    private final LayerOpener opener;
    private final LevelBuilding levels;
    private final PairViewModel pair;
    private final EditHistory history = new EditHistory();
    private final ReviewViewModel review = new ReviewViewModel(history);
    private final LabelsViewModel labels;
    private final ProjectSession project;
    private final Optional<GpuInstall> gpu;
    private final HubShelf hub;
    private final DetectorComparison comparison;

    public Workbench(Parts parts) {
        this.parts = parts;
        opener = new LayerOpener(this, parts.rasters(), parts.levels());
        gpu = GpuSupport.ofThisSystem().map(support -> new GpuInstall(parts.background(), GpuInstall.of(support)));
        detectors = new DetectorsViewModel(
                parts.detectors(), new DetectorSpeeds(parts.preferences().beside("speeds.properties")));
        models = new ModelShelf(parts.background(), parts.preferences().beside("models.txt"));
        hub = new HubShelf(parts.background(), models);
        runs = new RunsViewModel(parts.runs(), parts.background().window());
        trainings = new TrainingsViewModel(
                parts.trainings(), parts.background(), parts.preferences().beside("trainings.txt"));
        datasetCheck = new DatasetCheckViewModel(parts.background());
        project = new ProjectSession(new WorkbenchContent(this), messages, projectParts(parts));
        levels = new LevelBuilding(parts.background(), messages);
        levels.watch(layers.list());
        pair = new PairViewModel(parts.background(), before, after);
        comparison = new DetectorComparison(this);
        labels = new LabelsViewModel(
                new LabelsViewModel.Parts(parts.background(), map, layers, history, before::get, messages::failed));
        new WorkbenchLinks(this).tie();
        form.memoryBytesProperty()
                .set(parts.preferences()
                        .getNumber("memoryBytes", form.memoryBytesProperty().get()));
        form.threadsProperty()
                .set(parts.preferences()
                        .getNumber("threads", form.threadsProperty().get()));
        form.deviceProperty()
                .set(parts.preferences().get("device", form.deviceProperty().get()));
    }

    private static ProjectSession.Parts projectParts(Parts parts) {
        return new ProjectSession.Parts(
                new UnsavedProjects(parts.preferences().beside("unsaved"), Clock.systemUTC()),
                new RecentProjects(parts.preferences().beside("recent-projects.txt")),
                Clock.systemUTC(),
                parts.background().writer(),
                parts.background().window());
    }

    public Background background() {
        return parts.background();
    }

    public Preferences preferences() {
        return parts.preferences();
    }

    /** The trained models that were opened. */
    public ModelShelf models() {
        return models;
    }

    /** The published models that can be fetched. */
    HubShelf hub() {
        return hub;
    }

    /** Opens a model folder and makes it the detector of the next run. */
    void openModel(Path path) {
        models.add(
                path,
                model -> {
                    detectors.use(model);
                    messages.inform(Text.of("message.model", model.name(), ModelText.of(model.card())));
                },
                messages::failed);
    }

    /** The installation of what graphics cards need; empty on systems that have none. */
    Optional<GpuInstall> gpu() {
        return gpu;
    }

    public MapViewModel map() {
        return map;
    }

    /** Where layers are on the map, and the view that shows them. */
    public MapPlaces places() {
        return places;
    }

    public LayersViewModel layers() {
        return layers;
    }

    /** Opens files as layers. */
    public LayerOpener opener() {
        return opener;
    }

    /** The coarser levels that large rasters are being given. */
    LevelBuilding levels() {
        return levels;
    }

    /** Where coarser levels of large rasters are kept. */
    LevelStore levelStore() {
        return parts.levels();
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

    /** The trainings that are going on or have ended. */
    public TrainingsViewModel trainings() {
        return trainings;
    }

    /** What the user sets for the next training. */
    TrainFormViewModel trainForm() {
        TrainFormViewModel made = trainForm;
        if (made == null) {
            made = new TrainFormViewModel(
                    parts.background(), parts.preferences().results(), resources());
            trainForm = made;
        }
        return made;
    }

    /** The check of the next training's dataset. */
    DatasetCheckViewModel datasetCheck() {
        return datasetCheck;
    }

    /** What a run or a training may use of the machine, as the settings say. */
    TrainingOrder.Resources resources() {
        return new TrainingOrder.Resources(
                form.deviceProperty().get(),
                form.threadsProperty().get(),
                form.memoryBytesProperty().get());
    }

    /** How the two dates fit. */
    public PairViewModel pair() {
        return pair;
    }

    /** The polygons that are being looked through. */
    public ReviewViewModel review() {
        return review;
    }

    /** What was done and can be taken back. */
    public EditHistory history() {
        return history;
    }

    /** The labels that are drawn on the map. */
    public LabelsViewModel labels() {
        return labels;
    }

    /** Several detectors on the pair, side by side. */
    DetectorComparison comparison() {
        return comparison;
    }

    /** The runs that are previews: their products are not kept. */
    Set<RunViewModel> previews() {
        return previews;
    }

    /** The layers of previews and of runs that are going on: they are not kept in the project. */
    Set<LayerViewModel> passing() {
        return passing;
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

    /** Takes a layer out of the map and closes its file. */
    public void close(LayerViewModel layer) {
        layers.remove(layer);
        passing.remove(layer);
        if (review.layerProperty().get().filter(open -> open == layer).isPresent()) {
            review.layerProperty().set(Optional.empty());
        }
        if (before.get().filter(open -> open == layer).isPresent()) {
            before.set(Optional.empty());
        }
        if (after.get().filter(open -> open == layer).isPresent()) {
            after.set(Optional.empty());
        }
        if (layer instanceof LabelLayer drawn) {
            labels.removed(drawn);
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

    /** Fills the empty map with layers, the topmost first, that were placed in this coordinate system. */
    void restore(List<LayerViewModel> restored, Optional<Crs> crs) {
        List<RasterLayer> rasters = restored.stream()
                .filter(RasterLayer.class::isInstance)
                .map(RasterLayer.class::cast)
                .toList();
        places.useCrs(crs);
        layers.list().setAll(restored);
        before.set(rasters.stream().filter(layer -> layer.date() == Date.BEFORE).findFirst());
        after.set(rasters.stream().filter(layer -> layer.date() == Date.AFTER).findFirst());
        layers.selectedProperty().set(restored.stream().findFirst());
        if (!restored.isEmpty()) {
            places.fit();
        }
    }
}
