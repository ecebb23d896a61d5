package org.palimpsest.app.shell;

import java.util.List;
import java.util.Optional;
import org.palimpsest.app.layer.Feature;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.app.map.Viewport;
import org.palimpsest.raster.Crs;

/**
 * Where things are on the map: its coordinate system, the layers' places in it, and the view that shows them.
 *
 * <p>Used from the window's thread; coordinates are looked up and mapped on workers.
 */
public final class MapPlaces {
    private static final int LEAST_PIXELS = 90;

    private final Workbench workbench;
    private Viewport fitted;

    MapPlaces(Workbench workbench) {
        this.workbench = workbench;
        fitted = workbench.map().viewport();
    }

    /** Shows all that is open. */
    public void showAll() {
        workbench.layers().list().stream()
                .filter(LayerViewModel::isVisible)
                .flatMap(layer -> layer.extent().stream())
                .reduce(MapExtent::union)
                .ifPresent(workbench.map()::show);
    }

    /** Shows a polygon with what is around it, never closer than a few dozen pixels of the first date. */
    void showFeature(Feature feature) {
        double least = LEAST_PIXELS
                * workbench
                        .beforeProperty()
                        .get()
                        .map(layer -> layer.source().raster().grid().transform().pixelWidth())
                        .orElse(0.0);
        MapExtent extent = feature.extent().grow(1);
        double width = Math.max(extent.width(), least) / 2;
        double height = Math.max(extent.height(), least) / 2;
        workbench
                .map()
                .show(new MapExtent(
                        extent.centreX() - width,
                        extent.centreY() - height,
                        extent.centreX() + width,
                        extent.centreY() + height));
    }

    /** Shows all layers, as a view to which there is no way back. */
    void fit() {
        workbench.layers().list().stream()
                .flatMap(layer -> layer.extent().stream())
                .reduce(MapExtent::union)
                .ifPresent(workbench.map()::showWithoutHistory);
        fitted = workbench.map().viewport();
    }

    /** Gives the map a coordinate system and moves the layers that are open to their places in it. */
    void useCrs(Optional<Crs> crs) {
        Optional<Crs> old = workbench.map().crsProperty().get();
        workbench.map().crsProperty().set(crs);
        workbench.map().toDegreesProperty().set(Optional.empty());
        crs.ifPresent(known -> workbench
                .background()
                .run(
                        () -> known.mapTo(Crs.longitudeLatitude()),
                        found -> {
                            // A slow look-up may be overtaken by that of the system which the map has now.
                            if (workbench.map().crsProperty().get().equals(crs)) {
                                workbench.map().toDegreesProperty().set(Optional.of(found));
                            }
                        },
                        workbench.messages()::failed));
        List.copyOf(workbench.layers().list()).forEach(layer -> placeIfMoved(layer, old));
    }

    /** Finds a layer's place again if the map's coordinate system is no longer the one it was placed in. */
    void placeIfMoved(LayerViewModel layer, Optional<Crs> placedIn) {
        Optional<Crs> now = workbench.map().crsProperty().get();
        if (!now.equals(placedIn)) {
            workbench
                    .background()
                    .run(
                            () -> layer.place(now),
                            placed -> {
                                if (workbench.map().crsProperty().get().equals(now)) {
                                    placed.run();
                                    refit();
                                }
                            },
                            workbench.messages()::failed);
        }
    }

    /** Shows all again if the user has not moved the map since it was last fitted. */
    private void refit() {
        if (workbench.map().viewport().resize(1, 1).equals(fitted.resize(1, 1))) {
            fit();
        }
    }
}
