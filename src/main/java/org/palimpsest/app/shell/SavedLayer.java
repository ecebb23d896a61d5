package org.palimpsest.app.shell;

import java.util.Map;
import org.palimpsest.app.layer.LayerKind;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.layer.RasterStyle;
import org.palimpsest.app.map.MapLayer.Date;
import org.palimpsest.app.project.SavedStyle;
import org.palimpsest.app.review.ReviewViewModel;
import org.palimpsest.project.LayerStyle;
import org.palimpsest.project.ProjectLayer;
import org.palimpsest.project.ProjectLayer.Role;

/** A layer of the map as the project file holds it, and back: its role, style and what was decided of its polygons. */
final class SavedLayer {
    private final LayerOpener opener;
    private final ReviewViewModel review;

    SavedLayer(LayerOpener opener, ReviewViewModel review) {
        this.opener = opener;
        this.review = review;
    }

    ProjectLayer save(LayerViewModel layer) {
        if (layer instanceof PolygonLayer polygons) {
            return new ProjectLayer(
                    layer.name(),
                    polygons.file(),
                    Role.POLYGONS,
                    new LayerStyle.OneColour(polygons.colourProperty().get()),
                    layer.opacity(),
                    layer.isVisible(),
                    review.marks(polygons));
        }
        RasterLayer raster = (RasterLayer) layer;
        return new ProjectLayer(
                layer.name(),
                raster.source().path(),
                role(raster),
                SavedStyle.of(raster.styleProperty().get()),
                layer.opacity(),
                layer.isVisible(),
                Map.of());
    }

    private static Role role(RasterLayer layer) {
        return switch (layer.kind()) {
            case MASK -> Role.MASK;
            case SCORE -> Role.SCORE;
            case POLYGONS, LABELS ->
                throw new IllegalArgumentException("A raster is no layer of " + layer.kind() + ".");
            case PICTURE ->
                switch (layer.date()) {
                    case BEFORE -> Role.BEFORE;
                    case AFTER -> Role.AFTER;
                    case BOTH -> Role.PICTURE;
                };
        };
    }

    /** The layer of a raster that was opened, in its saved style. */
    RasterLayer restore(ProjectLayer saved, RasterLayer.Loaded loaded) {
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
        RasterLayer layer = opener.layer(saved.name(), kind, date, loaded);
        SavedStyle.restore(saved.style(), loaded.statistics().size()).ifPresent(layer.styleProperty()::set);
        if (!loaded.classes().isEmpty() && kind == LayerKind.MASK) {
            layer.styleProperty().set(new RasterStyle.Classes(loaded.classes()));
        }
        if (kind == LayerKind.SCORE) {
            layer.marksProperty().set(Map.copyOf(loaded.statistics().get(0).thresholds()));
        }
        return layer;
    }

    /** Gives a layer of polygons that is in the map its saved colour and decisions. */
    void restore(ProjectLayer saved, PolygonLayer polygons) {
        if (saved.style() instanceof LayerStyle.OneColour colour) {
            polygons.colourProperty().set(colour.argb());
        }
        review.restore(polygons, saved.review());
    }
}
