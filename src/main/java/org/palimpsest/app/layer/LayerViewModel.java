package org.palimpsest.app.layer;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.app.map.MapLayer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;

/** What every layer has: a name, whether and how strongly it is seen, and a place in the map. */
public abstract sealed class LayerViewModel implements MapLayer permits RasterLayer, PolygonLayer, LabelLayer {
    private final StringProperty name = new SimpleStringProperty("");
    private final BooleanProperty visible = new SimpleBooleanProperty(true);
    private final DoubleProperty opacity = new SimpleDoubleProperty(1);
    private final StringProperty problem = new SimpleStringProperty("");
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();

    LayerViewModel(String name) {
        this.name.set(name);
        visible.addListener(change -> changed());
        opacity.addListener(change -> changed());
    }

    public StringProperty nameProperty() {
        return name;
    }

    public String name() {
        return name.get();
    }

    public BooleanProperty visibleProperty() {
        return visible;
    }

    /** 0 to 1. */
    public DoubleProperty opacityProperty() {
        return opacity;
    }

    /** Why parts of the layer cannot be shown; empty while all is well. */
    public StringProperty problemProperty() {
        return problem;
    }

    /** What the layer is, in the order in which a new one joins the list, from the top. */
    public abstract LayerKind kind();

    /** What the layer covers in the map; empty when nothing. */
    public abstract Optional<MapExtent> extent();

    /** Finds the layer's place in a map of another coordinate system, on a worker; the result is applied by {@code run}. */
    public abstract Runnable place(Optional<Crs> mapCrs) throws BadInputException;

    @Override
    public boolean isVisible() {
        return visible.get();
    }

    @Override
    public double opacity() {
        return opacity.get();
    }

    @Override
    public void failed(String message) {
        problem.set(message);
    }

    @Override
    public ReadOnlyLongProperty revision() {
        return revision.getReadOnlyProperty();
    }

    /** To be called when the layer must be drawn anew. */
    protected final void changed() {
        revision.set(revision.get() + 1);
    }
}
