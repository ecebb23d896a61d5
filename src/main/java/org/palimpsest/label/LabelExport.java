package org.palimpsest.label;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.ChangePolygon;
import org.palimpsest.vector.LayerInfo;
import org.palimpsest.vector.MaskSource;
import org.palimpsest.vector.PolygonFormat;
import org.palimpsest.vector.PolygonSink;
import org.palimpsest.vector.Polygonizer;

/** Writes labels for other programs: a GeoTIFF as {@link LabelFile} describes it, or polygons with their class. */
public final class LabelExport {
    private static final List<LabelClass> CLASSES =
            List.of(LabelClass.CHANGED, LabelClass.UNCHANGED, LabelClass.IGNORE);

    private LabelExport() {}

    /**
     * Writes by the ending of the name: {@code .tif}, or {@code .gpkg}, {@code .geojson}, {@code .shp}, {@code .fgb}.
     *
     * @return sentences on what the format could not hold; mostly none
     * @throws BadInputException when nothing is labelled, the ending is another one, or nothing can be written there
     */
    public static List<Notice> write(Path target, LabelMap labels, Cancellation cancellation)
            throws BadInputException, CancelledException {
        if (labels.isEmpty()) {
            throw new BadInputException("Nothing is labelled yet, so there is nothing to export.");
        }
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".tif") || name.endsWith(".tiff")) {
            LabelFile.write(target, labels);
            return List.of();
        }
        return polygons(target, labels, PolygonFormat.parse(name.substring(name.lastIndexOf('.') + 1)), cancellation);
    }

    /** Changed areas get the status accepted, unchanged ones rejected, as in a review; the note says the class. */
    private static List<Notice> polygons(Path target, LabelMap labels, PolygonFormat format, Cancellation cancellation)
            throws BadInputException, CancelledException {
        Window window = labels.labelled().orElseThrow();
        LayerInfo info = new LayerInfo(labels.grid().crs(), Optional.empty(), Optional.empty(), "labels", "");
        Path folder = Optional.ofNullable(target.toAbsolutePath().getParent()).orElse(target);
        try (PolygonSink<ChangePolygon> sink = format.create(target, info)) {
            long[] id = new long[1];
            for (LabelClass label : CLASSES) {
                add(label, labels, window, folder, cancellation, polygon -> {
                    ++id[0];
                    sink.add(withClass(polygon, id[0], label));
                });
            }
            return sink.finish();
        }
    }

    private static void add(
            LabelClass label,
            LabelMap labels,
            Window window,
            Path folder,
            Cancellation cancellation,
            Polygonizer.Sink<BadInputException> sink)
            throws BadInputException, CancelledException {
        Grid grid = labels.grid().part(window);
        try (Polygonizer polygonizer = new Polygonizer(grid, false, folder)) {
            for (int row = 0; row < window.height(); row += LabelTile.SIZE) {
                cancellation.check();
                int rows = Math.min(LabelTile.SIZE, window.height() - row);
                byte[] mask = labels.read(new Window(window.x(), window.y() + row, window.width(), rows));
                for (int i = 0; i < mask.length; i++) {
                    mask[i] = mask[i] == label.code() ? MaskSource.CHANGED : MaskSource.UNCHANGED;
                }
                polygonizer.add(new Window(0, row, window.width(), rows), mask, new float[0]);
            }
            polygonizer.finish(sink);
        }
    }

    private static ChangePolygon withClass(ChangePolygon polygon, long id, LabelClass label) {
        String status =
                switch (label) {
                    case CHANGED -> "accepted";
                    case UNCHANGED -> "rejected";
                    default -> label.id();
                };
        return new ChangePolygon(
                id,
                polygon.geometry(),
                polygon.areaSquareMetres(),
                polygon.perimeterMetres(),
                polygon.scoreMean(),
                polygon.scoreMax(),
                polygon.direction(),
                polygon.longitude(),
                polygon.latitude(),
                status,
                label.id());
    }
}
