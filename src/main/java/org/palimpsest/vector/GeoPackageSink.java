package org.palimpsest.vector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.WriteFailure;
import org.slf4j.LoggerFactory;

/** Writes a layer of polygons as a GeoPackage (OGC 12-128r18, version 1.3) with a spatial index, in one transaction. */
final class GeoPackageSink<P> implements PolygonSink<P> {
    private final Path target;
    private final Path part;
    private final PolygonTable<P> table;
    private final GeoPackageCrs crs;
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement index;
    private final Envelope extent = new Envelope();
    private long rows;

    private GeoPackageSink(Path target, Path part, PolygonTable<P> table) throws SQLException {
        this.target = target;
        this.part = part;
        this.table = table;
        crs = GeoPackageCrs.of(table.crs());
        connection = DriverManager.getConnection("jdbc:sqlite:" + part);
        try {
            // A part file that is not completed is deleted, so it needs no journal.
            execute("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA locking_mode = EXCLUSIVE");
            connection.setAutoCommit(false);
            execute(GeoPackageSchema.create(table, crs));
            String columns = table.attributes().stream().map(Attribute::name).collect(Collectors.joining(", "));
            String marks = table.attributes().stream().map(a -> "?").collect(Collectors.joining(", "));
            insert = connection.prepareStatement(
                    "INSERT INTO " + table.name() + " (fid, geom, " + columns + ") VALUES (?, ?, " + marks + ")");
            index = connection.prepareStatement("INSERT INTO rtree_" + table.name() + "_geom VALUES (?, ?, ?, ?, ?)");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    static <P> GeoPackageSink<P> create(Path target, PolygonTable<P> table) throws BadInputException {
        Path part = AtomicFile.partOf(target);
        try {
            Files.deleteIfExists(part);
            // The driver's message for a folder that cannot be written to says nothing; this one does.
            Files.createFile(part);
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
        try {
            return new GeoPackageSink<>(target, part, table);
        } catch (SQLException e) {
            delete(part);
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public void add(P polygon) throws BadInputException {
        try {
            rows++;
            insert.setLong(1, rows);
            Geometry shape = table.shape().apply(polygon);
            insert.setBytes(2, GeoPackageGeometry.encode(shape, crs.id()));
            int parameter = 3;
            for (Attribute<P> attribute : table.attributes()) {
                insert.setObject(parameter++, attribute.value(polygon));
            }
            insert.executeUpdate();
            Envelope box = shape.getEnvelopeInternal();
            extent.expandToInclude(box);
            index.setLong(1, rows);
            index.setDouble(2, box.getMinX());
            index.setDouble(3, box.getMaxX());
            index.setDouble(4, box.getMinY());
            index.setDouble(5, box.getMaxY());
            index.executeUpdate();
        } catch (SQLException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public List<Notice> finish() throws BadInputException {
        try {
            if (!extent.isNull()) {
                try (PreparedStatement contents = connection.prepareStatement(
                        "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?")) {
                    contents.setDouble(1, extent.getMinX());
                    contents.setDouble(2, extent.getMinY());
                    contents.setDouble(3, extent.getMaxX());
                    contents.setDouble(4, extent.getMaxY());
                    contents.executeUpdate();
                }
            }
            // The triggers call functions that only spatial programs have, so they come after the rows.
            execute(GeoPackageSchema.indexTriggers(table));
            connection.commit();
            connection.close();
            AtomicFile.moveIntoPlace(part, target);
            return List.of();
        } catch (SQLException | IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LoggerFactory.getLogger(GeoPackageSink.class).warn("{} could not be closed: {}", part, e.getMessage());
        }
        delete(part);
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LoggerFactory.getLogger(GeoPackageSink.class).warn("A temporary file was left: {}", e.getMessage());
        }
    }
}
