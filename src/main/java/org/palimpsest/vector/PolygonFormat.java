package org.palimpsest.vector;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.palimpsest.base.BadInputException;

/** The vector formats that polygons of change are written in. */
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
     * Begins a file.
     *
     * @param target the file to make or replace
     * @throws BadInputException when nothing can be written there
     */
    public PolygonSink create(Path target, LayerInfo layer) throws BadInputException {
        return switch (this) {
            case SHAPEFILE -> ShapefileSink.create(target, layer);
            case GEOPACKAGE -> GeoPackageSink.create(target, layer);
            case GEOJSON -> GeoJsonSink.create(target, layer);
            case FLATGEOBUF -> FlatGeobufSink.create(target, layer);
        };
    }
}
