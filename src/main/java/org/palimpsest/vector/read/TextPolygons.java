package org.palimpsest.vector.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;

/** Reads polygons that are written as text: GeoJSON, or well-known text with or without {@code SRID=n;} before it. */
public final class TextPolygons {
    private static final Pattern SRID = Pattern.compile("\\s*SRID\\s*=\\s*(\\d+)\\s*;(.*)", Pattern.DOTALL);
    private static final Pattern WKT =
            Pattern.compile("\\s*((MULTI)?POLYGON|GEOMETRYCOLLECTION)\\b.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private TextPolygons() {}

    /** Tells whether a text is meant as well-known text rather than as the name of a file. */
    public static boolean isWellKnownText(String text) {
        return SRID.matcher(text).matches() || WKT.matcher(text).matches();
    }

    /**
     * Reads well-known text: in longitude and latitude, or in EPSG:n after {@code SRID=n;}; {@code SRID=0;} gives polygons that
     * state no system.
     *
     * @param name how messages call the text
     */
    public static VectorLayer parse(String name, String text) throws BadInputException {
        Matcher srid = SRID.matcher(text);
        boolean stated = srid.matches();
        Geometry geometry;
        try {
            geometry = new WKTReader().read(stated ? srid.group(2) : text);
        } catch (ParseException | IllegalArgumentException e) {
            throw new BadInputException(name + " is not valid well-known text: " + e.getMessage(), e);
        }
        List<RingPolygon> polygons = RingPolygon.of(geometry);
        return new VectorLayer(
                polygons.isEmpty() ? List.of() : List.of(new PolygonFeature(polygons, Map.of())),
                stated ? system(srid.group(1)) : Optional.of(Crs.longitudeLatitude()));
    }

    private static Optional<Crs> system(String code) throws BadInputException {
        return code.equals("0") ? Optional.empty() : Optional.of(Crs.parse("EPSG:" + code));
    }

    /** Reads a file of either kind. */
    static VectorLayer read(Path file) throws BadInputException {
        try (Reader text = open(file)) {
            return firstLetter(text) == '{' ? new GeoJsonReader(file.toString()).read(text) : wellKnown(file, text);
        } catch (CharacterCodingException e) {
            throw new BadInputException(
                    file
                            + " holds no polygons that can be read here. GeoJSON, well-known text, GeoPackage and"
                            + " shapefile (.shp) can; convert others first, for example with \"ogr2ogr OUT.gpkg IN\".",
                    e);
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static VectorLayer wellKnown(Path file, Reader text) throws IOException, BadInputException {
        StringBuilder content = new StringBuilder();
        char[] buffer = new char[1 << 16];
        for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
            content.append(buffer, 0, read);
            if (content.length() == read && !isWellKnownText(content.toString())) {
                break;
            }
        }
        if (!isWellKnownText(content.toString())) {
            throw new BadInputException(
                    file + " holds neither GeoJSON nor well-known text such as POLYGON((...)) nor is it a"
                            + " GeoPackage or a shapefile.");
        }
        return parse(file.toString(), content.toString());
    }

    /** A reader that stops at bytes that are no UTF-8, instead of putting marks in their place. */
    private static Reader open(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
    }

    /** The first letter that is not a blank; the reader stands before it then. -1 at the end. */
    private static int firstLetter(Reader text) throws IOException {
        while (true) {
            text.mark(1);
            int letter = text.read();
            if (letter < 0 || (letter != BYTE_ORDER_MARK && !Character.isWhitespace(letter))) {
                text.reset();
                return letter;
            }
        }
    }
}
