package org.palimpsest.zoo.encoder;

import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Sequential;

/** The first four stages of EfficientNet-B4 (M. Tan, Q. V. Le, ICML 2019): 48, 24, 32, 56 channels at 1/2, 1/2, 1/4, 1/8. */
public final class EfficientNetStages {
    private EfficientNetStages() {}

    /** The four stages, named 0 to 3. */
    public static Sequential firstOfB4(int bands) {
        return new Sequential(
                MobileInvertedBottleneck.unit(
                        new Conv2d(bands, 48, 3).stride(2).padding(1).withoutBias(), 48),
                stage(48, 24, 2, 3, 1, 1),
                stage(24, 32, 4, 3, 2, 6),
                stage(32, 56, 4, 5, 2, 6));
    }

    private static Sequential stage(int in, int out, int blocks, int kernel, int stride, int expansion) {
        Sequential stage = new Sequential(new MobileInvertedBottleneck(in, out, kernel, stride, expansion));
        for (int i = 1; i < blocks; i++) {
            stage.add(new MobileInvertedBottleneck(out, out, kernel, 1, expansion));
        }
        return stage;
    }
}
