package org.palimpsest.zoo.encoder;

import org.palimpsest.nn.BatchNorm;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Sequential;

/** Builds the stages of residual networks: blocks one after another, of which the first changes width and size. */
public final class ResidualStage {
    private ResidualStage() {}

    /** Makes one block of a stage. */
    @FunctionalInterface
    public interface Block {
        org.palimpsest.nn.Layer make(int in, int width, int stride);
    }

    /** {@code blocks} basic blocks, output {@code width} channels. */
    public static Sequential basic(int in, int width, int blocks, int stride) {
        return of(BasicBlock::new, in, width, width, blocks, stride);
    }

    /** {@code blocks} bottlenecks, output {@code 4 * width} channels. */
    public static Sequential bottleneck(int in, int width, int blocks, int stride) {
        return of(Bottleneck::new, in, width, width * Bottleneck.EXPANSION, blocks, stride);
    }

    /** Any blocks whose output has {@code out} channels. */
    public static Sequential of(Block block, int in, int width, int out, int blocks, int stride) {
        Sequential stage = new Sequential(block.make(in, width, stride));
        for (int i = 1; i < blocks; i++) {
            stage.add(block.make(out, width, 1));
        }
        return stage;
    }

    /** The 1x1 convolution and normalisation of a shortcut that changes width or size. */
    static Sequential projection(int in, int out, int stride) {
        return new Sequential(new Conv2d(in, out, 1).stride(stride).withoutBias(), new BatchNorm(out));
    }
}
