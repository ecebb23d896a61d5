package org.palimpsest.app.layer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.app.map.TilePainter;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;

/** Polygons in the map, of changes or of anything else. */
public final class PolygonLayer extends LayerViewModel {
    private final Path file;
    private final List<Feature> stored;
    private final Optional<Crs> storedCrs;
    private final ObjectProperty<Features> features = new SimpleObjectProperty<>();
    private final ObjectProperty<Integer> colour = new SimpleObjectProperty<>(ColourRamp.CHANGE);
    private final ObjectProperty<Set<Long>> selected = new SimpleObjectProperty<>(Set.of());
    private final ObjectProperty<Set<Long>> hidden = new SimpleObjectProperty<>(Set.of());
    private final ObjectProperty<Map<Long, Integer>> colours = new SimpleObjectProperty<>(Map.of());
    private final ReadOnlyBooleanWrapper measuredInPixels = new ReadOnlyBooleanWrapper();

    /**
     * @param stored polygons as the file has them
     * @param storedCrs the system of their coordinates; empty for pixels of a picture without georeference
     */
    public PolygonLayer(String name, Path file, List<Feature> stored, Optional<Crs> storedCrs) {
        super(name);
        this.file = file;
        this.stored = List.copyOf(stored);
        this.storedCrs = storedCrs;
        features.set(new Features(List.of()));
        for (ObjectProperty<?> property : List.of(features, colour, selected, hidden, colours)) {
            property.addListener(change -> changed());
        }
    }

    public Path file() {
        return file;
    }

    /** Whether its polygons can be looked through one by one; the arrows of a shift only show something. */
    public boolean isReviewed() {
        return !file.endsWith(ShiftArrows.FILE);
    }

    /** The polygons in map coordinates. */
    public ObjectProperty<Features> featuresProperty() {
        return features;
    }

    public Features features() {
        return features.get();
    }

    /** Whether areas and lengths of its polygons are pixels, because the rasters on the map lie nowhere on the earth. */
    public ReadOnlyBooleanProperty measuredInPixelsProperty() {
        return measuredInPixels.getReadOnlyProperty();
    }

    /** ARGB of all polygons that have no colour of their own. */
    public ObjectProperty<Integer> colourProperty() {
        return colour;
    }

    /** Ids of the polygons that are drawn stronger. */
    public ObjectProperty<Set<Long>> selectedProperty() {
        return selected;
    }

    /** Ids of the polygons that are not drawn. */
    public ObjectProperty<Set<Long>> hiddenProperty() {
        return hidden;
    }

    /** ARGB of single polygons by id. */
    public ObjectProperty<Map<Long, Integer>> coloursProperty() {
        return colours;
    }

    @Override
    public LayerKind kind() {
        return LayerKind.POLYGONS;
    }

    @Override
    public Date date() {
        return Date.BOTH;
    }

    @Override
    public Optional<MapExtent> extent() {
        return features().extent();
    }

    @Override
    public Optional<TilePainter> painter() {
        return Optional.of(new PolygonPainter(features(), colour.get(), colours.get(), hidden.get(), selected.get()));
    }

    @Override
    public Runnable place(Optional<Crs> mapCrs) throws BadInputException {
        Features all = new Features(stored);
        Features placed =
                mapCrs.isEmpty() || storedCrs.isEmpty() || mapCrs.get().sameAs(storedCrs.get())
                        ? all
                        : all.mapped(storedCrs.get().mapTo(mapCrs.get()));
        return () -> {
            features.set(placed);
            measuredInPixels.set(mapCrs.isEmpty());
        };
    }
}
