package org.palimpsest.vector.read;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.sqlite.SQLiteConfig;

/** Reads the polygons of a GeoPackage (OGC 12-128r18) layer; the file is opened for reading only. */
final class GeoPackageReader {
    private static final int[] ENVELOPE_BYTES = {0, 32, 48, 48, 64};

    private final Path file;
    private final Connection connection;

    private GeoPackageReader(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** A table of features. */
    private record Table(String name, String geometryColumn, int system) {}

    @FunctionalInterface
    private interface Reading<T> {
        T of(GeoPackageReader reader) throws SQLException, BadInputException;
    }

    static List<String> layers(Path file) throws BadInputException {
        return open(file, reader -> reader.tables().stream().map(Table::name).toList());
    }

    static VectorLayer read(Path file, Optional<String> layer) throws BadInputException {
        return open(file, reader -> {
            Table table = reader.choose(reader.tables(), layer);
            return new VectorLayer(reader.features(table), reader.system(table.system()));
        });
    }

    private static <T> T open(Path file, Reading<T> reading) throws BadInputException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file)) {
            return reading.of(new GeoPackageReader(file, connection));
        } catch (SQLException e) {
            throw new BadInputException(
                    file + " cannot be read as a GeoPackage: " + e.getMessage() + ". Check that it is complete.", e);
        }
    }

    private List<Table> tables() throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g"
                                + " JOIN gpkg_contents c ON lower(c.table_name) = lower(g.table_name)"
                                + " WHERE c.data_type = 'features' ORDER BY g.table_name")) {
            while (rows.next()) {
                tables.add(new Table(rows.getString(1), rows.getString(2), rows.getInt(3)));
            }
        }
        return tables;
    }

    private Table choose(List<Table> tables, Optional<String> layer) throws BadInputException {
        if (tables.isEmpty()) {
            throw new BadInputException(file + " holds no vector layer.");
        }
        String names = String.join(", ", tables.stream().map(Table::name).toList());
        if (layer.isPresent()) {
            return tables.stream()
                    .filter(table -> table.name().equals(layer.get()))
                    .findFirst()
                    .orElseThrow(() -> new BadInputException(
                            file + " has no layer \"" + layer.get() + "\". It holds: " + names + "."));
        }
        if (tables.size() > 1) {
            throw new BadInputException(file + " holds several layers: " + names + ". Name the one that is meant: \""
                    + PolygonFile.spec(file, tables.get(0).name()) + "\".");
        }
        return tables.get(0);
    }

    private Optional<Crs> system(int id) throws SQLException, BadInputException {
        if (id <= 0) {
            return Optional.empty();
        }
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id"
                        + " = ?")) {
            query.setInt(1, id);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new BadInputException(file + " names a coordinate reference system " + id
                            + " that it does not define. Repair it, for example with \"ogr2ogr -a_srs EPSG:n OUT.gpkg "
                            + file.getFileName() + "\".");
                }
                String definition = String.valueOf(row.getString(3));
                if (definition.contains("[")) {
                    try {
                        return Optional.of(Crs.parse(row.getString(1) + ":" + row.getInt(2)));
                    } catch (BadInputException e) {
                        return Optional.of(Crs.parse(definition));
                    }
                }
                return Optional.of(Crs.parse(row.getString(1) + ":" + row.getInt(2)));
            }
        }
    }

    private List<PolygonFeature> features(Table table) throws SQLException, BadInputException {
        List<PolygonFeature> features = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + quoted(table.name()))) {
            ResultSetMetaData columns = rows.getMetaData();
            for (long row = 1; rows.next(); row++) {
                Map<String, Object> attributes = new LinkedHashMap<>();
                List<RingPolygon> polygons = List.of();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    String name = columns.getColumnName(column);
                    if (name.equalsIgnoreCase(table.geometryColumn())) {
                        byte[] blob = rows.getBytes(column);
                        polygons = blob == null ? List.of() : polygons(blob, table, row);
                    } else {
                        Object value = rows.getObject(column);
                        if (value instanceof Number number) {
                            attributes.put(name, number.doubleValue());
                        } else if (value instanceof String text) {
                            attributes.put(name, text);
                        }
                    }
                }
                if (!polygons.isEmpty()) {
                    features.add(new PolygonFeature(polygons, attributes));
                }
            }
        }
        return features;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Behind a header of magic, version, flags, system and perhaps an envelope stands well-known binary. */
    private List<RingPolygon> polygons(byte[] blob, Table table, long row) throws BadInputException {
        try {
            ByteBuffer header = ByteBuffer.wrap(blob);
            if (blob.length < 8 || header.get(0) != 'G' || header.get(1) != 'P') {
                throw new ParseException("it is not marked as a geometry of a GeoPackage");
            }
            int flags = header.get(3);
            int envelope = flags >> 1 & 7;
            boolean extended = (flags & 0x20) != 0;
            if (extended || envelope >= ENVELOPE_BYTES.length) {
                throw new ParseException("it is of an extended kind that is not known here");
            }
            int start = 8 + ENVELOPE_BYTES[envelope];
            if (start > blob.length) {
                throw new ParseException("it is cut off");
            }
            Geometry geometry = new WKBReader().read(Arrays.copyOfRange(blob, start, blob.length));
            return RingPolygon.of(geometry);
        } catch (ParseException | IllegalArgumentException e) {
            throw new BadInputException(
                    file + ": the geometry of row " + row + " of layer " + table.name() + " cannot be read: "
                            + e.getMessage() + ".",
                    e);
        }
    }
}
