package org.palimpsest.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The SQL that makes an empty GeoPackage with our layer, and the triggers of its spatial index, as the standard states them. */
final class GeoPackageSchema {
    /** Stands where the standard wants the time of the last change: a repeated run must give the same bytes. */
    private static final String NO_TIME = "1970-01-01T00:00:00.000Z";

    private GeoPackageSchema() {}

    /** Statements that make all tables and describe the layer. */
    static String[] create(PolygonTable<?> table, GeoPackageCrs crs) {
        String name = table.name();
        String geometry = table.several() ? "MULTIPOLYGON" : "POLYGON";
        List<String> sql = new ArrayList<>(List.of(
                "PRAGMA application_id = 1196444487",
                "PRAGMA user_version = 10300",
                "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, "
                        + "organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, "
                        + "definition TEXT NOT NULL, description TEXT)",
                "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, "
                        + "identifier TEXT UNIQUE, description TEXT DEFAULT '', "
                        + "last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), "
                        + "min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, "
                        + "CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))",
                "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
                        + "geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, "
                        + "m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), "
                        + "CONSTRAINT uk_gc_table_name UNIQUE (table_name), "
                        + "CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), "
                        + "CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))",
                "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, "
                        + "definition TEXT NOT NULL, scope TEXT NOT NULL, "
                        + "CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))"));
        for (GeoPackageCrs row : systems(crs)) {
            sql.add("INSERT INTO gpkg_spatial_ref_sys VALUES (" + quoted(row.name()) + ", " + row.id() + ", "
                    + quoted(row.organization()) + ", " + row.organizationCode() + ", " + quoted(row.definition())
                    + ", NULL)");
        }
        sql.add("CREATE TABLE " + name + " (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom " + geometry + ", "
                + table.attributes().stream()
                        .map(a -> a.name() + " " + a.type())
                        .collect(Collectors.joining(", "))
                + ")");
        sql.add("INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) VALUES ("
                + quoted(name) + ", 'features', " + quoted(name) + ", " + quoted(NO_TIME) + ", " + crs.id() + ")");
        sql.add("INSERT INTO gpkg_geometry_columns VALUES (" + quoted(name) + ", 'geom', '" + geometry + "', "
                + crs.id() + ", 0, 0)");
        sql.add("INSERT INTO gpkg_extensions VALUES (" + quoted(name)
                + ", 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')");
        sql.add("CREATE VIRTUAL TABLE " + index(table) + " USING rtree(id, minx, maxx, miny, maxy)");
        return sql.toArray(new String[0]);
    }

    /** Triggers by which other programs keep the spatial index true when they edit the layer. */
    static String[] indexTriggers(PolygonTable<?> table) {
        String index = index(table);
        String box = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)";
        String filled = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))";
        String empty = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))";
        String put = " BEGIN INSERT OR REPLACE INTO " + index + " VALUES (NEW.fid, " + box + "); END";
        String drop = " BEGIN DELETE FROM " + index + " WHERE id = OLD.fid; END";
        return new String[] {
            trigger(table, "insert", "INSERT ON", filled) + put,
            trigger(table, "update1", "UPDATE OF geom ON", "OLD.fid = NEW.fid AND " + filled) + put,
            trigger(table, "update2", "UPDATE OF geom ON", "OLD.fid = NEW.fid AND " + empty) + drop,
            trigger(table, "update3", "UPDATE ON", "OLD.fid != NEW.fid AND " + filled) + " BEGIN DELETE FROM " + index
                    + " WHERE id = OLD.fid; INSERT OR REPLACE INTO " + index + " VALUES (NEW.fid, " + box + "); END",
            trigger(table, "update4", "UPDATE ON", "OLD.fid != NEW.fid AND " + empty) + " BEGIN DELETE FROM " + index
                    + " WHERE id IN (OLD.fid, NEW.fid); END",
            trigger(table, "delete", "DELETE ON", "OLD.geom NOT NULL") + drop
        };
    }

    private static String trigger(PolygonTable<?> table, String name, String event, String when) {
        return "CREATE TRIGGER " + index(table) + "_" + name + " AFTER " + event + " " + table.name() + " WHEN (" + when
                + ")";
    }

    private static String index(PolygonTable<?> table) {
        return "rtree_" + table.name() + "_geom";
    }

    private static List<GeoPackageCrs> systems(GeoPackageCrs crs) {
        List<GeoPackageCrs> all = new ArrayList<>(
                List.of(GeoPackageCrs.UNDEFINED_CARTESIAN, GeoPackageCrs.UNDEFINED_GEOGRAPHIC, GeoPackageCrs.WGS_84));
        if (!all.contains(crs)) {
            all.add(crs);
        }
        return all;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
