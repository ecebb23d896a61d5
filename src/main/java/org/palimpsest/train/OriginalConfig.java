package org.palimpsest.train;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.learned.ModelCard;
import org.palimpsest.learned.Normalisation;
import org.palimpsest.learned.UcdNames;

/**
 * The {@code config.json} with which the original code of MaskCD and MineNetCD (both in the form of the hub's transformers library)
 * and the UCD framework build the network that the weights are for.
 */
final class OriginalConfig {
    private static final Gson GSON = new Gson();
    private static final int MASKCD_CLASSES = 150;

    private OriginalConfig() {}

    /** The configuration of a MaskCD: Mask2Former with Swin-Base, and as many labels as the weights have. */
    static JsonObject maskCd(ModelCard card) throws BadInputException {
        requireNetwork(card, "maskcd");
        JsonObject json = GSON.fromJson(
                """
                {"architectures": ["Mask2FormerForUniversalSegmentation"], "model_type": "mask2former",
                 "activation_function": "relu", "class_weight": 2.0, "common_stride": 4, "decoder_layers": 10, "dice_weight": 5.0,
                 "dim_feedforward": 2048, "dropout": 0.0, "encoder_feedforward_dim": 1024, "encoder_layers": 6,
                 "enforce_input_projection": false, "feature_size": 256, "feature_strides": [4, 8, 16, 32], "hidden_dim": 256,
                 "ignore_value": 255, "importance_sample_ratio": 0.75, "init_std": 0.02, "init_xavier_std": 1.0,
                 "mask_feature_size": 256, "mask_weight": 5.0, "no_object_weight": 0.1, "num_attention_heads": 8,
                 "num_hidden_layers": 10, "num_queries": 100, "output_auxiliary_logits": null, "oversample_ratio": 3.0,
                 "pre_norm": false, "torch_dtype": "float32", "train_num_points": 12544, "use_auxiliary_loss": true,
                 "use_pretrained_backbone": false}
                """,
                JsonObject.class);
        String size = card.options().text("backbone", "swin-base").replaceFirst("^swin-", "");
        json.add("backbone_config", swin(size, card.options().bands(), 0.3));
        addLabels(json, card.options().integer("classes", MASKCD_CLASSES));
        return json;
    }

    /** The configuration of a MineNetCD: UPerNet, with the encoder's family and size, and whether ChangeFFT is on. */
    static JsonObject mineNetCd(ModelCard card) throws BadInputException {
        String family = card.network();
        String backbone = card.options()
                .text(
                        "backbone",
                        switch (family) {
                            case "minenetcd-resnet" -> "resnet-50";
                            case "minenetcd-swin" -> "swin-base";
                            default -> "vmamba-tiny";
                        });
        requireNetwork(card, "minenetcd-");
        String size = backbone.substring(backbone.indexOf('-') + 1);
        JsonObject json = GSON.fromJson(
                """
                {"architectures": ["UperNetForSemanticSegmentation"], "model_type": "upernet", "auxiliary_channels": 256,
                 "auxiliary_concat_input": false, "auxiliary_loss_weight": 0.4, "auxiliary_num_convs": 1, "hidden_size": 512,
                 "initializer_range": 0.02, "loss_ignore_index": 255, "pool_scales": [1, 2, 3, 6], "torch_dtype": "float32",
                 "use_auxiliary_head": true, "use_pretrained_backbone": false}
                """,
                JsonObject.class);
        json.addProperty("Backbone_type", backboneType(family, size));
        json.addProperty("channel_mixing", card.options().flag("changefft", true));
        json.addProperty("auxiliary_in_channels", auxiliaryChannels(family, size));
        // The original's class wants one whatever its encoder is, and looks at it for Swin only.
        json.add(
                "backbone_config",
                swin(
                        family.equals("minenetcd-swin") ? size : "tiny",
                        card.options().bands(),
                        0.1));
        addLabels(json, card.options().classes());
        return json;
    }

