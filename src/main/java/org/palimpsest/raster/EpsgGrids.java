package org.palimpsest.raster;

import java.io.File;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.geotools.referencing.factory.epsg.hsql.HsqlEpsgDatabase;
import org.geotools.referencing.factory.epsg.hsql.ThreadedHsqlEpsgFactory;
import org.slf4j.LoggerFactory;

/** The files with grids of datum shifts that the EPSG register names: this program reads none, but tells of them. */
final class EpsgGrids {
    /** Its columns are the file, the metres, and west, south, east and north of the region. */
    private static final String QUERY =
            """
            SELECT v.PARAM_VALUE_FILE_REF, o.COORD_OP_ACCURACY, e.BBOX_WEST_BOUND_LON, e.BBOX_SOUTH_BOUND_LAT,
                   e.BBOX_EAST_BOUND_LON, e.BBOX_NORTH_BOUND_LAT
            FROM EPSG_COORDOPERATION o
            JOIN EPSG_COORDOPERATIONPARAMVALUE v ON v.COORD_OP_CODE = o.COORD_OP_CODE
            JOIN EPSG_USAGE u ON u.OBJECT_CODE = o.COORD_OP_CODE AND u.OBJECT_TABLE_NAME = 'epsg_coordoperation'
            JOIN EPSG_EXTENT e ON e.EXTENT_CODE = u.EXTENT_CODE
            WHERE v.PARAM_VALUE_FILE_REF <> '' AND o.DEPRECATED = 0 AND o.COORD_OP_ACCURACY < ?
              AND (o.SOURCE_CRS_CODE = ? AND o.TARGET_CRS_CODE = ? OR o.SOURCE_CRS_CODE = ? AND o.TARGET_CRS_CODE = ?)
            """;

    private EpsgGrids() {}

    /**
     * A file of shifts.
     *
     * @param file its name in the register
     * @param metres how far coordinates are off with it
     */
    record Grid(String file, double metres) {}

    /** The files that would bring more accurate coordinates between two geographic systems at a place, the best first. */
    static List<Grid> between(int from, int to, double[] place, double metres) {
        List<Grid> grids = new ArrayList<>();
        File folder = new File(
                System.getProperty(ThreadedHsqlEpsgFactory.DIRECTORY_KEY, ""), "v" + ThreadedHsqlEpsgFactory.VERSION);
        if (!folder.isDirectory()) {
            return grids;
        }
        try (Connection connection = HsqlEpsgDatabase.createDataSource(folder).getConnection();
                PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setDouble(1, Double.isNaN(metres) ? 1e9 : metres);
            query.setInt(2, from);
            query.setInt(3, to);
            query.setInt(4, to);
            query.setInt(5, from);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    Grid grid = new Grid(found.getString(1), found.getDouble(2));
                    boolean here = holds(
                            found.getDouble(3), found.getDouble(4), found.getDouble(5), found.getDouble(6), place);
                    if (here && grids.stream().noneMatch(known -> known.file().equals(grid.file()))) {
                        grids.add(grid);
                    }
                }
            }
        } catch (SQLException e) {
            LoggerFactory.getLogger(EpsgGrids.class).warn("The register's grids of shifts cannot be read", e);
        }
        grids.sort(Comparator.comparingDouble(Grid::metres).thenComparing(Grid::file));
        return grids;
    }

    /** Tells whether a box, which may cross the antimeridian, holds a longitude and latitude. */
    static boolean holds(double west, double south, double east, double north, double[] place) {
        boolean between = west <= east ? place[0] >= west && place[0] <= east : place[0] >= west || place[0] <= east;
        return between && place[1] >= south && place[1] <= north;
    }
}
