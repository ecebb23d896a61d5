package org.palimpsest.zoo.mlla;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.encoder.ResNet;

/**
 * MLLA_SiaNet (re-implementation from the abstract): a siamese ResNet-34 whose features are fused by a differential fusion
 * module at five levels, widened by a deep semantic pyramid and decoded with auxiliary supervision at every level.
 *
 * <p>"Multi-level Loss-assisted Siamese Network for Remote Sensing Image Change Detection", Computer Engineering, 2026, doi
 * 10.19678/j.issn.1000-3428.0260291. The authors published no code: the abstract states the modules, their inside is this
 * program's design, so no published weights fit. Output: logits {@code [N, 1, H, W]}, then in training the auxiliary logits
 * of P0 to P4 at 1/2 to 1/32 size. Input normalised as for ImageNet.
 */
public final class MllaSiaNet extends Network {
    private static final int[] WIDTHS = {64, 64, 128, 256, 512};

    private final Design design;
    private final ResNet encoder;
    private final DifferentialFusion[] fusions = new DifferentialFusion[5];
    private final Sequential[] plainFusions = new Sequential[5];
    private final ConvolutionUnit[] steps = new ConvolutionUnit[5];
    private final DeepSemanticPyramid pyramid;
    private final Sequential[] decoders = new Sequential[4];
    private final Conv2d[] auxiliary = new Conv2d[5];
    private final Sequential head;

    /**
     * What is switched on; the abstract reports ablations of each.
     *
     * @param dfm the differential fusion module; else the absolute difference through a 1x1 convolution
     * @param dsp "both", "pooling", "gaussian" or "off"
     * @param mla auxiliary supervision of every decoder level
     * @param attention the gates of the differential fusion
     * @param width factor on all channel counts: 1, or 0.25 for small machines
     */
    public record Design(boolean dfm, String dsp, boolean mla, Attention attention, double width) {
        public static final Design FULL = new Design(true, "both", true, Attention.BOTH, 1);

        public Design {
            if (!List.of("both", "pooling", "gaussian", "off").contains(dsp)) {
                throw new IllegalArgumentException("dsp must be both, pooling, gaussian or off, but was " + dsp + ".");
            }
            if (!(width >= 0.25 && width <= 1)) {
                throw new IllegalArgumentException("The width factor must be 0.25 to 1, but was " + width + ".");
            }
        }
    }

    public MllaSiaNet(int bands, Design design) {
        this.design = design;
        int[] widths = new int[5];
        for (int i = 0; i < 5; i++) {
            widths[i] = (int) Math.round(WIDTHS[i] * design.width());
        }
        encoder = part(
                "encoder",
                new ResNet(
                        bands,
                        new int[] {widths[1], widths[2], widths[3], widths[4]},
                        new int[] {3, 4, 6, 3},
                        new int[] {1, 2, 2, 2},
                        false));
        for (int i = 0; i < 5; i++) {
            if (design.dfm()) {
                fusions[i] = part("dfm." + i, new DifferentialFusion(widths[i]));
            } else {
                plainFusions[i] = part("dfm." + i, new Sequential(new ConvolutionUnit(widths[i], widths[i], 1)));
            }
            if (i > 0) {
                steps[i] = part("step." + i, new ConvolutionUnit(widths[i - 1], widths[i], 3, 2));
            }
        }
        pyramid = new DeepSemanticPyramid(widths[4], pyramids(design.dsp()));
        if (!design.dsp().equals("off")) {
            part("dsp", pyramid);
        }
        for (int i = 3; i >= 0; i--) {
            decoders[i] = part(
                    "decoder." + i,
                    new Sequential(
                            new ConvolutionUnit(widths[i + 1] + widths[i], widths[i], 3),
                            new ConvolutionUnit(widths[i], widths[i], 3)));
        }
        if (design.mla()) {
            for (int i = 0; i < 5; i++) {
                auxiliary[i] = part("auxiliary." + i, new Conv2d(widths[i], 1, 1));
            }
        }
        int half = widths[0] / 2;
        head = part("head", new Sequential(new ConvolutionUnit(widths[0], half, 3), new Conv2d(half, 1, 1)));
    }

    private static DeepSemanticPyramid.Pyramids pyramids(String dsp) {
        return switch (dsp) {
            case "pooling" -> DeepSemanticPyramid.Pyramids.POOLING;
            case "gaussian" -> DeepSemanticPyramid.Pyramids.GAUSSIAN;
            default -> DeepSemanticPyramid.Pyramids.BOTH;
        };
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDList differences = differences(before, after);
        NDArray[] levels = new NDArray[5];
        levels[4] =
                stage("pyramid", design.dsp().equals("off") ? differences.get(4) : pyramid.apply(differences.get(4)));
        for (int i = 3; i >= 0; i--) {
            NDArray widened = Resize.bilinearLike(levels[i + 1], differences.get(i));
            levels[i] = stage("decoder." + i, decoders[i].apply(Channels.concat(widened, differences.get(i))));
        }
        NDList outputs = new NDList(head.apply(Resize.bilinear(levels[0], 2, false)));
        if (isTraining() && design.mla()) {
            for (int i = 0; i < 5; i++) {
                outputs.add(auxiliary[i].apply(levels[i]));
            }
        }
        return outputs;
    }

    /** The difference features D0 to D4; both dates pass the encoder as one batch, so that they share its statistics. */
    private NDList differences(NDArray before, NDArray after) {
        try (Scope scope = new Scope()) {
            NDList both = encoder.features(NDArrays.concat(new NDList(before, after), 0));
            NDList differences = new NDList();
            for (int i = 0; i < 5; i++) {
                NDList dates = both.get(i).split(2, 0);
                NDArray fused = fuse(i, dates.get(0), dates.get(1));
                NDArray difference = i == 0 ? fused : fused.add(steps[i].apply(differences.get(i - 1)));
                differences.add(stage("difference." + i, difference));
            }
            return scope.keep(differences);
        }
    }

    private NDArray fuse(int level, NDArray a, NDArray b) {
        Layer plain = plainFusions[level];
        return design.dfm()
                ? fusions[level].apply(a, b, design.attention())
                : plain.apply(a.sub(b).abs());
    }

    /** The difference features D0 to D4, the pyramid, and the decoder's levels P3 to P0. */
    @Override
    public List<String> stages() {
        return List.of(
                "difference.0",
                "difference.1",
                "difference.2",
                "difference.3",
                "difference.4",
                "pyramid",
                "decoder.3",
                "decoder.2",
                "decoder.1",
                "decoder.0");
    }

    @Override
    public int sizeMultiple() {
        return 32;
    }
}
