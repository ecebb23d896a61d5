package org.palimpsest.learned.maskucd;

import ai.djl.Device;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.palimpsest.learned.ResidentMemory;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.nn.scan.SelectiveScan;
import org.palimpsest.zoo.maskucd.MaskUcd;

/**
 * What a step of training costs on images of noise.
 *
 * @param seconds of one step, the fastest of those measured
 * @param peakBytes the most memory that the steps took beyond what was held before; empty where the system does not tell
 */
public record StepSpeed(double seconds, OptionalLong peakBytes) {
    private static final int WARM_UP = 2;

    /**
     * Trains on one band beside another.
     *
     * @param threads of the scans; libtorch computes with one
     * @param steps how many to measure after two that warm up
     */
    public static StepSpeed measure(int height, int width, int threads, int steps) {
        LibTorch.load();
        LibTorch.useThreads(1);
        SelectiveScan.useThreads(threads);
        boolean[] counted = new boolean[height * width];
        Arrays.fill(counted, true);
        PairImages images =
                new PairImages(height, width, 1, noise(1, counted.length), 1, noise(2, counted.length), counted);
        OptionalLong before = ResidentMemory.mark();
        double best = Double.POSITIVE_INFINITY;
        try (MaskUcd network = PairTraining.network(1, 1, Device.cpu(), 0);
                PairTraining training = new PairTraining(network, MaskRule.fixed(2))) {
            for (int step = 0; step < WARM_UP + steps; step++) {
                long start = System.nanoTime();
                training.epoch(step, images, true);
                best = step < WARM_UP ? best : Math.min(best, (System.nanoTime() - start) * 1e-9);
            }
        }
        OptionalLong peak = ResidentMemory.peak();
        return new StepSpeed(
                best,
                before.isPresent() && peak.isPresent()
                        ? OptionalLong.of(peak.getAsLong() - before.getAsLong())
                        : OptionalLong.empty());
    }

    private static float[] noise(long seed, int pixels) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] noise = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            noise[i] = (float) random.nextDouble();
        }
        return noise;
    }
}
