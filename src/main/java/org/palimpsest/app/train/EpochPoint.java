package org.palimpsest.app.train;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one epoch of a training came to.
 *
 * @param epoch from 1
 * @param values of the curves; those of the validation are missing in epochs without one
 * @param best whether it was the best so far
 * @param seconds that it took
 */
public record EpochPoint(int epoch, Map<Curve, Double> values, boolean best, double seconds) {
    public EpochPoint {
        values = Map.copyOf(values);
    }

    /** Where a curve is in this epoch. */
    public OptionalDouble at(Curve curve) {
        Double value = values.get(curve);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Reads an object with the event "epoch". */
    static EpochPoint of(JsonObject json) {
        Map<Curve, Double> values = new EnumMap<>(Curve.class);
        for (Curve curve : Curve.values()) {
            if (json.get(curve.split()) instanceof JsonObject split) {
                JsonElement value = split.get(curve.measure());
                if (value != null && Double.isFinite(value.getAsDouble())) {
                    values.put(curve, value.getAsDouble());
                }
            }
        }
        return new EpochPoint(
                json.get("epoch").getAsInt(),
                values,
                json.get("best").getAsBoolean(),
                json.get("seconds").getAsDouble());
    }
}
