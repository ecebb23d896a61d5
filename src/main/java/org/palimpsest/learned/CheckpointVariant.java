package org.palimpsest.learned;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.nn.weights.StoredTensor;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.NetworkOptions;

/** Reads from the shapes in a checkpoint which variant of its network it is for: bands of the images, classes of the map. */
final class CheckpointVariant {
    /** The first convolution of each network, whose input channels tell the bands. */
    private static final Map<String, String> FIRST = Map.ofEntries(
            Map.entry("fc-ef", "conv11.weight"),
            Map.entry("fc-siam-conc", "conv11.weight"),
            Map.entry("fc-siam-diff", "conv11.weight"),
            Map.entry("snunet", "conv0_0.conv1.weight"),
            Map.entry("bit", "resnet.conv1.weight"),
            Map.entry("changeformer", "Tenc_x2.patch_embed1.proj.weight"),
            Map.entry("tinycd", "_backbone.0.0.weight"),
            Map.entry("dtcdscn", "firstconv.weight"),
            Map.entry("dsifn", "t1_base.features.0.weight"),
            Map.entry("mlla-sianet", "encoder.conv1.weight"),
            Map.entry("fusionunet", "encoder1.0.weight"));

    /** The last layer's bias, whose length tells the classes; networks that are not named always give one channel. */
    private static final Map<String, String> LAST = Map.of(
            "fc-ef", "conv11d.bias",
            "fc-siam-conc", "conv11d.bias",
            "fc-siam-diff", "conv11d.bias",
            "snunet", "conv_final.bias",
            "bit", "classifier.3.bias",
            "changeformer", "TDec_x2.change_probability.conv2d.bias",
            "dtcdscn", "finalconv3_master.bias",
            "fusionunet", "decoder1.bias");

    private CheckpointVariant() {}

    /** The options that the weights in {@code file} were trained with, as far as shapes and metadata tell them. */
    static NetworkOptions of(String network, WeightsFile file) {
        NetworkOptions options = NetworkOptions.DEFAULT;
        StoredTensor first = find(file, FIRST.getOrDefault(network, ""));
        if (first != null && first.shape().length == 4) {
            // FC-EF joins both images before its first convolution.
            int images = network.equals("fc-ef") ? 2 : 1;
            options = options.with("bands", (int) (first.shape()[1] / images));
            if (network.equals("mlla-sianet")) {
                options = options.with("width", first.shape()[0] / 64.0);
            }
        }
        StoredTensor last = find(file, LAST.getOrDefault(network, ""));
        if (last != null && last.shape().length == 1) {
            options = options.with("classes", (int) last.shape()[0]);
        }
        if (network.equals("snunet") && isOfTheUcdFramework(file)) {
            options = options.with("pooling", "average");
        }
        return options;
    }

    /** The UCD framework saves its whole object, so every name has its prefix. */
    private static boolean isOfTheUcdFramework(WeightsFile file) {
        return file.tensors().keySet().stream().allMatch(name -> name.startsWith("CD_model."));
    }

    /** The tensor of that name, whatever wrapper stands before it. */
    private static @Nullable StoredTensor find(WeightsFile file, String name) {
        return file.tensors().entrySet().stream()
                .filter(entry -> !name.isEmpty()
                        && (entry.getKey().equals(name) || entry.getKey().endsWith("." + name)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
