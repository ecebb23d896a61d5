package org.palimpsest.vector;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.palimpsest.base.BadInputException;

/** The vector formats that polygons are written in. */
public enum PolygonFormat {
    /** ESRI shapefile: .shp with .shx, .dbf, .prj and .cpg beside it. */
    SHAPEFILE("shp"),
    /** OGC GeoPackage. */
    GEOPACKAGE("gpkg"),
    /** GeoJSON after RFC 7946, in WGS 84. */
    GEOJSON("geojson"),
    /** FlatGeobuf with a spatial index. */
    FLATGEOBUF("fgb");

    private final String extension;

    PolygonFormat(String extension) {
        this.extension = extension;
    }

    /** The ending of file names, and the name of the format on the command line. */
    public String extension() {
        return extension;
    }

    /** The format of a name such as "gpkg". */
    public static PolygonFormat parse(String name) throws BadInputException {
        for (PolygonFormat format : values()) {
            if (format.extension.equals(name.trim().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        String known = Arrays.stream(values()).map(PolygonFormat::extension).collect(Collectors.joining(", "));
        throw new BadInputException(
                "There is no vector format \"" + name + "\". Choose from " + known + ", or \"none\".");
    }

    /**
     * Begins a file of areas of change.
     *
     * @param target the file to make or replace
     * @throws BadInputException when nothing can be written there
     */
    public PolygonSink<ChangePolygon> create(Path target, LayerInfo layer) throws BadInputException {
        return create(target, PolygonTable.changes(layer));
    }

    /**
     * Begins a file of objects, see {@link #create}.
     *
     * @param layer its system is that of the objects' coordinates
     */
    public PolygonSink<ObjectPolygon> createObjects(Path target, LayerInfo layer) throws BadInputException {
        return create(target, PolygonTable.objects(layer));
    }

    private <P> PolygonSink<P> create(Path target, PolygonTable<P> table) throws BadInputException {
        return switch (this) {
            case SHAPEFILE -> ShapefileSink.create(target, table);
            case GEOPACKAGE -> GeoPackageSink.create(target, table);
            case GEOJSON -> GeoJsonSink.create(target, table);
            case FLATGEOBUF -> FlatGeobufSink.create(target, table);
        };
    }
}
