package org.palimpsest.detect.radiometry;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.Preparation;

/**
 * How the samples of the second date become comparable with the first one's: a map for each band, found once over all pixels
 * that both dates observed, so that tiles and threads leave no trace.
 *
 * @param rule the rule of {@link Preparation#radiometry}
 * @param pixels how many pixels it was found from
 * @param maps for each band of the second date
 * @param correlations of both dates in each band over those pixels; none where the rule asks for none
 */
public record Radiometry(String rule, long pixels, List<BandMap> maps, List<Double> correlations) {
    public Radiometry {
        maps = List.copyOf(maps);
        correlations = List.copyOf(correlations);
    }

    /**
     * Finds the maps.
     *
     * @param rule "mean-std", "histogram" or "pseudo-invariant"
     * @param input the pair; its settings are not looked at
     * @throws BadInputException when the dates have different numbers of bands, or too little was observed for the rule
     */
    public static Radiometry fit(String rule, FitInput input) throws BadInputException, CancelledException {
        int bands = input.pair().beforeBands();
        if (bands != input.pair().afterBands()) {
            throw new BadInputException(Notice.of(
                    "bands.radiometry",
                    "Radiometry compares band with band, but the dates have {0} and {1}. Choose as many bands of each"
                            + " with --bands, or --radiometry none.",
                    bands,
                    input.pair().afterBands()));
        }
        return switch (rule) {
            case "mean-std" -> MeanAndSpread.fit(input);
            case "histogram" -> HistogramMatching.fit(input);
            case "pseudo-invariant" -> PseudoInvariantPixels.fit(input);
            default -> throw new IllegalArgumentException("There is no radiometric rule \"" + rule + "\".");
        };
    }

    /** The coefficients, as {@code run.json} keeps them; its keys are described in {@code docs/cli.md}. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("rule", rule);
        json.addProperty("pixels", pixels);
        JsonArray bands = new JsonArray();
        for (int band = 0; band < maps.size(); band++) {
            JsonObject entry = new JsonObject();
            BandMap map = maps.get(band);
            if (map instanceof BandMap.Line line) {
                entry.addProperty("gain", line.gain());
                entry.addProperty("offset", line.offset());
            } else if (map instanceof BandMap.Table table) {
                entry.add("from", numbers(table.from()));
                entry.add("to", numbers(table.to()));
            }
            if (!correlations.isEmpty()) {
                entry.addProperty("correlation", correlations.get(band));
            }
            bands.add(entry);
        }
        json.add("bands", bands);
        return json;
    }

    private static JsonArray numbers(double[] values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(value);
        }
        return array;
    }
}
