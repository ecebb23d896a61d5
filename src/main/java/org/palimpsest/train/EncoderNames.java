package org.palimpsest.train;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the names of published encoder weights to torchvision's: those of torchvision itself, of timm and of the hub's
 * transformers library, for ResNets, VGG and EfficientNet-B4, whatever wrapper stands before them.
 */
final class EncoderNames {
    private static final Pattern TORCHVISION =
            Pattern.compile("(?:^|\\.)((?:conv1|bn1|layer[1-4]\\.\\d+|features\\.\\d+|fc)\\..+|conv1\\.weight)$");
    private static final Pattern TIMM_STEM = Pattern.compile("(?:^|\\.)conv_stem\\.weight$");
    private static final Pattern TIMM_BLOCK = Pattern.compile("(?:^|\\.)blocks\\.(\\d+)\\.(\\d+)\\.(.+)\\.(\\w+)$");
    private static final Pattern HUB_RESNET_STEM =
            Pattern.compile("(?:^|\\.)embedder\\.embedder\\.(convolution|normalization)\\.(\\w+)$");
    private static final Pattern HUB_RESNET_LAYER = Pattern.compile(
            "(?:^|\\.)encoder\\.stages\\.(\\d+)\\.layers\\.(\\d+)\\.(layer\\.(\\d+)|shortcut)\\.(convolution|normalization)"
                    + "\\.(\\w+)$");
    private static final Pattern HUB_EFFICIENT_STEM =
            Pattern.compile("(?:^|\\.)embeddings\\.(convolution|batchnorm)\\.(\\w+)$");
    private static final Pattern HUB_EFFICIENT_BLOCK =
            Pattern.compile("(?:^|\\.)encoder\\.blocks\\.(\\d+)\\.(\\w+)\\.(\\w+)\\.(\\w+)$");

    /** Blocks of the stages of EfficientNet-B4 that are used; the hub numbers blocks through. */
    private static final int[] B4_BLOCKS = {2, 4, 4};

    /** Parts of timm's block that expands, with their places in torchvision's. */
    private static final Map<String, String> TIMM_EXPANDING = Map.of(
            "conv_pw",
            "0.0",
            "bn1",
            "0.1",
            "conv_dw",
            "1.0",
            "bn2",
            "1.1",
            "se.conv_reduce",
            "2.fc1",
            "se.conv_expand",
            "2.fc2",
            "conv_pwl",
            "3.0",
            "bn3",
            "3.1");

    /** Parts of timm's first stage, whose blocks do not expand. */
    private static final Map<String, String> TIMM_PLAIN = Map.of(
            "conv_dw",
            "0.0",
            "bn1",
            "0.1",
            "se.conv_reduce",
            "1.fc1",
            "se.conv_expand",
            "1.fc2",
            "conv_pw",
            "2.0",
            "bn2",
            "2.1");

    private static final Map<String, String> HUB_EXPANDING = Map.of(
            "expand_conv",
            "0.0",
            "expand_bn",
            "0.1",
            "depthwise_conv",
            "1.0",
            "depthwise_norm",
            "1.1",
            "reduce",
            "2.fc1",
            "expand",
            "2.fc2",
            "project_conv",
            "3.0",
            "project_bn",
            "3.1");

    private EncoderNames() {}

    /** Torchvision's name for a tensor of a file; empty where the tensor belongs to no encoder that is known. */
    static Optional<String> inTorchvision(String name, boolean timm) {
        Matcher m = HUB_RESNET_STEM.matcher(name);
        if (m.find()) {
            return Optional.of((m.group(1).equals("convolution") ? "conv1." : "bn1.") + m.group(2));
        }
        m = HUB_RESNET_LAYER.matcher(name);
        if (m.find()) {
            return Optional.of(hubResNet(m));
        }
        m = HUB_EFFICIENT_STEM.matcher(name);
        if (m.find()) {
            return Optional.of("features.0." + (m.group(1).equals("convolution") ? "0." : "1.") + m.group(2));
        }
        m = HUB_EFFICIENT_BLOCK.matcher(name);
        if (m.find()) {
            return hubEfficient(m);
        }
        if (timm) {
            return timm(name);
        }
        m = TORCHVISION.matcher(name);
        return m.find() ? Optional.of(m.group(1)) : Optional.empty();
    }

    /** Whether the names are those of timm's EfficientNet, which calls a normalisation bn1 where torchvision's ResNet does. */
    static boolean isTimmEfficient(Iterable<String> names) {
        for (String name : names) {
            if (TIMM_STEM.matcher(name).find()) {
                return true;
            }
        }
        return false;
    }

    private static String hubResNet(Matcher m) {
        String block = "layer" + (Integer.parseInt(m.group(1)) + 1) + "." + m.group(2) + ".";
        boolean convolution = m.group(5).equals("convolution");
        if (m.group(4) == null) {
            return block + "downsample." + (convolution ? "0." : "1.") + m.group(6);
        }
        int number = Integer.parseInt(m.group(4)) + 1;
        return block + (convolution ? "conv" : "bn") + number + "." + m.group(6);
    }

    private static Optional<String> hubEfficient(Matcher m) {
        int block = Integer.parseInt(m.group(1));
        int stage = 0;
        while (stage < B4_BLOCKS.length && block >= B4_BLOCKS[stage]) {
            block -= B4_BLOCKS[stage++];
        }
        String place = HUB_EXPANDING.get(m.group(3));
        if (stage == B4_BLOCKS.length || place == null) {
            return Optional.empty();
        }
        // Blocks of the first stage do not expand, so what follows moves up by one.
        String moved = stage == 0 ? (char) (place.charAt(0) - 1) + place.substring(1) : place;
        return Optional.of("features." + (stage + 1) + "." + block + ".block." + moved + "." + m.group(4));
    }

    private static Optional<String> timm(String name) {
        if (TIMM_STEM.matcher(name).find()) {
            return Optional.of("features.0.0.weight");
        }
        Matcher m = TIMM_BLOCK.matcher(name);
        if (m.find()) {
            int stage = Integer.parseInt(m.group(1));
            String place = (stage == 0 ? TIMM_PLAIN : TIMM_EXPANDING).get(m.group(3));
            return Optional.ofNullable(place)
                    .map(found -> "features." + (stage + 1) + "." + m.group(2) + ".block." + found + "." + m.group(4));
        }
        int stem = name.lastIndexOf("bn1.");
        return stem == 0 || (stem > 0 && name.charAt(stem - 1) == '.')
                ? Optional.of("features.0.1." + name.substring(stem + 4))
                : Optional.empty();
    }
}
