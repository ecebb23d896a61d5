package org.palimpsest.zoo.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Pooling;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;
import org.palimpsest.zoo.encoder.PyramidEncoder;

/**
 * UPerNet's decoder (T. Xiao et al., "Unified Perceptual Parsing for Scene Understanding", ECCV 2018): pyramid pooling on the
 * coarsest map, a feature pyramid over all four, and logits at the finest map's size.
 */
public final class UperNetHead extends Part {
    private static final int WIDTH = 512;
    private static final int[] POOLS = {1, 2, 3, 6};

    private final ConvNormRelu[] pooled = new ConvNormRelu[POOLS.length];
    private final ConvNormRelu bottleneck;
    private final ConvNormRelu[] laterals = new ConvNormRelu[3];
    private final ConvNormRelu[] outputs = new ConvNormRelu[3];
    private final ConvNormRelu fusion;
    private final Conv2d classifier;

    public UperNetHead(PyramidEncoder encoder, int classes) {
        for (int i = 0; i < POOLS.length; i++) {
            pooled[i] = part("psp_modules." + i + ".1", new ConvNormRelu(encoder.width(3), WIDTH, 1));
        }
        bottleneck = part("bottleneck", new ConvNormRelu(encoder.width(3) + POOLS.length * WIDTH, WIDTH, 3));
        for (int level = 0; level < 3; level++) {
            laterals[level] = part("lateral_convs." + level, new ConvNormRelu(encoder.width(level), WIDTH, 1));
            outputs[level] = part("fpn_convs." + level, new ConvNormRelu(WIDTH, WIDTH, 3));
        }
        fusion = part("fpn_bottleneck", new ConvNormRelu(4 * WIDTH, WIDTH, 3));
        classifier = part("classifier", new Conv2d(WIDTH, classes, 1));
    }

    /** Four maps, the finest first, to logits {@code [N, classes, H, W]} of the finest one's size. */
    public NDArray apply(NDList maps) {
        try (Scope scope = new Scope()) {
            NDArray[] levels = new NDArray[4];
            levels[3] = pool(maps.get(3));
            for (int level = 2; level >= 0; level--) {
                NDArray lateral = laterals[level].apply(maps.get(level));
                levels[level] = lateral.add(Resize.bilinearLike(levels[level + 1], lateral));
            }
            NDArray[] joined = new NDArray[4];
            for (int level = 0; level < 4; level++) {
                NDArray output = level < 3 ? outputs[level].apply(levels[level]) : levels[level];
                joined[level] = Resize.bilinearLike(output, levels[0]);
            }
            return scope.keep(classifier.apply(fusion.apply(Channels.concat(joined))));
        }
    }

    private NDArray pool(NDArray map) {
        try (Scope scope = new Scope()) {
            NDArray[] parts = new NDArray[POOLS.length + 1];
            parts[0] = map;
            for (int i = 0; i < POOLS.length; i++) {
                NDArray mean = pooled[i].apply(Pooling.adaptiveAverage(map, POOLS[i], POOLS[i]));
                parts[i + 1] = Resize.bilinearLike(mean, map);
            }
            return scope.keep(bottleneck.apply(Channels.concat(parts)));
        }
    }
}
