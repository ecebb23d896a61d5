package org.palimpsest.vector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.raster.EsriWkt;

/**
 * Writes a shapefile of polygons after the ESRI Shapefile Technical Description (1998): geometry in .shp, its index in .shx,
 * attributes in .dbf, the system in .prj and the encoding of texts (UTF-8) in .cpg.
 */
final class ShapefileSink<P> implements PolygonSink<P> {
    /** What readers can address: file sizes are 31-bit numbers to most of them. */
    static final long LARGEST_FILE = Integer.MAX_VALUE;

    private static final int HEADER_BYTES = 100;
    private static final int POLYGON = 5;

    private final Path target;
    private final PolygonTable<P> polygons;
    private final long largestFile;
    private final PartFile shapes;
    private final PartFile index;
    private final DbfTable<P> table;
    private final Envelope extent = new Envelope();
    private int records;

    private ShapefileSink(Path target, PolygonTable<P> polygons, long largestFile) throws IOException {
        this.target = target;
        this.polygons = polygons;
        this.largestFile = largestFile;
        shapes = new PartFile(target);
        index = new PartFile(sibling("shx"));
        table = new DbfTable<>(sibling("dbf"), polygons.attributes());
        shapes.write(new byte[HEADER_BYTES]);
        index.write(new byte[HEADER_BYTES]);
    }

    static <P> ShapefileSink<P> create(Path target, PolygonTable<P> polygons) throws BadInputException {
        return create(target, polygons, LARGEST_FILE);
    }

    /** @param largestFile bytes of the largest .shp or .dbf that may be written */
    static <P> ShapefileSink<P> create(Path target, PolygonTable<P> polygons, long largestFile)
            throws BadInputException {
        try {
            return new ShapefileSink<>(target, polygons, largestFile);
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public void add(P polygon) throws BadInputException {
        Geometry shape = polygons.shape().apply(polygon);
        List<Ring> rings = rings(shape);
        long contentBytes = 44 + 4L * rings.size() + 16L * shape.getNumPoints();
        if (shapes.length() + 8 + contentBytes > largestFile || table.length() + table.recordBytes() > largestFile) {
            throw new BadInputException("The polygons do not fit into the shapefile " + target
                    + ": it cannot grow beyond " + (largestFile >> 20)
                    + " MB. Choose the format gpkg (GeoPackage), which can, or a larger minimum area; no half-written"
                    + " file was left.");
        }
        try {
            write(shape, rings, Math.toIntExact(contentBytes));
            table.add(polygon);
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public List<Notice> finish() throws BadInputException {
        try {
            shapes.overwrite(0, header(shapes.length()));
            index.overwrite(0, header(index.length()));
            AtomicFile.writeText(sibling("cpg"), "UTF-8");
            if (polygons.crs().isPresent()) {
                AtomicFile.writeText(sibling("prj"), EsriWkt.of(polygons.crs().get()));
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

    /** A ring of a shape; outer rings and holes run in opposite ways, by which readers tell them apart. */
    private record Ring(LinearRing line, boolean outer) {}

    private static List<Ring> rings(Geometry shape) {
        List<Ring> rings = new ArrayList<>();
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            Polygon polygon = (Polygon) shape.getGeometryN(i);
            rings.add(new Ring(polygon.getExteriorRing(), true));
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                rings.add(new Ring(polygon.getInteriorRingN(hole), false));
            }
        }
        return rings;
    }

    private void write(Geometry shape, List<Ring> rings, int contentBytes) throws IOException {
        ByteBuffer position = ByteBuffer.allocate(8).order(ByteOrder.BIG_ENDIAN);
        position.putInt((int) (shapes.length() / 2)).putInt(contentBytes / 2);
        index.write(position.array());
        ByteBuffer head = ByteBuffer.allocate(52 + 4 * rings.size());
        head.order(ByteOrder.BIG_ENDIAN).putInt(++records).putInt(contentBytes / 2);
        Envelope box = shape.getEnvelopeInternal();
        extent.expandToInclude(box);
        head.order(ByteOrder.LITTLE_ENDIAN).putInt(POLYGON);
        head.putDouble(box.getMinX())
                .putDouble(box.getMinY())
                .putDouble(box.getMaxX())
                .putDouble(box.getMaxY());
        head.putInt(rings.size()).putInt(shape.getNumPoints());
        int firstPoint = 0;
        for (Ring ring : rings) {
            head.putInt(firstPoint);
            firstPoint += ring.line().getNumPoints();
        }
        shapes.write(head.array());
        for (Ring ring : rings) {
            write(ring);
        }
    }

    /** Outer rings run clockwise. */
    private void write(Ring ring) throws IOException {
        CoordinateSequence points = ring.line().getCoordinateSequence();
        boolean asStored = Orientation.isCCW(points) != ring.outer();
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
