package org.palimpsest.vector;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.jts.densify.Densifier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;

/**
 * Reads where the user wants to look and lays it onto a grid.
 *
 * <p>An area is well-known text in longitude and latitude; {@code SRID=n;} and well-known text in the coordinates of EPSG:n
 * ({@code SRID=0;} means the grid's own coordinates); or a file: well-known text ({@code .wkt}) or GeoJSON ({@code .geojson},
 * {@code .json}; longitude and latitude unless it names a {@code crs}).
 */
public final class AreaOfInterest {
    private static final Pattern SRID = Pattern.compile("\\s*SRID\\s*=\\s*(\\d+)\\s*;(.*)", Pattern.DOTALL);
    private static final Pattern WKT =
            Pattern.compile("\\s*(MULTI)?POLYGON\\b.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    /** Straight edges are cut into at least this many parts along the longer side before they are projected. */
    private static final int PARTS = 256;

    private AreaOfInterest() {}

    /**
     * The pixels of the grid that an area covers.
     *
     * @throws BadInputException when the text is neither an area nor a file of one, or cannot be laid onto the grid
     */
    public static PolygonRaster parse(String text, Grid grid) throws BadInputException {
        Located area = locate(text);
        Geometry polygons = GeometryFixer.fix(area.polygons());
        if (polygons.isEmpty() || polygons.getDimension() != 2) {
            throw new BadInputException("The area \"" + abbreviate(text) + "\" holds no polygon.");
        }
        return new PolygonRaster(toPixels(area.crs(), polygons, grid));
    }

    /** Polygons and the system of their coordinates: a code, or empty for the grid's own. */
    private record Located(String crs, Geometry polygons) {}

    private static Located locate(String text) throws BadInputException {
        Matcher srid = SRID.matcher(text);
        if (srid.matches()) {
            return new Located(srid.group(1).equals("0") ? "" : "EPSG:" + srid.group(1), wkt(srid.group(2)));
        }
        if (WKT.matcher(text).matches()) {
            return new Located(Crs.LONGITUDE_LATITUDE_CODE, wkt(text));
        }
        return file(text);
    }

    private static Geometry wkt(String text) throws BadInputException {
        try {
            return new WKTReader().read(text);
        } catch (ParseException | IllegalArgumentException e) {
            throw new BadInputException(
                    "The area \"" + abbreviate(text) + "\" is not valid well-known text: " + e.getMessage(), e);
        }
    }

    private static Located file(String text) throws BadInputException {
        String content;
        try {
            Path path = Path.of(text.trim());
            if (!Files.isRegularFile(path)) {
                throw new BadInputException("The area \"" + abbreviate(text)
                        + "\" is neither well-known text such as POLYGON((...)) nor an existing file.");
            }
            content = Files.readString(path, StandardCharsets.UTF_8);
        } catch (InvalidPathException e) {
            throw new BadInputException(
                    "The area \"" + abbreviate(text) + "\" is not well-known text such as POLYGON((...)).", e);
        } catch (IOException e) {
            throw new BadInputException(
                    "The area file " + text.trim()
                            + " cannot be read as text. Areas are read from GeoJSON (.geojson) and well-known text (.wkt).",
                    e);
        }
        if (!content.stripLeading().startsWith("{")) {
            Matcher srid = SRID.matcher(content);
            if (!srid.matches() && !WKT.matcher(content).matches()) {
                throw new BadInputException("The area file " + text.trim()
                        + " holds neither GeoJSON nor well-known text. Save the area as .geojson or .wkt.");
            }
            return locate(content);
        }
        try {
            GeoJsonPolygons.Content json = GeoJsonPolygons.parse(content);
            return new Located(json.crs(), json.polygons());
        } catch (JsonParseException | IllegalStateException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new BadInputException("The area file " + text.trim() + " is not valid GeoJSON.", e);
        }
    }

    private static Geometry toPixels(String code, Geometry polygons, Grid grid) throws BadInputException {
        Geometry inGrid = polygons;
        if (!code.isEmpty()) {
            Crs gridCrs = grid.crs()
                    .orElseThrow(
                            () -> new BadInputException(
                                    "The area cannot be laid onto the before raster, which has no coordinate reference system. "
                                            + "Give the area as SRID=0; and well-known text in pixels (x right, y negative downwards)."));
            Crs crs = Crs.parse(code);
            if (!crs.sameAs(gridCrs)) {
                Envelope envelope = polygons.getEnvelopeInternal();
                double step = Math.max(envelope.getWidth(), envelope.getHeight()) / PARTS;
                inGrid = step > 0 ? Densifier.densify(polygons, step) : polygons.copy();
                project(inGrid, crs.mapTo(gridCrs));
            }
        }
        GeoTransform transform = grid.transform();
        Geometry pixels = inGrid.copy();
        pixels.apply((CoordinateFilter) point -> {
            double column = transform.column(point.x, point.y);
            point.y = transform.row(point.x, point.y);
            point.x = column;
        });
        pixels.geometryChanged();
        return pixels;
    }

    private static void project(Geometry geometry, Crs.CoordinateMap map) throws BadInputException {
        Coordinate[] coordinates = geometry.getCoordinates();
        double[] points = new double[2 * coordinates.length];
        for (int i = 0; i < coordinates.length; i++) {
            points[2 * i] = coordinates[i].x;
            points[2 * i + 1] = coordinates[i].y;
        }
        map.apply(points);
        for (double value : points) {
            if (!Double.isFinite(value)) {
                throw new BadInputException(
                        "The area reaches where the before raster's coordinate reference system is not defined. "
                                + "Check that its coordinates are longitude before latitude.");
            }
        }
        int[] next = {0};
        geometry.apply((CoordinateFilter) point -> {
            point.x = points[next[0]++];
            point.y = points[next[0]++];
        });
        geometry.geometryChanged();
    }

    private static String abbreviate(String text) {
        String line = text.trim().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
