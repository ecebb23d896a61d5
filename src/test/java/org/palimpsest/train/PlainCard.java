package org.palimpsest.train;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.palimpsest.learned.ModelCard;
import org.palimpsest.learned.Normalisation;
import org.palimpsest.zoo.NetworkOptions;

/** The card of a model that was never trained: three bands, windows of 256 pixels, and nothing told of its origin. */
final class PlainCard {
    private PlainCard() {}

    static ModelCard of(String network, NetworkOptions options, Normalisation normalisation) {
        return new ModelCard(
                network,
                options,
                List.of("red", "green", "blue"),
                normalisation,
                OptionalDouble.empty(),
                256,
                32,
                0.5,
                List.of("no change", "change"),
                "",
                Map.of(),
                "");
    }
}
