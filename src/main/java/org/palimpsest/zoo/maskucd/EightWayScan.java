package org.palimpsest.zoo.maskucd;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.palimpsest.nn.Activations;
import org.palimpsest.nn.Gradients;
import org.palimpsest.nn.Layer;
import org.palimpsest.nn.LayerNorm;
import org.palimpsest.nn.Linear;
import org.palimpsest.nn.scan.ScanOrder;
import org.palimpsest.nn.scan.ScanSizes;
import org.palimpsest.nn.scan.SelectiveScan;

/** A gated selective scan along rows, columns and both diagonals, there and back; {@code [N, H, W, C]}. */
final class EightWayScan extends Layer {
    private static final int STATES = 16;

    private final int inner;
    private final SelectiveScan scan;
    private final LayerNorm outNorm;
    private final Linear in;
    private final Layer depthwise;
    private final Linear out;

    EightWayScan(int width) {
        inner = 2 * width;
        List<ScanOrder> orders = List.of(
                ScanOrder.ROWS,
                ScanOrder.COLUMNS,
                ScanOrder.ROWS_BACKWARDS,
                ScanOrder.COLUMNS_BACKWARDS,
                ScanOrder.DIAGONALS,
                ScanOrder.ANTIDIAGONALS,
                ScanOrder.DIAGONALS_BACKWARDS,
                ScanOrder.ANTIDIAGONALS_BACKWARDS);
        scan = include(new SelectiveScan(new ScanSizes(orders.size(), inner, STATES, 1), orders));
        outNorm = part("out_norm", new LayerNorm(inner));
        in = part("in_proj", new Linear(width, 2 * inner).withoutBias());
        depthwise = part("conv2d", new EdgeConv2d(inner, 3));
        out = part("out_proj", new Linear(inner, width).withoutBias());
    }

    @Override
    protected NDArray forward(NDArray x) {
        NDArray both = Gradients.cut(in.apply(x));
        NDArray gate = Activations.silu(both.get(":, :, :, {}:", inner));
        NDArray u = both.get(":, :, :, :{}", inner).transpose(0, 3, 1, 2);
        NDArray smooth = Activations.silu(depthwise.apply(u)).transpose(0, 2, 3, 1);
        return out.apply(outNorm.apply(scan.apply(smooth)).mul(gate));
    }
}
