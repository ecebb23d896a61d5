package org.palimpsest.learned;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.palimpsest.zoo.NetworkOptions;

/**
 * What a model folder says of its weights: enough to run them as they were trained. Stored as {@code model.json}.
 *
 * @param network id in the zoo
 * @param options the network's variant: bands, classes and what else it is built with
 * @param bands roles of the channels, in order ("red", "green", "blue")
 * @param normalisation of an image of 0 to 1
 * @param groundSampleDistance pixel size in metres of the training images; empty when unknown
 * @param window width and height in pixels of the windows it should see, halo included
 * @param halo pixels of a window's border whose result is not used
 * @param threshold probability above which a pixel counts as change, chosen on validation data
 * @param classes names of the output's classes
 * @param licence of the weights
 * @param training how they came about: data, recipe, scores; texts by key
 * @param weightsSha256 of {@code model.safetensors}
 */
public record ModelCard(
        String network,
        NetworkOptions options,
        List<String> bands,
        Normalisation normalisation,
        OptionalDouble groundSampleDistance,
        int window,
        int halo,
        double threshold,
        List<String> classes,
        String licence,
        Map<String, String> training,
        String weightsSha256) {
    /** Pixels; large enough that the halo costs little, small enough for 8 GB machines. */
    public static final int USUAL_WINDOW = 512;

    public static final int USUAL_HALO = 32;

    /** Key under {@code training}: where on the hub the weights came from, with the commit. */
    public static final String SOURCE = "source";

    public ModelCard {
        bands = List.copyOf(bands);
        classes = List.copyOf(classes);
        training = Map.copyOf(training);
        if (window < 32 || window > 4096) {
            throw new IllegalArgumentException("A model's window must be 32 to 4096 pixels, but was " + window + ".");
        }
        if (halo < 0 || 2 * halo > window - 16) {
            throw new IllegalArgumentException("A halo must be 0 pixels to less than half the window of " + window
                    + " pixels, but was " + halo + ".");
        }
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("A threshold must lie between 0 and 1, but was " + threshold + ".");
        }
    }

    /** The card of bare weights, of which nothing is known but the network they are for. */
    static ModelCard ofBareWeights(NetworkFacts facts, NetworkOptions options, String sha256) {
        return new ModelCard(
                facts.id(),
                options,
                List.of("red", "green", "blue"),
                Normalisation.named(facts.normalisation()),
                OptionalDouble.empty(),
                USUAL_WINDOW,
                NetworkWindows.usualHalo(facts.id()),
                0.5,
                List.of("no change", "change"),
                "not stated in the file",
                Map.of(),
                sha256);
    }

    /** The same model, fetched from a repository of the hub. */
    ModelCard from(String source) {
        Map<String, String> more = new LinkedHashMap<>(training);
        more.put(SOURCE, source);
        return with(normalisation, more, weightsSha256);
    }

    /** The same description of weights with this hash. */
    ModelCard hashed(String sha256) {
        return with(normalisation, training, sha256);
    }

    /** The same model with another normalisation. */
    ModelCard with(Normalisation other) {
        return with(other, training, weightsSha256);
    }

    private ModelCard with(Normalisation other, Map<String, String> story, String sha256) {
        return new ModelCard(
                network,
                options,
                bands,
                other,
                groundSampleDistance,
                window,
                halo,
                threshold,
                classes,
                licence,
                story,
                sha256);
    }
}
