package org.palimpsest.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.ChangeObject;
import org.palimpsest.detect.engine.ObjectStore;
import org.palimpsest.raster.Grid;
import org.palimpsest.vector.LayerInfo;
import org.palimpsest.vector.MaskShapes;
import org.palimpsest.vector.MaskSource;
import org.palimpsest.vector.ObjectPolygon;
import org.palimpsest.vector.PolygonFormat;
import org.palimpsest.vector.PolygonSink;

/**
 * Writes the objects that a network found as {@code objects.*}, in every wanted format at once: in the order of their windows
 * and queries, so that they come out the same for any threads and after any resume.
 *
 * @param store of all tiles
 * @param tiles how many there are
 * @param grid that was analysed, in whose pixels the objects are
 */
record ObjectProducts(ObjectStore store, long tiles, Grid grid) {
    /**
     * Writes the files.
     *
     * @param layer with the system in which they are written, whatever the grid's is
     * @return how many objects there are
     */
    long write(Path folder, List<String> formats, LayerInfo layer, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        List<PolygonSink<ObjectPolygon>> sinks = new ArrayList<>();
        try {
            for (String format : formats) {
                sinks.add(PolygonFormat.parse(format)
                        .createObjects(folder.resolve(ObjectPolygon.LAYER + "." + format), layer));
            }
            long id = 0;
            MaskShapes shapes = new MaskShapes(grid, layer.crs());
            for (long tile = 0; tile < tiles; tile++) {
                cancellation.check();
                for (ChangeObject object : store.read(tile)) {
                    ObjectPolygon polygon = polygon(++id, tile, object, shapes);
                    for (PolygonSink<ObjectPolygon> sink : sinks) {
                        sink.add(polygon);
                    }
                }
            }
            for (PolygonSink<ObjectPolygon> sink : sinks) {
                sink.finish().forEach(progress::warning);
            }
            return id;
        } finally {
            sinks.forEach(PolygonSink::close);
        }
    }

    private static ObjectPolygon polygon(long id, long tile, ChangeObject object, MaskShapes shapes) {
        byte[] mask = new byte[Math.toIntExact(object.bounds().pixels())];
        object.pixels().stream().forEach(pixel -> mask[pixel] = MaskSource.CHANGED);
        MaskShapes.Shape shape = shapes.of(object.bounds(), mask);
        return new ObjectPolygon(
                id,
                shape.geometry(),
                tile,
                object.query(),
                object.objectClass(),
                object.classScore(),
                object.maskScore(),
                shape.squareMetres(),
                object.cut());
    }
}
