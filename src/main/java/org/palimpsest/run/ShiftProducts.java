package org.palimpsest.run;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.detect.shift.ShiftCorrection;
import org.palimpsest.detect.shift.ShiftPlace;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.Grid;
import org.palimpsest.vector.ChangePolygon;
import org.palimpsest.vector.QgisStyle;

/**
 * What a run's products tell of the shift between the dates: arrows where it was measured, and a note on each polygon where
 * more of it is left than half a pixel.
 */
final class ShiftProducts {
    /** The file of arrows. */
    static final String FILE = "shift.geojson";

    /** Arrows of a shift of one pixel are this part of the way to the next place. */
    private static final double DRAWN = 0.25;

    private static final double HALF_CIRCLE = 180;

    private final ShiftCorrection shift;
    private final boolean doubted;
    private final Grid products;
    private final Grid grid;
    private final Crs.CoordinateMap pixels;

    /**
     * @param doubted whether the measurement is not to be relied on, as between different sensors
     * @param products grid of the products
     * @param grid on which the shift was measured
     */
    ShiftProducts(ShiftCorrection shift, boolean doubted, Grid products, Grid grid) throws BadInputException {
        this.shift = shift;
        this.doubted = doubted;
        this.products = products;
        this.grid = grid;
        this.pixels = products.equals(grid) ? points -> {} : products.pixelsOn(grid);
    }

    /** The polygon with a note where the dates lie more than half a pixel apart at its middle, though moved. */
    ChangePolygon noted(ChangePolygon polygon) {
        if (doubted) {
            return polygon;
        }
        Coordinate middle = polygon.geometry().getEnvelopeInternal().centre();
        double[] pixel = {
            products.transform().column(middle.x, middle.y),
            products.transform().row(middle.x, middle.y)
        };
        pixels.apply(pixel);
        return shift.disturbingAt(pixel[0], pixel[1])
                .map(place -> polygon.withReview(
                        polygon.status(),
                        String.format(Locale.ROOT, "The dates lie %.1f pixels apart here.", place.length())))
                .orElse(polygon);
    }

    /**
     * Writes the arrows of a corrected shift and their style; does nothing where none was corrected.
     *
     * <p>GeoJSON after RFC 7946, a line from each place towards where its content lies on the second date, drawn {@code
     * drawn} times as long as the shift. {@code dx}, {@code dy} and {@code length} are the shift in pixels of the grid,
     * {@code left} is what of it was left after the correction.
     */
    void write(Path folder) throws BadInputException {
        if (shift.applied() == ShiftCorrection.Kind.NONE) {
            return;
        }
        Path target = folder.resolve(FILE);
        try {
            AtomicFile.writeText(target, text());
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
        QgisStyle.SHIFT.writeTo(folder);
    }

    private String text() throws IOException, BadInputException {
        Optional<Crs.CoordinateMap> map = grid.crs().isPresent()
                ? Optional.of(grid.crs().get().mapTo(Crs.longitudeLatitude()))
                : Optional.empty();
        double drawn = Math.max(1, Math.rint(DRAWN * shift.left().spacing()));
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject().name("type").value("FeatureCollection");
            json.name("name").value("shift").name("features").beginArray();
            for (ShiftPlace place : shift.left().places()) {
                arrow(json, place, map, drawn);
            }
            json.endArray().endObject();
        }
        return text + "\n";
    }

    private void arrow(JsonWriter json, ShiftPlace place, Optional<Crs.CoordinateMap> map, double drawn)
            throws IOException {
        double dx = shift.displacement().dx(place.column(), place.row());
        double dy = shift.displacement().dy(place.column(), place.row());
        double[] ends = {place.column(), place.row(), place.column() + drawn * dx, place.row() + drawn * dy};
        for (int i = 0; i < ends.length; i += 2) {
            double column = ends[i];
            double row = ends[i + 1];
            ends[i] = grid.transform().x(column, row);
            ends[i + 1] = grid.transform().y(column, row);
        }
        map.ifPresent(known -> known.apply(ends));
        json.beginObject().name("type").value("Feature").name("properties").beginObject();
        json.name("dx").value(rounded(dx, 3)).name("dy").value(rounded(dy, 3));
        json.name("length").value(rounded(Math.hypot(dx, dy), 3));
        json.name("left").value(rounded(place.length(), 3));
        json.name("drawn").value((long) drawn);
        json.endObject().name("geometry").beginObject();
        line(json, ends, map.isPresent());
        json.endObject().endObject();
    }

    /** A line, or two where it crosses the antimeridian (RFC 7946, 3.1.9). */
    private static void line(JsonWriter json, double[] ends, boolean onEarth) throws IOException {
        boolean cut = onEarth && Math.abs(ends[2] - ends[0]) > HALF_CIRCLE;
        json.name("type")
                .value(cut ? "MultiLineString" : "LineString")
                .name("coordinates")
                .beginArray();
        if (cut) {
            double edge = Math.copySign(HALF_CIRCLE, ends[0]);
            double end = ends[2] + 2 * edge;
            double y = ends[1] + (ends[3] - ends[1]) * (edge - ends[0]) / (end - ends[0]);
            json.beginArray();
            point(json, ends[0], ends[1]);
            point(json, edge, y);
            json.endArray().beginArray();
            point(json, -edge, y);
            point(json, ends[2], ends[3]);
            json.endArray();
        } else {
            point(json, ends[0], ends[1]);
            point(json, ends[2], ends[3]);
        }
        json.endArray();
    }

    private static void point(JsonWriter json, double x, double y) throws IOException {
        json.beginArray().value(rounded(x, 7)).value(rounded(y, 7)).endArray();
    }

    private static double rounded(double value, int decimals) {
        double scale = Math.pow(10, decimals);
        return Math.rint(value * scale) / scale;
    }
}
