package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.palimpsest.app.layer.DefaultStyle;
import org.palimpsest.app.layer.FeatureFile;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.layer.RasterSource;
import org.palimpsest.app.layer.RasterStyle;
import org.palimpsest.app.layer.SampleCache;
import org.palimpsest.app.map.MapLayer.Date;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;
import org.palimpsest.project.ProjectStore;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.LevelStore;
import org.palimpsest.vector.read.PolygonFile;

/**
 * Opens files on workers and puts them into the map as layers.
 *
 * <p>Used from the window's thread. A file that cannot be opened ends in a message, never in an exception.
 */
public final class LayerOpener {
    private static final long SAMPLE_BYTES = 192L << 20;

    private final Workbench workbench;
    private final RasterSource.Opener rasters;
    private final LevelStore levels;
    private final SampleCache samples = new SampleCache(SAMPLE_BYTES);
    private final ReadOnlyIntegerWrapper opening = new ReadOnlyIntegerWrapper();

    LayerOpener(Workbench workbench, RasterSource.Opener rasters, LevelStore levels) {
        this.workbench = workbench;
        this.rasters = rasters;
        this.levels = levels;
    }

    /** How many files are being opened. */
    public ReadOnlyIntegerProperty openingProperty() {
        return opening.getReadOnlyProperty();
    }

    /** Opens the first date; its coordinate system becomes the map's. */
    public void openBefore(Path file) {
        open(() -> load(file, Optional.empty()).inItsOwnSystem(), loaded -> {
            workbench.beforeProperty().get().ifPresent(workbench::close);
            RasterLayer layer = picture(file, Date.BEFORE, loaded);
            boolean first = workbench.layers().list().isEmpty();
            workbench.places().useCrs(loaded.source().raster().grid().crs());
            workbench.beforeProperty().set(Optional.of(layer));
            workbench.layers().add(layer);
            if (first || workbench.afterProperty().get().isPresent()) {
                workbench.places().fit();
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

    /** Adds a raster, or the polygons of a vector file. */
    public void openLayer(Path file) {
        if (PolygonFile.hasVectorName(file)) {
            openPolygons(file);
        } else {
            openRaster(file);
        }
    }

    /**
     * Takes files that were dropped or given at start: a project, or else first the missing dates, then polygons and
     * further rasters.
     */
    public void openAll(List<Path> files) {
        if (!files.isEmpty() && nameOf(files.get(0)).endsWith(ProjectStore.ENDING)) {
            workbench.project().open(files.get(0));
            return;
        }
        boolean needsBefore = workbench.beforeProperty().get().isEmpty();
        boolean needsAfter = workbench.afterProperty().get().isEmpty();
        for (Path file : files) {
            if (PolygonFile.hasVectorName(file)) {
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

    /** Adds the polygons of a vector file. */
    public void openPolygons(Path file) {
        openPolygons(file, Text.of("layer.named.polygons", file.getFileName()), layer -> {});
    }

    /** Adds polygons under a name of the program's choice. */
    void openPolygons(Path file, String name, Consumer<PolygonLayer> added) {
        Optional<Crs> mapCrs = workbench.map().crsProperty().get();
        open(
                () -> {
                    FeatureFile read = FeatureFile.read(file);
                    PolygonLayer layer = new PolygonLayer(name, file, read.features(), read.crs());
                    layer.place(mapCrs).run();
                    return layer;
                },
                layer -> {
                    workbench.layers().add(layer);
                    workbench.places().placeIfMoved(layer, mapCrs);
                    added.accept(layer);
                });
    }

    /** Adds a product of a run that is a raster on the first date's grid. */
    void openProduct(Path file, String name, LayerKind kind, RasterStyle style, Consumer<RasterLayer> added) {
        Optional<Crs> mapCrs = workbench.map().crsProperty().get();
        open(() -> load(file, mapCrs), loaded -> {
            RasterLayer layer = layer(name, kind, Date.BOTH, loaded, style);
            workbench.layers().add(layer);
            workbench.places().placeIfMoved(layer, mapCrs);
            added.accept(layer);
        });
    }

    /** Opens and looks at a raster; for workers. */
    RasterLayer.Loaded load(Path file, Optional<Crs> mapCrs) throws BadInputException {
        return RasterLayer.Loaded.load(file, rasters, levels, mapCrs);
    }

    /** A raster layer that is not in the map yet, in its first style. */
    RasterLayer layer(String name, LayerKind kind, Date date, RasterLayer.Loaded loaded) {
        RasterStyle style = DefaultStyle.of(loaded.source().raster().bands(), loaded.statistics());
        return layer(name, kind, date, loaded, style);
    }

    /** A raster layer that is not in the map yet. */
    RasterLayer layer(String name, LayerKind kind, Date date, RasterLayer.Loaded loaded, RasterStyle style) {
        return new RasterLayer(name, kind, date, loaded, style, samples);
    }

    /** Counts files whose opening began (above 0) or ended (below 0) elsewhere. */
    void countOpening(int files) {
        opening.set(opening.get() + files);
    }

    private void openPicture(Path file, Date date) {
        Optional<Crs> mapCrs = workbench.map().crsProperty().get();
        boolean own = workbench.layers().list().isEmpty()
                && workbench.beforeProperty().get().isEmpty();
        open(
                () -> {
                    RasterLayer.Loaded loaded = load(file, mapCrs);
                    return own ? loaded.inItsOwnSystem() : loaded;
                },
                loaded -> {
                    if (date == Date.AFTER) {
                        workbench.afterProperty().get().ifPresent(workbench::close);
                    }
                    RasterLayer layer = picture(file, date, loaded);
                    boolean first = workbench.layers().list().isEmpty();
                    if (first) {
                        workbench
                                .places()
                                .useCrs(loaded.source().raster().grid().crs());
                    } else {
                        workbench.places().placeIfMoved(layer, mapCrs);
                    }
                    if (date == Date.AFTER) {
                        workbench.afterProperty().set(Optional.of(layer));
                    }
                    workbench.layers().add(layer);
                    if (first || date == Date.AFTER) {
                        workbench.places().fit();
                    }
                });
    }

    private RasterLayer picture(Path file, Date date, RasterLayer.Loaded loaded) {
        return layer(String.valueOf(file.getFileName()), LayerKind.PICTURE, date, loaded);
    }

    private <T> void open(Callable<T> load, Consumer<T> loaded) {
        countOpening(1);
        workbench
                .background()
                .run(
                        load,
                        result -> {
                            countOpening(-1);
                            loaded.accept(result);
                        },
                        e -> {
                            countOpening(-1);
                            workbench.messages().failed(e);
                        });
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }
}
