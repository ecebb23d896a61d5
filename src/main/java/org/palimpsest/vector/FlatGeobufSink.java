package org.palimpsest.vector;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.WriteFailure;
import org.wololo.flatgeobuf.Constants;
import org.wololo.flatgeobuf.GeometryConversions;
import org.wololo.flatgeobuf.NodeItem;
import org.wololo.flatgeobuf.PackedRTree;
import org.wololo.flatgeobuf.generated.ColumnType;
import org.wololo.flatgeobuf.generated.Feature;
import org.wololo.flatgeobuf.generated.GeometryType;

/**
 * Writes FlatGeobuf (version 3) with a packed Hilbert R-tree.
 *
 * <p>The tree stands before the features and orders them, so features wait in a temporary file until the last one came; about
 * 100 bytes a feature are kept in memory.
 */
final class FlatGeobufSink<P> implements PolygonSink<P> {
    private final Path target;
    private final PolygonTable<P> table;
    private final PartFile spool;
    private final List<PackedRTree.FeatureItem> items = new ArrayList<>();

    private FlatGeobufSink(Path target, PolygonTable<P> table) throws IOException {
        this.target = target;
        this.table = table;
        spool = new PartFile(target.resolveSibling(target.getFileName() + ".features"));
    }

    static <P> FlatGeobufSink<P> create(Path target, PolygonTable<P> table) throws BadInputException {
        try {
            return new FlatGeobufSink<>(target, table);
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public void add(P polygon) throws BadInputException {
        try {
            FlatBufferBuilder builder = new FlatBufferBuilder(1024);
            Geometry shape = table.shape().apply(polygon);
            int geometry = GeometryConversions.serialize(builder, shape, geometryType(table));
            int properties = Feature.createPropertiesVector(builder, properties(polygon));
            int feature = Feature.createFeature(builder, geometry, properties, 0);
            Feature.finishSizePrefixedFeatureBuffer(builder, feature);
            byte[] bytes = builder.sizedByteArray();
            Envelope box = shape.getEnvelopeInternal();
            PackedRTree.FeatureItem item = new PackedRTree.FeatureItem();
            item.nodeItem = new NodeItem(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY(), 0);
            item.offset = spool.length();
            item.size = bytes.length;
            items.add(item);
            spool.write(bytes);
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public List<Notice> finish() throws BadInputException {
        try {
            AtomicFile.<IOException>write(target, this::assemble);
            return List.of();
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public void close() {
        spool.close();
    }

    private void assemble(Path part) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
            out.write(Constants.MAGIC_BYTES);
            if (items.isEmpty()) {
                out.write(FlatGeobufHeader.encode(table, 0, new double[0]));
                return;
            }
            NodeItem extent = PackedRTree.calcExtent(items);
            out.write(FlatGeobufHeader.encode(
                    table, items.size(), new double[] {extent.minX, extent.minY, extent.maxX, extent.maxY}));
            PackedRTree.hilbertSort(items, extent);
            long offset = 0;
            for (PackedRTree.FeatureItem item : items) {
                item.nodeItem.offset = offset;
                offset += item.size;
            }
            writeIndex(out);
            for (PackedRTree.FeatureItem item : items) {
                out.write(spool.read(item.offset, (int) item.size));
            }
        }
    }

    private void writeIndex(OutputStream out) throws IOException {
        try {
            new PackedRTree(items, (short) FlatGeobufHeader.INDEX_NODE_SIZE).write(out);
        } catch (RuntimeException e) {
            // The library hides what went wrong on the disk.
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Column number and value, one after the other; unknown values are left out. */
    private byte[] properties(P polygon) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int column = 0; column < table.attributes().size(); column++) {
            Object value = table.attributes().get(column).value(polygon);
            byte[] text = value instanceof String string ? string.getBytes(StandardCharsets.UTF_8) : new byte[0];
            ByteBuffer bytes = ByteBuffer.allocate(10 + text.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putShort((short) column);
            if (value instanceof Long number) {
                bytes.putLong(number);
            } else if (value instanceof Double number) {
                bytes.putDouble(number);
            } else if (value instanceof String) {
                bytes.putInt(text.length).put(text);
            } else {
                continue;
            }
            out.write(bytes.array(), 0, bytes.position());
        }
        return out.toByteArray();
    }

    /** FlatGeobuf's number of a table's kind of shape. */
    static byte geometryType(PolygonTable<?> table) {
        return (byte) (table.several() ? GeometryType.MultiPolygon : GeometryType.Polygon);
    }

    /** FlatGeobuf's number of a column's type. */
    static int columnType(Attribute.Type type) {
        return switch (type) {
            case INTEGER -> ColumnType.Long;
            case REAL -> ColumnType.Double;
            case TEXT -> ColumnType.String;
        };
    }
}
