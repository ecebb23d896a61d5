package org.palimpsest.vector;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.Optional;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.EsriWkt;
import org.wololo.flatgeobuf.generated.Column;
import org.wololo.flatgeobuf.generated.Header;

/** Encodes the header of a FlatGeobuf file: the layer's name, extent, columns and system. */
final class FlatGeobufHeader {
    /** Entries of a node of the index. */
    static final int INDEX_NODE_SIZE = 16;

    private FlatGeobufHeader() {}

    /** @param extent minimum x, minimum y, maximum x, maximum y; empty without features, and then there is no index */
    static byte[] encode(PolygonTable<?> table, long features, double[] extent) {
        FlatBufferBuilder builder = new FlatBufferBuilder(1024);
        int[] columns = table.attributes().stream()
                .mapToInt(attribute -> column(builder, attribute))
                .toArray();
        int columnsVector = Header.createColumnsVector(builder, columns);
        int extentVector = extent.length == 0 ? 0 : Header.createEnvelopeVector(builder, extent);
        int crs = table.crs().map(c -> crs(builder, c)).orElse(0);
        int name = builder.createString(table.name());
        Header.startHeader(builder);
        Header.addName(builder, name);
        if (extentVector != 0) {
            Header.addEnvelope(builder, extentVector);
        }
        Header.addGeometryType(builder, FlatGeobufSink.geometryType(table));
        Header.addColumns(builder, columnsVector);
        Header.addFeaturesCount(builder, features);
        Header.addIndexNodeSize(builder, features == 0 ? 0 : INDEX_NODE_SIZE);
        if (crs != 0) {
            Header.addCrs(builder, crs);
        }
        int header = Header.endHeader(builder);
        Header.finishSizePrefixedHeaderBuffer(builder, header);
        return builder.sizedByteArray();
    }

    private static int column(FlatBufferBuilder builder, Attribute<?> attribute) {
        int name = builder.createString(attribute.name());
        Column.startColumn(builder);
        Column.addName(builder, name);
        Column.addType(builder, FlatGeobufSink.columnType(attribute.type()));
        return Column.endColumn(builder);
    }

    private static int crs(FlatBufferBuilder builder, Crs crs) {
        Optional<String> code = crs.code().filter(text -> text.matches("EPSG:\\d{1,6}"));
        int name = builder.createString(crs.name());
        int wkt = builder.createString(EsriWkt.of(crs));
        int organization = code.isPresent() ? builder.createString("EPSG") : 0;
        org.wololo.flatgeobuf.generated.Crs.startCrs(builder);
        org.wololo.flatgeobuf.generated.Crs.addName(builder, name);
        if (code.isPresent()) {
            int number = Integer.parseInt(code.get().substring("EPSG:".length()));
            org.wololo.flatgeobuf.generated.Crs.addOrg(builder, organization);
            org.wololo.flatgeobuf.generated.Crs.addCode(builder, number);
        } else {
            // Readers prefer the code to the text, so the text is stated only without one.
            org.wololo.flatgeobuf.generated.Crs.addWkt(builder, wkt);
        }
        return org.wololo.flatgeobuf.generated.Crs.endCrs(builder);
    }
}
