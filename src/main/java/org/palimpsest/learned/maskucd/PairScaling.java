package org.palimpsest.learned.maskucd;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.PixelBlock;

/** How both dates become what the network sees, and which of them is its first image. */
record PairScaling(SensorScaling before, SensorScaling after, boolean swap) {
    /**
     * Looks at both dates.
     *
     * @param before samples of each band, {@code after} likewise
     * @param width of a row
     */
    static PairScaling of(float[][] before, float[][] after, boolean[] counted, int width, TrainingSettings settings)
            throws BadInputException {
        return new PairScaling(
                SensorScaling.of("before", before, counted, width, settings.ofBefore()),
                SensorScaling.of("after", after, counted, width, settings.ofAfter()),
                settings.swap());
    }

    int firstBands() {
        return (swap ? after : before).bands();
    }

    int secondBands() {
        return (swap ? before : after).bands();
    }

    PairImages images(int height, int width, float[][] before, float[][] after, boolean[] counted) {
        float[] first = this.before.image(before, counted);
        float[] second = this.after.image(after, counted);
        return new PairImages(
                height, width, firstBands(), swap ? second : first, secondBands(), swap ? first : second, counted);
    }

    PairImages images(PairWindow window) {
        return images(
                window.window().height(),
                window.window().width(),
                bands(window.before()),
                bands(window.after()),
                SceneWindows.counted(window));
    }

    private static float[][] bands(PixelBlock block) {
        return IntStream.range(0, block.bands()).mapToObj(block::samples).toArray(float[][]::new);
    }

    void writeTo(DataOutputStream out) throws IOException {
        before.writeTo(out);
        after.writeTo(out);
        out.writeBoolean(swap);
    }

    static PairScaling readFrom(DataInputStream in) throws IOException {
        return new PairScaling(SensorScaling.readFrom(in), SensorScaling.readFrom(in), in.readBoolean());
    }

    /** What was done, for the run record. */
    String reason() {
        return "before: " + before.reason() + "; after: " + after.reason();
    }
}
