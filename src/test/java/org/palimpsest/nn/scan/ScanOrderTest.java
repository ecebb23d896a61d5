package org.palimpsest.nn.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.palimpsest.SharedData;
import org.palimpsest.nn.weights.WeightsFile;

/** Eight ways through an image. */
class ScanOrderTest {
    @Test
    void eightOrdersOfFiveRowsAndSevenColumns_areMaskUcds() throws Exception {
        List<ScanOrder> orders = List.of(
                ScanOrder.ROWS,
                ScanOrder.COLUMNS,
                ScanOrder.ROWS_BACKWARDS,
                ScanOrder.COLUMNS_BACKWARDS,
                ScanOrder.DIAGONALS,
                ScanOrder.ANTIDIAGONALS,
                ScanOrder.DIAGONALS_BACKWARDS,
                ScanOrder.ANTIDIAGONALS_BACKWARDS);
        try (WeightsFile file = WeightsFile.open(SharedData.get("parity/MaskUCD/io.safetensors"))) {
            float[] wanted = file.tensors().get("mid_scan_order_5x7").floats();
            for (int k = 0; k < 8; k++) {
                int[] row = new int[35];
                for (int i = 0; i < 35; i++) {
                    row[i] = (int) wanted[k * 35 + i];
                }
                assertArrayEquals(row, orders.get(k).pixels(5, 7), orders.get(k).name());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOrderVisitsEveryPixelOnce(ScanOrder order) {
        for (int[] size : new int[][] {{1, 1}, {1, 9}, {9, 1}, {3, 8}, {8, 3}}) {
            int[] visited = order.pixels(size[0], size[1]);
            Arrays.sort(visited);
            assertArrayEquals(ScanOrder.ROWS.pixels(size[0], size[1]), visited);
        }
    }
}
