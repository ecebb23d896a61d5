package org.palimpsest.vector;

import java.util.Optional;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.EsriWkt;

/**
 * A row of a GeoPackage's table of coordinate reference systems.
 *
 * @param name for people
 * @param id within the file: the EPSG code where there is one
 * @param organization that gave the code
 * @param organizationCode the code itself
 * @param definition well-known text
 */
record GeoPackageCrs(String name, int id, String organization, int organizationCode, String definition) {
    /** Rows that every GeoPackage must have. */
    static final GeoPackageCrs UNDEFINED_CARTESIAN =
            new GeoPackageCrs("Undefined Cartesian SRS", -1, "NONE", -1, "undefined");

    static final GeoPackageCrs UNDEFINED_GEOGRAPHIC =
            new GeoPackageCrs("Undefined geographic SRS", 0, "NONE", 0, "undefined");

    static final GeoPackageCrs WGS_84 = new GeoPackageCrs(
            "WGS 84 geodetic",
            4326,
            "EPSG",
            4326,
            "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],"
                    + "AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],"
                    + "UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]");

    /** Above all EPSG codes, for systems that have none. */
    private static final int CUSTOM_ID = 100_000;

    static GeoPackageCrs of(Optional<Crs> crs) {
        if (crs.isEmpty()) {
            return UNDEFINED_CARTESIAN;
        }
        Optional<Integer> code = crs.get()
                .code()
                .filter(text -> text.matches("EPSG:\\d{1,6}"))
                .map(text -> Integer.parseInt(text.substring("EPSG:".length())));
        if (code.isPresent() && code.get() == WGS_84.id) {
            return WGS_84;
        }
        String definition = EsriWkt.of(crs.get());
        return code.map(epsg -> new GeoPackageCrs(crs.get().name(), epsg, "EPSG", epsg, definition))
                .orElseGet(() -> new GeoPackageCrs(crs.get().name(), CUSTOM_ID, "NONE", CUSTOM_ID, definition));
    }
}
