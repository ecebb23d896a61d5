package org.palimpsest.zoo.changeformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.ConvTranspose2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.Sequential;

/** Joins both images' features at four scales, adds coarse to fine, and upsamples the fused map to full size. */
final class DifferenceDecoder extends Part {
    private static final int WIDTH = 256;

    /** Index 0 is the finest scale. */
    private final Linear[] projections = new Linear[4];

    private final Sequential[] differences = new Sequential[4];
    private final Sequential[] predictions = new Sequential[4];
    private final Sequential fuse;
    private final Layer[] upsampling;
    private final Conv2d classify;

    DifferenceDecoder(int classes) {
        for (int i = 3; i >= 0; i--) {
            projections[i] = part("linear_c" + (i + 1) + ".proj", new Linear(HierarchicalEncoder.WIDTHS[i], WIDTH));
        }
        for (int i = 3; i >= 0; i--) {
            Sequential difference = predictor(2 * WIDTH, WIDTH).add(Layer.of(Activations::relu));
            differences[i] = part("diff_c" + (i + 1), difference);
        }
        for (int i = 3; i >= 0; i--) {
            predictions[i] = part("make_pred_c" + (i + 1), predictor(WIDTH, classes));
        }
        fuse = part("linear_fuse", new Sequential(new Conv2d(4 * WIDTH, WIDTH, 1), new BatchNorm(WIDTH)));
        upsampling = new Layer[] {
            part("convd2x.conv2d", doubling()),
            part("dense_2x.0", new ResidualBlock()),
            part("convd1x.conv2d", doubling()),
            part("dense_1x.0", new ResidualBlock())
        };
        classify = part("change_probability.conv2d", new Conv2d(WIDTH, classes, 3).padding(1));
    }

    private static Sequential predictor(int in, int out) {
        return new Sequential(
                new Conv2d(in, out, 3).padding(1),
                Layer.of(Activations::relu),
                new BatchNorm(out),
                new Conv2d(out, out, 3).padding(1));
    }

    private static Layer doubling() {
        return new ConvTranspose2d(WIDTH, WIDTH, 4).stride(2).padding(1);
    }

    /**
     * Logits at full size; with {@code auxiliary} also those at 1/4, 1/8, 1/16 and 1/32 size, for deep supervision.
     *
     * @param first four feature maps of the first image, finest first
     * @param second the same of the second image
     */
    NDList apply(NDList first, NDList second, boolean auxiliary) {
        try (Scope scope = new Scope()) {
            NDArray[] changes = new NDArray[4];
            for (int i = 3; i >= 0; i--) {
                NDArray joined = Channels.concat(project(i, first.get(i)), project(i, second.get(i)));
                NDArray change = differences[i].apply(joined);
                changes[i] = i == 3 ? change : change.add(Resize.bilinear(changes[i + 1], 2, false));
            }
            NDList outputs = new NDList(fullSize(changes));
            if (auxiliary) {
                for (int i = 0; i < 4; i++) {
                    outputs.add(predictions[i].apply(changes[i]));
                }
            }
            return scope.keep(outputs);
        }
    }

    private NDArray project(int i, NDArray map) {
        NDArray tokens = projections[i].apply(TokenMap.toTokens(map));
        return TokenMap.toMap(tokens, map.getShape().get(2), map.getShape().get(3));
    }

    private NDArray fullSize(NDArray[] changes) {
        NDArray x = fuse.apply(Channels.concat(
                Resize.bilinearLike(changes[3], changes[0]),
                Resize.bilinearLike(changes[2], changes[0]),
                Resize.bilinearLike(changes[1], changes[0]),
                changes[0]));
        for (Layer layer : upsampling) {
            x = layer.apply(x);
        }
        return classify.apply(x);
    }

    /** Two 3x3 convolutions whose result is added at a tenth. */
    private static final class ResidualBlock extends Layer {
        private final Conv2d conv1 = part("conv1.conv2d", new Conv2d(WIDTH, WIDTH, 3).padding(1));
        private final Conv2d conv2 = part("conv2.conv2d", new Conv2d(WIDTH, WIDTH, 3).padding(1));

        @Override
        protected NDArray forward(NDArray x) {
            return Constants.times(conv2.apply(Activations.relu(conv1.apply(x))), 0.1)
                    .add(x);
        }
    }
}
