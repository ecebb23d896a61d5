package org.palimpsest.learned;

import java.util.Arrays;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/**
 * How the samples of a whole scene become 0 to 1 for a network: one stretch for each date and channel, found once, so that
 * no tile looks different from its neighbour.
 *
 * @param low sample that becomes 0, by date (0 before, 1 after) and channel
 * @param high sample that becomes 1
 * @param reason what was done, for the run record
 */
record SceneStretch(double[][] low, double[][] high, String reason) {
    private static final double EIGHT_BIT = 255;
    private static final double SHARE_CUT = 0.02;
    /** About this many pixels are looked at; more would not move a percentile. */
    private static final long SAMPLE = 1_000_000;

    private static final int BLOCK = 256;

    /** The stretch of a channel's sample, 0 to 1. */
    double apply(int date, int channel, double sample) {
        double share = (sample - low[date][channel]) / (high[date][channel] - low[date][channel]);
        return Math.min(1, Math.max(0, share));
    }

    /**
     * Looks at blocks spread evenly over the scene: where everything lies in 0 to 255 it is taken for 8-bit pictures and
     * divided by 255; else each date's 2nd and 98th percentiles of each channel become 0 and 1.
     */
    static SceneStretch of(FitInput input, ChannelRoles before, ChannelRoles after)
            throws BadInputException, CancelledException {
        Window extent = input.pair().extent();
        int channels = before.bands().size();
        long blocks =
                (long) Math.ceil((double) extent.width() / BLOCK) * (long) Math.ceil((double) extent.height() / BLOCK);
        long step = Math.max(1, blocks * BLOCK * BLOCK / SAMPLE);
        Samples[][] samples = new Samples[2][channels];
        for (Samples[] date : samples) {
            Arrays.setAll(date, i -> new Samples());
        }
        input.progress().stage("stretch", (blocks + step - 1) / step);
        int columns = (int) Math.ceil((double) extent.width() / BLOCK);
        for (long block = 0; block < blocks; block += step) {
            input.cancellation().check();
            int x = extent.x() + (int) (block % columns) * BLOCK;
            int y = extent.y() + (int) (block / columns) * BLOCK;
            PairWindow window = input.pair()
                    .read(new Window(x, y, Math.min(BLOCK, extent.endX() - x), Math.min(BLOCK, extent.endY() - y)));
            for (int channel = 0; channel < channels; channel++) {
                samples[0][channel].add(window.before().samples(before.bands().get(channel)), window.valid());
                samples[1][channel].add(window.after().samples(after.bands().get(channel)), window.valid());
            }
            input.progress().done(block / step + 1);
        }
        return of(samples);
    }

    private static SceneStretch of(Samples[][] samples) throws BadInputException {
        int channels = samples[0].length;
        double[][] low = new double[2][channels];
        double[][] high = new double[2][channels];
        boolean eightBit = true;
        for (Samples[] date : samples) {
            for (Samples channel : date) {
                channel.sort();
                eightBit &= channel.isEightBit();
            }
        }
        for (int date = 0; date < 2; date++) {
            for (int channel = 0; channel < channels; channel++) {
                Samples all = samples[date][channel];
                low[date][channel] = eightBit ? 0 : all.quantile(SHARE_CUT);
                high[date][channel] = eightBit ? EIGHT_BIT : all.quantile(1 - SHARE_CUT);
                if (!(high[date][channel] > low[date][channel])) {
                    // A constant channel has nothing to stretch; any width above 0 keeps it constant.
                    high[date][channel] = low[date][channel] + 1;
                }
            }
        }
        return new SceneStretch(
                low,
                high,
                eightBit
                        ? "samples of 0 to 255 divided by 255"
                        : "2nd to 98th percentile of each date and channel over the whole scene");
    }

    /** Valid samples of one channel of one date. */
    private static final class Samples {
        private float[] values = new float[1 << 16];
        private int count;

        void add(float[] samples, boolean[] valid) {
            for (int i = 0; i < samples.length; i++) {
                if (valid[i] && Float.isFinite(samples[i])) {
                    if (count == values.length) {
                        values = Arrays.copyOf(values, 2 * count);
                    }
                    values[count++] = samples[i];
                }
            }
        }

        void sort() throws BadInputException {
            if (count == 0) {
                throw new BadInputException(
                        "No pixel was observed on both dates, so there is nothing to compare. Check nodata and masks.");
            }
            Arrays.sort(values, 0, count);
        }

        boolean isEightBit() {
            return values[0] >= 0 && values[count - 1] <= EIGHT_BIT && values[count - 1] > 1;
        }

        double quantile(double share) {
            return values[(int) Math.round(share * (count - 1))];
        }
    }
}
