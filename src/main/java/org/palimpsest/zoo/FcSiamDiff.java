package org.palimpsest.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.palimpsest.nn.Channels;
import org.palimpsest.nn.Constants;
import org.palimpsest.nn.Pooling;

/**
 * FC-Siam-diff: one encoder run on each image, whose skips are subtracted.
 *
 * <p>R. Caye Daudt, B. Le Saux, A. Boulch, "Fully Convolutional Siamese Networks for Change Detection", ICIP 2018. Output:
 * log-probabilities {@code [N, classes, H, W]}. Not symmetric: the decoder starts from the second image.
 */
public final class FcSiamDiff extends Network {
    /** Flat ground must not become amplified noise. */
    private static final float SMALLEST_DEVIATION = 0.02f;

    private final FcEncoder encoder;
    private final FcDecoder decoder;
    private final boolean standardise;
    private final boolean evidence;

    public FcSiamDiff(int bands, int classes) {
        this(bands, classes, false, false);
    }

    /**
     * Builds the network.
     *
     * @param standardise whether each band of each image is first brought to mean 0 and deviation 1 (of the window), which takes
     *     light and colour casts away; no part of the original
     * @param evidence whether the statistics of the pair ({@link PairEvidence}) are joined to the skips, averaged to the size of each;
     *     no part of the original either
     * @throws IllegalArgumentException when there is to be evidence of images that are not standardised
     */
    public FcSiamDiff(int bands, int classes, boolean standardise, boolean evidence) {
        if (evidence && !standardise) {
            throw new IllegalArgumentException("Evidence needs standardised images: set standardise=true too.");
        }
        this.standardise = standardise;
        this.evidence = evidence;
        encoder = include(new FcEncoder(bands));
        decoder = include(new FcDecoder(1, classes, evidence ? PairEvidence.BANDS : 0));
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDArray preparedBefore = prepared(before);
        NDArray preparedAfter = prepared(after);
        NDList first = encoder.apply(preparedBefore);
        NDList second = encoder.apply(preparedAfter);
        NDList skips = new NDList();
        for (int level = 0; level < 4; level++) {
            NDArray difference = first.get(level).sub(second.get(level)).abs();
            skips.add(stage("difference." + level, difference));
        }
        if (evidence) {
            joinEvidence(PairEvidence.of(preparedBefore, preparedAfter), skips);
        }
        return new NDList(decoder.apply(second.get(4), skips));
    }

    private static void joinEvidence(NDArray evidence, NDList skips) {
        NDArray sized = evidence;
        for (int level = 0; level < skips.size(); level++) {
            skips.set(level, Channels.concat(skips.get(level), sized));
            sized = Pooling.average(sized, 2);
        }
    }

    @Override
    public List<String> stages() {
        return List.of("difference.0", "difference.1", "difference.2", "difference.3");
    }

    private NDArray prepared(NDArray image) {
        if (!standardise) {
            return image;
        }
        NDArray centred = image.sub(mean(image));
        return centred.div(Constants.atLeast(mean(centred.square()).sqrt(), SMALLEST_DEVIATION));
    }

    /** The mean over rows and columns, {@code [N, C, 1, 1]}. */
    private static NDArray mean(NDArray image) {
        return image.mean(new int[] {3}, true).mean(new int[] {2}, true);
    }
}
