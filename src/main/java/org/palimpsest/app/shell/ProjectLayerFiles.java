package org.palimpsest.app.shell;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.app.layer.FeatureFile;
import org.palimpsest.app.layer.LabelLayer;
import org.palimpsest.app.layer.Placement;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;
import org.palimpsest.project.Project;
import org.palimpsest.project.ProjectLabels;
import org.palimpsest.project.ProjectLayer;
import org.palimpsest.project.ProjectLayer.Role;
import org.palimpsest.raster.Crs;

/**
 * The files of a project's layers, opened on a worker.
 *
 * @param layers in the order of the project
 * @param crs the system of the map: that of the first date, or else of the first raster; empty where it has none
 * @param labels the layer of what was labelled; empty when nothing was
 */
record ProjectLayerFiles(List<Opened> layers, Optional<Crs> crs, Optional<LabelLayer> labels) {
    /** One layer's file, either kind, or why it could not be opened. */
    record Opened(
            ProjectLayer saved,
            Optional<RasterLayer.Loaded> raster,
            Optional<PolygonLayer> polygons,
            Optional<Exception> fault) {}

    /** Opens all files, first the date whose system the map will have. */
    static ProjectLayerFiles open(Project project, LayerOpener opener) throws BadInputException {
        List<ProjectLayer> layers = project.layers();
        Map<ProjectLayer, Opened> opened = new LinkedHashMap<>();
        Optional<Crs> crs = Optional.empty();
        boolean first = true;
        List<ProjectLayer> order =
                layers.stream().sorted(Comparator.comparing(ProjectLayer::role)).toList();
        for (ProjectLayer layer : order) {
            try {
                if (layer.role() == Role.POLYGONS) {
                    opened.put(layer, polygons(layer, crs));
                } else {
                    RasterLayer.Loaded raster = opener.load(layer.source(), crs);
                    if (first) {
                        raster = raster.inItsOwnSystem();
                        crs = raster.source().raster().grid().crs();
                        first = false;
                    }
                    opened.put(layer, new Opened(layer, Optional.of(raster), Optional.empty(), Optional.empty()));
                }
            } catch (BadInputException | RuntimeException e) {
                opened.put(layer, new Opened(layer, Optional.empty(), Optional.empty(), Optional.of(e)));
            }
        }
        Optional<Crs> mapCrs =
                first ? project.labels().flatMap(drawn -> drawn.map().grid().crs()) : crs;
        Optional<LabelLayer> labels = project.labels().isEmpty()
                ? Optional.empty()
                : Optional.of(labels(project.labels().get(), mapCrs));
        return new ProjectLayerFiles(layers.stream().map(opened::get).toList(), mapCrs, labels);
    }

    private static LabelLayer labels(ProjectLabels drawn, Optional<Crs> crs) throws BadInputException {
        LabelLayer layer = new LabelLayer(
                Text.of("label.layer"), drawn.map(), Placement.of(drawn.map().grid(), crs));
        layer.opacityProperty().set(drawn.opacity());
        layer.visibleProperty().set(drawn.visible());
        return layer;
    }

    private static Opened polygons(ProjectLayer layer, Optional<Crs> crs) throws BadInputException {
        FeatureFile read = FeatureFile.read(layer.source());
        PolygonLayer polygons = new PolygonLayer(layer.name(), layer.source(), read.features(), read.crs());
        polygons.place(crs).run();
        return new Opened(layer, Optional.empty(), Optional.of(polygons), Optional.empty());
    }
}
