package org.palimpsest.app.layer;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.app.map.TilePainter;
import org.palimpsest.base.BadInputException;
import org.palimpsest.label.LabelMap;
import org.palimpsest.raster.Crs;

/** What the analyst says of the scene's pixels, drawn over both dates. */
public final class LabelLayer extends LayerViewModel {
    private static final double OPACITY = 0.55;

    private final ObjectProperty<LabelMap> labels = new SimpleObjectProperty<>();
    private Placement placement;

    /** @param placement of the labels' grid in the map */
    public LabelLayer(String name, LabelMap labels, Placement placement) {
        super(name);
        this.labels.set(labels);
        this.placement = placement;
        opacityProperty().set(OPACITY);
        this.labels.addListener(change -> changed());
    }

    /** The labels; a new map shows at once. */
    public ObjectProperty<LabelMap> labelsProperty() {
        return labels;
    }

    public LabelMap labels() {
        return labels.get();
    }

    /** Where the labelled pixels lie in the map. */
    public Placement placement() {
        return placement;
    }

    @Override
    public LayerKind kind() {
        return LayerKind.LABELS;
    }

    @Override
    public Date date() {
        return Date.BOTH;
    }

    @Override
    public Optional<MapExtent> extent() {
        return Optional.of(placement.extent());
    }

    @Override
    public Optional<TilePainter> painter() {
        return Optional.of(new LabelPainter(labels(), placement));
    }

    @Override
    public Runnable place(Optional<Crs> mapCrs) throws BadInputException {
        Placement found = Placement.of(labels().grid(), mapCrs);
        return () -> {
            placement = found;
            changed();
        };
    }
}
