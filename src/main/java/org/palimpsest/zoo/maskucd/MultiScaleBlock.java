package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.Sequential;

/** The sum of what windows of one, three and five pixels and a wavelet of two levels make of an image. */
final class MultiScaleBlock extends Layer {
    private final Layer point;
    private final Layer three;
    private final Layer five;
    private final Layer wavelet;
    private final Layer norm;

    MultiScaleBlock(int bands) {
        point = part("res.0", new Conv2d(bands, MaskUcd.WIDTH, 1).withoutBias());
        three = part("branch1", new Sequential(new EdgeConv2d(bands, 3), new Conv2d(bands, MaskUcd.WIDTH, 1)));
        five = part("branch2", new Sequential(new EdgeConv2d(bands, 5), new Conv2d(bands, MaskUcd.WIDTH, 1)));
        wavelet = part("branch3", new Sequential(new WaveletConv(bands), new Conv2d(bands, MaskUcd.WIDTH, 1)));
        norm = part("act.0", new SceneNorm(MaskUcd.WIDTH, 1));
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray sum = three.apply(x).add(wavelet.apply(x)).add(five.apply(x)).add(point.apply(x));
        return Activations.gelu(norm.apply(sum));
    }
}
