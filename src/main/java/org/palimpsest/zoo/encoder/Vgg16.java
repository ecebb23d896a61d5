package org.palimpsest.zoo.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Pooling;
import org.palimpsest.nn.Scope;

/**
 * The thirteen convolutions of VGG-16 (K. Simonyan, A. Zisserman, ICLR 2015) with torchvision's names {@code
 * features.N}.
 */
public final class Vgg16 extends Part {
    private static final int[][] WIDTHS = {{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};

    private final List<List<Conv2d>> stages = new ArrayList<>();

    public Vgg16(int bands) {
        int in = bands;
        int index = 0;
        for (int[] widths : WIDTHS) {
            List<Conv2d> stage = new ArrayList<>();
            for (int width : widths) {
                stage.add(part("features." + index, new Conv2d(in, width, 3).padding(1)));
                // Each convolution is followed by a rectifier, which has a number too.
                index += 2;
                in = width;
            }
            stages.add(stage);
            index++;
        }
    }

    /** The last output of each stage before pooling: 64, 128, 256, 512, 512 channels at 1, 1/2, 1/4, 1/8, 1/16 size. */
    public NDList features(NDArray image) {
        try (Scope scope = new Scope()) {
            NDList features = new NDList();
            NDArray x = image;
            for (List<Conv2d> stage : stages) {
                if (!features.isEmpty()) {
                    x = Pooling.max(x, 2);
                }
                for (Conv2d convolution : stage) {
                    x = Activations.relu(convolution.apply(x));
                }
                features.add(x);
            }
            return scope.keep(features);
        }
    }
}