    /**
     * The configuration of the UCD framework, which builds the network by its name, and reads the section {@code test} when it is
     * loaded and {@code model} when a MineNetCD is tested.
     *
     * @throws BadInputException when the framework has no such network, or builds it in another way
     */
    static JsonObject ucd(ModelCard card) throws BadInputException {
        String network = card.network();
        String name = UcdNames.of(network)
                .orElseThrow(() -> new BadInputException("The UCD framework has no " + network
                        + ", so a model of it cannot be exported as ucd; --as torch writes it with its own original's"
                        + " names."));
        if (network.equals("snunet") && !card.options().text("pooling", "max").equals("average")) {
            throw new BadInputException(
                    "This SNUNet takes the maximum where the UCD framework's copy takes an average, so it"
                            + " would give other results there. --as torch writes it for the original's code.");
        }
        boolean mineNetCd = network.startsWith("minenetcd");
        if (mineNetCd
                && !(card.options().text("backbone", "swin-base").equals("swin-tiny")
                        && card.options().flag("changefft", true))) {
            throw new BadInputException(
                    "Of MineNetCD the UCD framework builds only the one with swin-tiny and ChangeFFT."
                            + " --as minenetcd writes any other.");
        }
        JsonObject json = new JsonObject();
        json.addProperty("device", "cuda");
        json.addProperty("model_name", name);
        json.addProperty("dataset_name", card.training().getOrDefault("data", "unknown"));
        json.addProperty("data_type", "local");
        json.addProperty("dataset_path", "");
        json.addProperty("input_nc", card.options().bands());
        json.addProperty("num_classes", card.options().classes());
        json.addProperty("push_to_hub", false);
        if (card.normalisation().equals(Normalisation.IMAGENET)) {
            json.add("transform", GSON.toJsonTree(List.of("normalize")));
        }
        if (mineNetCd) {
            json.add("model", GSON.toJsonTree(Map.of("type", "HG", "backbone_type", "Swin_Diff_T")));
        }
        json.add("test", GSON.toJsonTree(Map.of("batch_size", 32, "save_path", "./results/")));
        return json;
    }

    private static void requireNetwork(ModelCard card, String beginning) throws BadInputException {
        if (!card.network().startsWith(beginning)) {
            throw new BadInputException("A model of " + card.network() + " cannot be exported as "
                    + beginning.replace("-", "") + "; --as torch writes it with its own original's names.");
        }
    }

    private static String backboneType(String family, String size) {
        String letter = size.substring(0, 1).toUpperCase(Locale.ROOT);
        return switch (family) {
            case "minenetcd-resnet" -> "ResNet_Diff_" + size;
            case "minenetcd-swin" -> "Swin_Diff_" + letter;
            default -> "VSSM_" + letter + "_ST_Diff";
        };
    }

    /** Channels of the third feature map, which the auxiliary head reads. */
    private static int auxiliaryChannels(String family, String size) {
        if (family.equals("minenetcd-resnet")) {
            return size.equals("18") ? 256 : 1024;
        }
        return size.equals("base") ? 512 : 384;
    }

    private static JsonObject swin(String size, int bands, double dropPath) {
        boolean base = size.equals("base");
        JsonObject json = new JsonObject();
        json.addProperty("model_type", "swin");
        json.addProperty("embed_dim", base ? 128 : 96);
        json.add("depths", GSON.toJsonTree(List.of(2, 2, size.equals("tiny") ? 6 : 18, 2)));
        json.add("num_heads", GSON.toJsonTree(base ? List.of(4, 8, 16, 32) : List.of(3, 6, 12, 24)));
        json.addProperty("window_size", base ? 12 : 7);
        json.addProperty("num_channels", bands);
        json.addProperty("patch_size", 4);
        json.addProperty("mlp_ratio", 4.0);
        json.addProperty("qkv_bias", true);
        json.addProperty("hidden_act", "gelu");
        json.addProperty("drop_path_rate", dropPath);
        json.addProperty("layer_norm_eps", 1e-5);
        json.addProperty("use_absolute_embeddings", false);
        json.add("out_features", GSON.toJsonTree(List.of("stage1", "stage2", "stage3", "stage4")));
        return json;
    }

    private static void addLabels(JsonObject json, int classes) {
        JsonObject names = new JsonObject();
        JsonObject numbers = new JsonObject();
        List<String> known = List.of("unchanged", "changed");
        for (int i = 0; i < classes; i++) {
            String name = i < known.size() ? known.get(i) : "unused_" + i;
            names.addProperty(Integer.toString(i), name);
            numbers.addProperty(name, i);
        }
        json.add("id2label", names);
        json.add("label2id", numbers);
    }
}
