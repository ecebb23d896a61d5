package org.palimpsest.zoo.encoder.vmamba;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Gradients;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;
import org.palimpsest.zoo.encoder.PyramidEncoder;

/**
 * VMamba (Y. Liu et al., "VMamba: Visual State Space Model", NeurIPS 2024), the version whose maps stay {@code [N, H, W, C]},
 * without gate and with one state for each channel.
 */
public final class VMamba extends PyramidEncoder {
    private final Conv2d stem1;
    private final LayerNorm stemNorm1;
    private final Conv2d stem2;
    private final LayerNorm stemNorm2;
    private final StateSpaceBlock[][] blocks = new StateSpaceBlock[4][];
    private final Downsample[] downsamples = new Downsample[3];
    private final LayerNorm[] outputNorms = new LayerNorm[4];

    /**
     * @param width channels of the first stage; each further stage doubles them
     * @param depths blocks of each stage
     * @param dropPath share of images whose residuals the last block drops in training; earlier ones drop less
     */
    public VMamba(int bands, int width, int[] depths, double dropPath) {
        super(width, 2 * width, 4 * width, 8 * width);
        stem1 = part("patch_embed.0", new Conv2d(bands, width / 2, 3).stride(2).padding(1));
        stemNorm1 = part("patch_embed.2", new LayerNorm(width / 2));
        stem2 = part("patch_embed.5", new Conv2d(width / 2, width, 3).stride(2).padding(1));
        stemNorm2 = part("patch_embed.7", new LayerNorm(width));
        int all = 0;
        for (int depth : depths) {
            all += depth;
        }
        int number = 0;
        for (int stage = 0; stage < 4; stage++) {
            blocks[stage] = new StateSpaceBlock[depths[stage]];
            for (int block = 0; block < depths[stage]; block++) {
                double rate = dropPath * number++ / Math.max(1, all - 1);
                blocks[stage][block] =
                        part("layers." + stage + ".blocks." + block, new StateSpaceBlock(width(stage), rate));
            }
            if (stage < 3) {
                downsamples[stage] = part("layers." + stage + ".downsample", new Downsample(width(stage)));
            }
        }
        for (int stage = 0; stage < 4; stage++) {
            outputNorms[stage] = part("outnorm" + stage, new LayerNorm(width(stage)));
        }
    }

    @Override
    protected NDList forward(NDArray image) {
        NDArray x = stem(image);
        NDList maps = new NDList();
        for (int stage = 0; stage < 4; stage++) {
            for (StateSpaceBlock block : blocks[stage]) {
                x = block.apply(x);
            }
            // The map goes to the head and to the next stage.
            x = Gradients.cut(x);
            maps.add(outputNorms[stage].apply(x).transpose(0, 3, 1, 2));
            if (stage < 3) {
                x = downsamples[stage].apply(x);
            }
        }
        return maps;
    }

    /** {@code [N, bands, H, W]} to {@code [N, H / 4, W / 4, width]}. */
    private NDArray stem(NDArray image) {
        try (Scope scope = new Scope()) {
            NDArray half = Activations.gelu(stemNorm1.apply(last(stem1.apply(image))));
            return scope.keep(stemNorm2.apply(last(stem2.apply(half.transpose(0, 3, 1, 2)))));
        }
    }

    private static NDArray last(NDArray map) {
        return map.transpose(0, 2, 3, 1);
    }

    /** Half the size, twice the channels. */
    private static final class Downsample extends Part {
        private final Conv2d convolution;
        private final LayerNorm norm;

        Downsample(int width) {
            convolution = part("1", new Conv2d(width, 2 * width, 3).stride(2).padding(1));
            norm = part("3", new LayerNorm(2L * width));
        }

        NDArray apply(NDArray x) {
            try (Scope scope = new Scope()) {
                return scope.keep(norm.apply(last(convolution.apply(x.transpose(0, 3, 1, 2)))));
            }
        }
    }
}
