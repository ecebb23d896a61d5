package org.palimpsest.vector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.raster.EsriWkt;

/**
 * Writes a shapefile of polygons after the ESRI Shapefile Technical Description (1998): geometry in .shp, its index in .shx,
 * attributes in .dbf, the system in .prj and the encoding of texts (UTF-8) in .cpg.
 */
final class ShapefileSink implements PolygonSink {
    /** What readers can address: file sizes are 31-bit numbers to most of them. */
    static final long LARGEST_FILE = Integer.MAX_VALUE;

    private static final int HEADER_BYTES = 100;
    private static final int POLYGON = 5;

    private final Path target;
    private final LayerInfo layer;
    private final long largestFile;
    private final PartFile shapes;
    private final PartFile index;
    private final DbfTable table;
    private final Envelope extent = new Envelope();
    private int records;

    private ShapefileSink(Path target, LayerInfo layer, long largestFile) throws IOException {
        this.target = target;
        this.layer = layer;
        this.largestFile = largestFile;
        shapes = new PartFile(target);
        index = new PartFile(sibling("shx"));
        table = new DbfTable(sibling("dbf"));
        shapes.write(new byte[HEADER_BYTES]);
        index.write(new byte[HEADER_BYTES]);
    }

    static ShapefileSink create(Path target, LayerInfo layer) throws BadInputException {
        return create(target, layer, LARGEST_FILE);
    }

    /** @param largestFile bytes of the largest .shp or .dbf that may be written */
    static ShapefileSink create(Path target, LayerInfo layer, long largestFile) throws BadInputException {
        try {
            return new ShapefileSink(target, layer, largestFile);
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public void add(ChangePolygon polygon) throws BadInputException {
        Polygon geometry = polygon.geometry();
        long contentBytes = 44 + 4L * (1 + geometry.getNumInteriorRing()) + 16L * geometry.getNumPoints();
        if (shapes.length() + 8 + contentBytes > largestFile || table.length() + table.recordBytes() > largestFile) {
            throw new BadInputException("The polygons do not fit into the shapefile " + target
                    + ": it cannot grow beyond " + (largestFile >> 20)
                    + " MB. Choose the format gpkg (GeoPackage), which can, or a larger minimum area; no half-written"
                    + " file was left.");
        }
        try {
            write(geometry, Math.toIntExact(contentBytes));
            table.add(polygon, layer);
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public List<String> finish() throws BadInputException {
        try {
            shapes.overwrite(0, header(shapes.length()));
            index.overwrite(0, header(index.length()));
            AtomicFile.writeText(sibling("cpg"), "UTF-8");
            if (layer.crs().isPresent()) {
                AtomicFile.writeText(sibling("prj"), EsriWkt.of(layer.crs().get()));
            } else {
                Files.deleteIfExists(sibling("prj"));
            }
            table.complete();
            index.complete();
            shapes.complete();
            return table.warnings();
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public void close() {
        shapes.close();
        index.close();
        table.close();
    }

    private void write(Polygon geometry, int contentBytes) throws IOException {
        ByteBuffer position = ByteBuffer.allocate(8).order(ByteOrder.BIG_ENDIAN);
        position.putInt((int) (shapes.length() / 2)).putInt(contentBytes / 2);
        index.write(position.array());
        ByteBuffer head = ByteBuffer.allocate(52 + 4 * (1 + geometry.getNumInteriorRing()));
        head.order(ByteOrder.BIG_ENDIAN).putInt(++records).putInt(contentBytes / 2);
        Envelope box = geometry.getEnvelopeInternal();
        extent.expandToInclude(box);
        head.order(ByteOrder.LITTLE_ENDIAN).putInt(POLYGON);
        head.putDouble(box.getMinX())
                .putDouble(box.getMinY())
                .putDouble(box.getMaxX())
                .putDouble(box.getMaxY());
        head.putInt(1 + geometry.getNumInteriorRing()).putInt(geometry.getNumPoints());
        int firstPoint = 0;
        head.putInt(firstPoint);
        LinearRing ring = geometry.getExteriorRing();
        for (int hole = 0; hole < geometry.getNumInteriorRing(); hole++) {
            firstPoint += ring.getNumPoints();
            head.putInt(firstPoint);
            ring = geometry.getInteriorRingN(hole);
        }
        shapes.write(head.array());
        writeRing(geometry.getExteriorRing(), true);
        for (int hole = 0; hole < geometry.getNumInteriorRing(); hole++) {
            writeRing(geometry.getInteriorRingN(hole), false);
        }
    }

    /** Outer rings run clockwise and holes the other way, by which readers tell them apart. */
    private void writeRing(LinearRing ring, boolean clockwise) throws IOException {
        CoordinateSequence points = ring.getCoordinateSequence();
        boolean asStored = Orientation.isCCW(points) != clockwise;
        ByteBuffer out = ByteBuffer.allocate(16 * points.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < points.size(); i++) {
            int point = asStored ? i : points.size() - 1 - i;
            out.putDouble(points.getX(point)).putDouble(points.getY(point));
        }
        shapes.write(out.array());
    }

    private byte[] header(long fileBytes) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.BIG_ENDIAN);
        header.putInt(0, 9994).putInt(24, (int) (fileBytes / 2));
        header.order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1000).putInt(32, POLYGON);
        if (!extent.isNull()) {
            header.putDouble(36, extent.getMinX()).putDouble(44, extent.getMinY());
            header.putDouble(52, extent.getMaxX()).putDouble(60, extent.getMaxY());
        }
        return header.array();
    }

    private Path sibling(String extension) {
        String name = target.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return target.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + "." + extension);
    }
}
