package org.palimpsest.learned;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/**
 * Windows on their way through a network: what it sees of both dates, and which objects are wanted.
 *
 * @param shape of one date, {@code [N, C, H, W]}
 * @param before stretched and normalised samples of the first date, in that shape
 * @param after likewise of the second
 * @param windows the N windows as they were read
 * @param cores of the windows, where the objects in them are wanted too
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record NetworkBatch(
        Shape shape, float[] before, float[] after, List<PairWindow> windows, Optional<List<Window>> cores) {
    /** One window of nothing, to try what a window costs. */
    static NetworkBatch blank(int channels, int side) {
        int samples = channels * side * side;
        return new NetworkBatch(
                new Shape(1, channels, side, side),
                new float[samples],
                new float[samples],
                List.of(),
                Optional.empty());
    }

    int size() {
        return (int) shape.get(0);
    }

    int height() {
        return (int) shape.get(2);
    }

    int width() {
        return (int) shape.get(3);
    }

    /** The windows from a first to before an end. */
    NetworkBatch part(int from, int end) {
        int each = before.length / size();
        return new NetworkBatch(
                new Shape(end - from, shape.get(1), shape.get(2), shape.get(3)),
                Arrays.copyOfRange(before, from * each, end * each),
                Arrays.copyOfRange(after, from * each, end * each),
                windows.subList(from, end),
                cores.map(wanted -> wanted.subList(from, end)));
    }
}
