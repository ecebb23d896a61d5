package org.palimpsest.app.layer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.app.map.TilePainter;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.raster.BuiltLevels;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.LevelStore;

/** A raster in the map: one of the two dates, a score or a mask. */
public final class RasterLayer extends LayerViewModel {
    /**
     * All that takes time to find out about a raster, gathered by a worker before the layer is made.
     *
     * @param statistics of each band
     * @param classes what its values mean, of a run's map of classes; else none
     */
    public record Loaded(
            RasterSource source, List<BandStatistics> statistics, Placement placement, List<MapClass> classes) {
        /** What is known of a raster that is no map of classes. */
        public Loaded(RasterSource source, List<BandStatistics> statistics, Placement placement) {
            this(source, statistics, placement, List.of());
        }

        /**
         * Opens and looks at a raster.
         *
         * @param levels where coarser levels are kept for rasters that lack them
         */
        public static Loaded load(Path path, RasterSource.Opener opener, LevelStore levels, Optional<Crs> mapCrs)
                throws BadInputException {
            RasterSource source = RasterSource.open(path, opener);
            try {
                Placement placement = Placement.of(source.raster().grid(), mapCrs);
                if (!BuiltLevels.areMissing(source.raster())) {
                    return new Loaded(source, BandStatistics.sample(source.raster()), placement, MapClass.beside(path));
                }
                BuiltLevels built = BuiltLevels.over(source.raster(), levels);
                // Levels that are still to be built hold nothing to measure.
                List<BandStatistics> statistics = BandStatistics.sample(built.isComplete() ? built : source.raster());
                return new Loaded(
                        new RasterSource(source.path(), built, source.key()),
                        statistics,
                        placement,
                        MapClass.beside(path));
            } catch (BadInputException | RuntimeException e) {
                source.raster().close();
                throw e;
            }
        }

        /** The same raster in a map that uses the raster's own coordinate system. */
        public Loaded inItsOwnSystem() throws BadInputException {
            return new Loaded(
                    source,
                    statistics,
                    Placement.of(source.raster().grid(), source.raster().grid().crs()),
                    classes);
        }
    }

    private final LayerKind kind;
    private final Date date;
    private RasterSource source;
    private final List<BandStatistics> statistics;
    private final List<MapClass> classes;
    private final SampleCache samples;
    private final ObjectProperty<RasterStyle> style = new SimpleObjectProperty<>();
    private final ObjectProperty<Map<String, Double>> marks = new SimpleObjectProperty<>(Map.of());
    private final Cancellation.Flag closing = new Cancellation.Flag();
    private Placement placement;

    public RasterLayer(String name, LayerKind kind, Date date, Loaded loaded, RasterStyle style, SampleCache samples) {
        super(name);
        this.kind = kind;
        this.date = date;
        this.source = loaded.source();
        this.statistics = loaded.statistics();
        this.placement = loaded.placement();
        this.classes = loaded.classes();
        this.samples = samples;
        this.style.set(style);
        this.style.addListener(change -> changed());
    }

    /** How the samples become colours; a new style shows at once. */
    public ObjectProperty<RasterStyle> styleProperty() {
        return style;
    }

    /** Thresholds of a score that are worth knowing, by the name of their rule. */
    public ObjectProperty<Map<String, Double>> marksProperty() {
        return marks;
    }

    public RasterSource source() {
        return source;
    }

    /** More coarser levels or pixels are there: the layer is drawn anew. */
    public void sourceGrew() {
        source = source.next();
        changed();
    }

    /** Draws another raster of the same grid in place of the one so far, which the caller closes. */
    public void replaceSource(RasterSource other) {
        source = other;
        changed();
    }

    /** Set when the layer leaves the map; ends the building of levels. */
    public Cancellation.Flag closing() {
        return closing;
    }

    /** How each band's values are spread, from a sample. */
    public List<BandStatistics> statistics() {
        return statistics;
    }

    /** What its values mean, of a run's map of classes; else none. */
    public List<MapClass> classes() {
        return classes;
    }

    public Placement placement() {
        return placement;
    }

    @Override
    public LayerKind kind() {
        return kind;
    }

    @Override
    public Date date() {
        return date;
    }

    @Override
    public Optional<MapExtent> extent() {
        return Optional.of(placement.extent());
    }

    @Override
    public Optional<TilePainter> painter() {
        return Optional.of(new RasterPainter(source, placement, style.get(), samples));
    }

    @Override
    public Runnable place(Optional<Crs> mapCrs) throws BadInputException {
        Placement found = Placement.of(source.raster().grid(), mapCrs);
        return () -> {
            placement = found;
            changed();
        };
    }
}
