package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.palimpsest.nn.Attention;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Resize;
import org.palimpsest.nn.Scope;

/**
 * What the first image knows of each place of the second: every place of the second asks all places of the first, at a
 * quarter of the resolution and by one number each.
 */
final class CrossAttention extends Part implements SceneStatistics.Keeper {
    /** Places of the scene that are asked where it is larger than a window. */
    private static final int MOST_PLACES = 8192;

    private final WaveletPatch half = part("patchembed.0", new WaveletPatch(MaskUcd.WIDTH, 8));
    private final WaveletPatch quarter = part("patchembed.1", new WaveletPatch(8, 1));
    private final Conv2d query = part("crossatn.q", new Conv2d(1, 1, 1));
    private final Conv2d key = part("crossatn.k", new Conv2d(1, 1, 1));
    private final Conv2d value = part("crossatn.v", new Conv2d(1, 1, 1));
    private final Conv2d project = part("crossatn.proj", new Conv2d(1, 1, 1));
    private final Conv2d widen1 = part("upsample.1", new Conv2d(1, 8, 1));
    private final Conv2d widen2 = part("upsample.3", new Conv2d(8, MaskUcd.WIDTH, 1));

    private final PlaceList places = new PlaceList();
    private SceneStatistics.Mode mode = SceneStatistics.Mode.OWN;

    /**
     * What to add to {@code asking}.
     *
     * @param asking {@code [1, 16, H, W]}
     * @param asked {@code [1, 16, H, W]}
     */
    NDArray apply(NDArray asking, NDArray asked) {
        try (Scope scope = new Scope()) {
            Shape shape = asking.getShape();
            NDArray map = answers(embed(asking), asked(asked));
            // The original widens to 16 channels first: the same, since interpolation and 1x1 convolutions change
            // places.
            NDArray fine = Resize.bilinear(upsampled(map), shape.get(2), shape.get(3), true);
            return scope.keep(widen2.apply(widen1.apply(fine)));
        }
    }

    /** One number for each place of a quarter of the resolution. */
    NDArray embed(NDArray features) {
        try (Scope scope = new Scope()) {
            return scope.keep(quarter.apply(half.apply(features)));
        }
    }

    /** The places to ask: those of the image at hand, or those of the scene. */
    private NDArray asked(NDArray features) {
        if (mode == SceneStatistics.Mode.FIXED) {
            half.beginAnew();
            quarter.beginAnew();
            return Constants.array(features.getManager(), places.toArray(), new Shape(1, 1, 1, places.size()));
        }
        NDArray embedding = embed(features);
        if (mode == SceneStatistics.Mode.GATHER) {
            for (float place : embedding.toFloatArray()) {
                places.add(place);
            }
        }
        return embedding;
    }

    @Override
    public void mode(SceneStatistics.Mode mode) {
        this.mode = mode;
        if (mode == SceneStatistics.Mode.FIXED) {
            places.thin(MOST_PLACES);
        }
    }

    @Override
    public double[] gathered() {
        float[] kept = places.toArray();
        return IntStream.range(0, kept.length).mapToDouble(i -> kept[i]).toArray();
    }

    @Override
    public void restore(double[] gathered) {
        places.thin(0);
        for (double place : gathered) {
            places.add((float) place);
        }
    }

    private NDArray answers(NDArray asking, NDArray asked) {
        try (Scope scope = new Scope()) {
            Shape shape = asking.getShape();
            Shape rows = new Shape(1, 1, shape.get(2) * shape.get(3), 1);
            Shape others = new Shape(1, 1, asked.size(), 1);
            NDArray answer = Attention.scaledDotProduct(
                    query.apply(asking).reshape(rows),
                    key.apply(asked).reshape(others),
                    value.apply(asked).reshape(others),
                    1);
            return scope.keep(project.apply(answer.reshape(shape)));
        }
    }

    private static NDArray upsampled(NDArray map) {
        try (Scope scope = new Scope()) {
            return scope.keep(Resize.bilinear(Resize.bilinear(map, 2, false), 2, false));
        }
    }

    /** The original's map before its last resizing, {@code [1, 16, 4 h, 4 w]}, for comparison. */
    NDArray coarse(NDArray asking, NDArray asked) {
        try (Scope scope = new Scope()) {
            return scope.keep(widen2.apply(widen1.apply(upsampled(answers(embed(asking), embed(asked))))));
        }
    }
}
