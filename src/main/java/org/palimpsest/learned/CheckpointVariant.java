package org.palimpsest.learned;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.nn.weights.StoredTensor;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.nn.weights.WeightsMatch;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/** Reads from the shapes in a checkpoint which variant of its network it is for: bands of the images, classes of the map. */
final class CheckpointVariant {
    private static final String MASKCD_ENCODER = "model.pixel_level_module.encoder";

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
            Map.entry("minenetcd-resnet", "backbone.embedder.embedder.convolution.weight"),
            Map.entry("minenetcd-swin", "backbone.embeddings.patch_embeddings.projection.weight"),
            Map.entry("minenetcd-vmamba", "backbone.patch_embed.0.weight"),
            Map.entry("maskcd", MASKCD_ENCODER + ".embeddings.patch_embeddings.projection.weight"),
            Map.entry("fusionunet", "encoder1.0.weight"));

    /** The last layer's bias, whose length tells the classes; networks that are not named always give one channel. */
    private static final Map<String, String> LAST = Map.ofEntries(
            Map.entry("fc-ef", "conv11d.bias"),
            Map.entry("fc-siam-conc", "conv11d.bias"),
            Map.entry("fc-siam-diff", "conv11d.bias"),
            Map.entry("snunet", "conv_final.bias"),
            Map.entry("bit", "classifier.3.bias"),
            Map.entry("changeformer", "TDec_x2.change_probability.conv2d.bias"),
            Map.entry("dtcdscn", "finalconv3_master.bias"),
            Map.entry("minenetcd-resnet", "decode_head.classifier.bias"),
            Map.entry("minenetcd-swin", "decode_head.classifier.bias"),
            Map.entry("minenetcd-vmamba", "decode_head.classifier.bias"),
            Map.entry("maskcd", "class_predictor.bias"),
            Map.entry("fusionunet", "decoder1.bias"));

    private CheckpointVariant() {}

    /**
     * The networks of the zoo whose names and shapes the weights have, whatever wrapper stands before them; several where they
     * cannot be told apart.
     */
    static List<NetworkRegistry.Entry> networksOf(WeightsFile file) {
        return NetworkRegistry.all().stream()
                .filter(entry -> find(file, FIRST.getOrDefault(entry.id(), "")) != null)
                .filter(entry -> fits(entry, file))
                .toList();
    }

    private static boolean fits(NetworkRegistry.Entry entry, WeightsFile file) {
        try (Network network = entry.create(of(entry.id(), file))) {
            return WeightsMatch.of(network, file).fits();
        } catch (IllegalArgumentException e) {
            return false; // Shapes that no variant of this network has.
        }
    }

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
            // MaskCD's last class is "no object".
            options = options.with("classes", (int) last.shape()[0] - (network.equals("maskcd") ? 1 : 0));
        }
        if (network.equals("snunet") && isOfTheUcdFramework(file)) {
            options = options.with("pooling", "average");
        }
        if (network.equals("maskcd") && first != null) {
            options = options.with("backbone", swin(first, has(file, MASKCD_ENCODER + ".encoder.layers.2.blocks.17.")));
        }
        return network.startsWith("minenetcd") ? mineNetCd(network, file, options) : options;
    }

    /** A Swin encoder by the channels of its first convolution, and whether its third stage has eighteen blocks. */
    private static String swin(StoredTensor first, boolean deep) {
        if (first.shape()[0] == 128) {
            return "swin-base";
        }
        return deep ? "swin-small" : "swin-tiny";
    }

    /** The published configuration of these does not always tell the truth about the encoder's size; the tensors do. */
    private static NetworkOptions mineNetCd(String network, WeightsFile file, NetworkOptions options) {
        NetworkOptions known = options.with("changefft", find(file, "channel_mixing.0.complex_weight_1") != null);
        StoredTensor first = find(file, FIRST.get(network));
        return known.with(
                "backbone",
                switch (network) {
                    case "minenetcd-resnet" -> resNet(file);
                    case "minenetcd-swin" ->
                        first == null ? "swin-tiny" : swin(first, has(file, "backbone.encoder.layers.2.blocks.17."));
                    default -> {
                        boolean deep = has(file, "backbone.layers.2.blocks.14.");
                        yield first != null && first.shape()[0] == 64
                                ? "vmamba-base"
                                : deep ? "vmamba-small" : "vmamba-tiny";
                    }
                });
    }

    private static String resNet(WeightsFile file) {
        if (!has(file, "backbone.encoder.stages.0.layers.0.layer.2.")) {
            return "resnet-18";
        }
        return has(file, "backbone.encoder.stages.2.layers.22.") ? "resnet-101" : "resnet-50";
    }

    private static boolean has(WeightsFile file, String part) {
        return file.tensors().keySet().stream().anyMatch(name -> name.startsWith(part) || name.contains("." + part));
    }

    /** The UCD framework saves its whole object, so every name has its prefix. */
    private static boolean isOfTheUcdFramework(WeightsFile file) {
        return file.tensors().keySet().stream().allMatch(name -> name.startsWith("CD_model."));
    }

    /** The tensor of that name, whatever wrapper stands before it. */
    private static @Nullable StoredTensor find(WeightsFile file, @Nullable String name) {
        return file.tensors().entrySet().stream()
                .filter(entry -> name != null
                        && !name.isEmpty()
                        && (entry.getKey().equals(name) || entry.getKey().endsWith("." + name)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
