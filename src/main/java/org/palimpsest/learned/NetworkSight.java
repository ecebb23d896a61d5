package org.palimpsest.learned;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/**
 * What a network sees of a scene: the samples of the bands that are its channels, stretched as the scene asks for and normalised
 * as in its training. Safe from many threads.
 */
record NetworkSight(ChannelRoles before, ChannelRoles after, SceneStretch stretch, Normalisation normalisation) {
    /** How many bands of each date it takes. */
    int channels() {
        return before.bands().size();
    }

    /** Which bands they are, and why. */
    String reason() {
        return before.reason() + "; " + after.reason();
    }

    /**
     * Windows of one size, as the network sees them.
     *
     * @param cores of the windows, where the objects in them are wanted too
     */
    NetworkBatch of(List<PairWindow> windows, Optional<List<Window>> cores) {
        Window first = windows.get(0).window();
        return new NetworkBatch(
                new Shape(windows.size(), channels(), first.height(), first.width()),
                image(windows, 0),
                image(windows, 1),
                windows,
                cores);
    }

    /** Samples of one date, {@code [N, C, H, W]}; what was not observed has the mean. */
    private float[] image(List<PairWindow> windows, int date) {
        int[] bands = (date == 0 ? before : after).indices();
        int pixels = Math.toIntExact(windows.get(0).window().pixels());
        float[] image = new float[windows.size() * bands.length * pixels];
        int at = 0;
        for (PairWindow window : windows) {
            PixelBlock block = date == 0 ? window.before() : window.after();
            for (int channel = 0; channel < bands.length; channel++) {
                float[] samples = block.samples(bands[channel]);
                boolean[] valid = block.valid();
                float unobserved = normalisation.apply(channel, mean(samples, valid, date, channel));
                for (int i = 0; i < pixels; i++) {
                    image[at++] = valid[i]
                            ? normalisation.apply(channel, stretch.apply(date, channel, samples[i]))
                            : unobserved;
                }
            }
        }
        return image;
    }

    private double mean(float[] samples, boolean[] valid, int date, int channel) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < samples.length; i++) {
            if (valid[i]) {
                sum += stretch.apply(date, channel, samples[i]);
                count++;
            }
        }
        return count == 0 ? 0.5 : sum / count;
    }
}
