package org.palimpsest.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;

/**
 * The polygons that a run wrote to a GeoPackage, read back one after the other, so that they can be written again with what
 * a person decided about them. Nothing is lost on the way: a GeoPackage holds coordinates and attributes in full.
 */
public final class StoredPolygons {
    private static final int FEWEST_HEADER_BYTES = 8;
    private static final int WKB_POLYGON = 3;
    private static final int ENVELOPE_BITS = 0b1110;
    private static final int[] ENVELOPE_DOUBLES = {0, 4, 6, 6, 8};
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private final Path file;

    /** @param file a GeoPackage of this program */
    public StoredPolygons(Path file) {
        this.file = file;
    }

    /** What is done with each polygon. */
    @FunctionalInterface
    public interface Reader {
        void read(ChangePolygon polygon) throws BadInputException;
    }

    /**
     * What holds for all polygons, from the first of them; empty when there is none.
     *
     * @param crs the system of their coordinates
     */
    public Optional<LayerInfo> layer(Optional<Crs> crs) throws BadInputException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT date_from, date_to, detector, run_id FROM "
                        + LayerInfo.NAME + " ORDER BY fid LIMIT 1")) {
            return row.next()
                    ? Optional.of(new LayerInfo(
                            crs,
                            Optional.ofNullable(row.getString(1)),
                            Optional.ofNullable(row.getString(2)),
                            text(row, "detector"),
                            text(row, "run_id")))
                    : Optional.empty();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Reads all polygons in the order in which they were written. */
    public void forEach(Reader reader) throws BadInputException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + LayerInfo.NAME + " ORDER BY fid")) {
            while (row.next()) {
                reader.read(polygon(row));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private Connection open() throws SQLException, BadInputException {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("The polygons " + file + " are not there any more. Repeat the run.");
        }
        return DriverManager.getConnection("jdbc:sqlite:file:" + file.toUri().getRawPath() + "?mode=ro");
    }

    private ChangePolygon polygon(ResultSet row) throws SQLException, BadInputException {
        return new ChangePolygon(
                row.getLong("id"),
                geometry(row.getBytes("geom")),
                number(row, "area_m2"),
                number(row, "perim_m"),
                number(row, "score_mean"),
                number(row, "score_max"),
                Direction.valueOf(text(row, "direction").toUpperCase(Locale.ROOT)),
                number(row, "lon"),
                number(row, "lat"),
                text(row, "status"),
                text(row, "note"));
    }

    /** The polygon of a blob: a header that may hold an envelope, then well-known binary. */
    private Polygon geometry(byte[] blob) throws BadInputException {
        try {
            ByteBuffer in = ByteBuffer.wrap(blob);
            int flags = in.get(3);
            in.position(FEWEST_HEADER_BYTES + Double.BYTES * ENVELOPE_DOUBLES[(flags & ENVELOPE_BITS) >> 1]);
            in.order(in.get() == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            if (in.getInt() != WKB_POLYGON) {
                throw new BadInputException(file + " holds something else than polygons.");
            }
            int rings = in.getInt();
            LinearRing shell = ring(in);
            LinearRing[] holes = new LinearRing[rings - 1];
            for (int hole = 0; hole < holes.length; hole++) {
                holes[hole] = ring(in);
            }
            return FACTORY.createPolygon(shell, holes);
        } catch (IndexOutOfBoundsException
                | java.nio.BufferUnderflowException
                | IllegalArgumentException
                | NegativeArraySizeException e) {
            throw unreadable(e);
        }
    }

    private static LinearRing ring(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / (2 * Double.BYTES)) {
            throw new IllegalArgumentException("A ring says that it has " + count + " points.");
        }
        Coordinate[] points = new Coordinate[count];
        for (int i = 0; i < count; i++) {
            points[i] = new Coordinate(in.getDouble(), in.getDouble());
        }
        return FACTORY.createLinearRing(points);
    }

    private static double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }

    private BadInputException unreadable(Exception cause) {
        return new BadInputException(
                file + " cannot be read as the polygons of a run (" + cause.getMessage() + "). Repeat the run.", cause);
    }
}
