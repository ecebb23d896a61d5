package org.palimpsest.zoo.encoder.vmamba;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Conv2d;
import org.palimpsest.nn.Dropout;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.Part;
import org.palimpsest.nn.Scope;
import org.palimpsest.nn.scan.ScanOrder;
import org.palimpsest.nn.scan.ScanSizes;
import org.palimpsest.nn.scan.SelectiveScan;

/**
 * VMamba's SS2D: a map {@code [N, H, W, C]} is read as four sequences (rows, columns, and both backwards), each goes through a
 * selective state-space recurrence, and every pixel gets the sum of the four.
 */
final class CrossScan extends Part {
    private static final List<ScanOrder> ORDERS =
            List.of(ScanOrder.ROWS, ScanOrder.COLUMNS, ScanOrder.ROWS_BACKWARDS, ScanOrder.COLUMNS_BACKWARDS);
    private static final double DROP = 0.6;

    private final SelectiveScan scan;
    private final LayerNorm outNorm;
    private final Linear in;
    private final Conv2d depthwise;
    private final Linear out;
    private final Dropout drop = part("drop", Dropout.elements(DROP));

    CrossScan(int width) {
        int inner = 2 * width;
        scan = include(new SelectiveScan(new ScanSizes(ORDERS.size(), inner, 1, (width + 15) / 16), ORDERS));
        outNorm = part("out_norm", new LayerNorm(inner));
        in = part("in_proj", new Linear(width, inner).withoutBias());
        depthwise = part(
                "conv2d", new Conv2d(inner, inner, 3).padding(1).groups(inner).withoutBias());
        out = part("out_proj", new Linear(inner, width).withoutBias());
    }

    NDArray apply(NDArray x) {
        try (Scope scope = new Scope()) {
            NDArray map = Activations.silu(depthwise.apply(in.apply(x).transpose(0, 3, 1, 2)));
            NDArray normal = outNorm.apply(scan.apply(map.transpose(0, 2, 3, 1)));
            return scope.keep(drop.apply(out.apply(normal)));
        }
    }
}
