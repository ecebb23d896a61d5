package org.palimpsest.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.palimpsest.detect.shift.ShiftCorrection;
import org.palimpsest.raster.Displacement;

/** What {@code run.json} tells of the shift between the dates, in pixels of the grid on which they are compared. */
final class ShiftRecord {
    private ShiftRecord() {}

    static JsonObject of(ShiftCorrection shift) {
        JsonObject json = new JsonObject();
        json.addProperty("applied", shift.applied().word());
        shift.measured().ifPresent(whole -> {
            JsonObject measured = new JsonObject();
            measured.addProperty("dx", rounded(whole.dx()));
            measured.addProperty("dy", rounded(whole.dy()));
            measured.addProperty("spread", rounded(whole.spread()));
            measured.addProperty("places", whole.places());
            json.add("measured", measured);
        });
        if (shift.applied() == ShiftCorrection.Kind.NONE) {
            return json;
        }
        if (shift.displacement().isAffine()) {
            json.add("coefficients", coefficients(shift.displacement()));
        }
        JsonObject left = new JsonObject();
        shift.rest().ifPresent(rest -> {
            left.addProperty("dx", rounded(rest.dx()));
            left.addProperty("dy", rounded(rest.dy()));
            left.addProperty("rmse", rounded(shift.left().rootMeanSquare()));
        });
        left.addProperty("places", shift.left().places().size());
        left.addProperty("outliers", shift.outliers());
        json.add("left", left);
        return json;
    }

    /** dx at column 0, row 0; its change per column; per row; then the same of dy. */
    private static JsonArray coefficients(Displacement by) {
        JsonArray six = new JsonArray();
        List.of(
                        by.dx(0, 0),
                        by.dx(1, 0) - by.dx(0, 0),
                        by.dx(0, 1) - by.dx(0, 0),
                        by.dy(0, 0),
                        by.dy(1, 0) - by.dy(0, 0),
                        by.dy(0, 1) - by.dy(0, 0))
                .forEach(six::add);
        return six;
    }

    /** A measurement errs by some hundredths of a pixel. */
    private static double rounded(double pixels) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4f", pixels));
    }
}
