package org.palimpsest.vector;

import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.WriteFailure;

/**
 * Writes GeoJSON after RFC 7946: WGS 84 longitude and latitude with seven decimals (a centimetre), outer rings
 * counter-clockwise, polygons cut at the antimeridian.
 */
final class GeoJsonSink<P> implements PolygonSink<P> {
    private static final int DECIMALS = 7;

    private final Path target;
    private final PolygonTable<P> table;
    private final LongitudeLatitudePolygons polygons;
    private final PartFile file;
    private boolean first = true;

    private GeoJsonSink(Path target, PolygonTable<P> table) throws IOException, BadInputException {
        this.target = target;
        this.table = table;
        polygons = new LongitudeLatitudePolygons(table.crs());
        file = new PartFile(target);
        print("{\"type\":\"FeatureCollection\",\"name\":\"" + table.name() + "\",\"features\":[");
    }

    static <P> GeoJsonSink<P> create(Path target, PolygonTable<P> table) throws BadInputException {
        try {
            return new GeoJsonSink<>(target, table);
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public void add(P polygon) throws BadInputException {
        try {
            StringBuilder out = new StringBuilder(first ? "\n" : ",\n");
            first = false;
            out.append("{\"type\":\"Feature\",\"properties\":{");
            for (int i = 0; i < table.attributes().size(); i++) {
                Attribute<P> attribute = table.attributes().get(i);
                Object value = attribute.value(polygon);
                out.append(i == 0 ? "\"" : ",\"").append(attribute.name()).append("\":");
                if (value == null) {
                    out.append("null");
                } else if (value instanceof String text) {
                    out.append(new JsonPrimitive(text));
                } else if (value instanceof Double number) {
                    out.append(plain(number, attribute.decimals()));
                } else {
                    out.append(value);
                }
            }
            out.append("},\"geometry\":");
            print(out.toString());
            MultiPolygon geometry = polygons.of(table.shape().apply(polygon));
            if (geometry.getNumGeometries() == 1) {
                print("{\"type\":\"Polygon\",\"coordinates\":");
                printPolygon((Polygon) geometry.getGeometryN(0));
            } else {
                print("{\"type\":\"MultiPolygon\",\"coordinates\":[");
                for (int i = 0; i < geometry.getNumGeometries(); i++) {
                    print(i == 0 ? "" : ",");
                    printPolygon((Polygon) geometry.getGeometryN(i));
                }
                print("]");
            }
            print("}}");
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public List<Notice> finish() throws BadInputException {
        try {
            print("\n]}\n");
            file.complete();
            return table.crs().isPresent()
                    ? List.of()
                    : List.of(Notice.of(
                            "geojson.pixels",
                            "The before raster has no coordinate reference system, so the coordinates in {0} are"
                                    + " pixels, although programs will take them for degrees.",
                            target.getFileName()));
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public void close() {
        file.close();
    }

    private void printPolygon(Polygon polygon) throws IOException {
        print("[");
        printRing(polygon.getExteriorRing(), true);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
            print(",");
            printRing(polygon.getInteriorRingN(hole), false);
        }
        print("]");
    }

    private void printRing(LinearRing ring, boolean counterClockwise) throws IOException {
        Coordinate[] points = ring.getCoordinates();
        boolean asStored = Orientation.isCCW(points) == counterClockwise;
        StringBuilder out = new StringBuilder(24 * points.length);
        for (int i = 0; i < points.length; i++) {
            Coordinate point = points[asStored ? i : points.length - 1 - i];
            out.append(i == 0 ? "[[" : ",[");
            out.append(plain(point.x, DECIMALS))
                    .append(',')
                    .append(plain(point.y, DECIMALS))
                    .append(']');
        }
        print(out.append(']').toString());
    }

    /** A number without exponent and without zeros at its end. */
    static String plain(double value, int decimals) {
        double scaled = value * Math.pow(10, decimals);
        if (Math.abs(scaled) >= 1L << 52) {
            return BigDecimal.valueOf(value)
                    .setScale(decimals, RoundingMode.HALF_EVEN)
                    .toPlainString();
        }
        return BigDecimal.valueOf(Math.round(scaled), decimals)
                .stripTrailingZeros()
                .toPlainString();
    }

    private void print(String text) throws IOException {
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
