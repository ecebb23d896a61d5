package org.palimpsest.nn.scan;

import static org.palimpsest.nn.scan.ScanBlock.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Exponential, logarithm and sums over lanes, by additions and multiplications that every processor has. */
final class VectorMath {
    private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
    private static final int WIDTH = SPECIES.length();
    /** Adding it rounds to a whole number, which then stands in the lowest bits. */
    private static final float ROUNDING = 0x1.8p23f;

    /** Lanes whose number has the bit 8, 4, 2 or 1, and the exchange of lanes across that bit. */
    private static final VectorMask<Float> UPPER_8 = upper(8);

    private static final VectorMask<Float> UPPER_4 = upper(4);
    private static final VectorMask<Float> UPPER_2 = upper(2);
    private static final VectorMask<Float> UPPER_1 = upper(1);
    private static final VectorShuffle<Float> ACROSS_8 = across(8);
    private static final VectorShuffle<Float> ACROSS_4 = across(4);
    private static final VectorShuffle<Float> ACROSS_2 = across(2);
    private static final VectorShuffle<Float> ACROSS_1 = across(1);

    private VectorMath() {}

    /** 2 to the power of {@code x} of at most 0, to 2e-7 of its size; a polynomial fitted for least relative error. */
    static FloatVector exp2(FloatVector x) {
        FloatVector bounded = x.max(-126f);
        FloatVector rounded = bounded.add(ROUNDING);
        FloatVector rest = bounded.sub(rounded.sub(ROUNDING));
        FloatVector power = FloatVector.broadcast(SPECIES, (float) 0.00132765)
                .fma(rest, FloatVector.broadcast(SPECIES, (float) 0.00967554))
                .fma(rest, FloatVector.broadcast(SPECIES, (float) 0.05550713))
                .fma(rest, FloatVector.broadcast(SPECIES, (float) 0.2402212))
                .fma(rest, FloatVector.broadcast(SPECIES, (float) 0.69314697))
                .fma(rest, FloatVector.broadcast(SPECIES, (float) 1.00000007));
        IntVector exponent = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return power.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    }

    /** log(1 + x) for x of 0 to 1, to 2e-7 of its size: twice the area tangent of x / (2 + x), as a series. */
    static FloatVector log1p(FloatVector x) {
        FloatVector s = x.div(x.add(2f));
        FloatVector square = s.mul(s);
        FloatVector series = FloatVector.broadcast(SPECIES, 2f / 13)
                .fma(square, FloatVector.broadcast(SPECIES, 2f / 11))
                .fma(square, FloatVector.broadcast(SPECIES, 2f / 9))
                .fma(square, FloatVector.broadcast(SPECIES, 2f / 7))
                .fma(square, FloatVector.broadcast(SPECIES, 2f / 5))
                .fma(square, FloatVector.broadcast(SPECIES, 2f / 3))
                .fma(square, FloatVector.broadcast(SPECIES, 2f));
        return s.mul(series);
    }

    /**
     * The sum of each row of {@link ScanBlock#LANES} numbers.
     *
     * @param rows {@code [STEPS][LANES]}, of which nothing is left
     * @param sums gets {@code STEPS} numbers from {@code at} on
     */
    static void sumLanes(float[] rows, float[] sums, int at) {
        for (int first = 0; first < ScanBlock.STEPS; first += WIDTH) {
            int start = first * LANES;
            for (int row = 0; row < WIDTH; row++) {
                int own = start + row * LANES;
                FloatVector sum = FloatVector.fromArray(SPECIES, rows, own);
                for (int lane = WIDTH; lane < LANES; lane += WIDTH) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, rows, own + lane));
                }
                sum.intoArray(rows, own);
            }
            if (WIDTH > 8) {
                fold(rows, start, 8, UPPER_8, ACROSS_8);
            }
            if (WIDTH > 4) {
                fold(rows, start, 4, UPPER_4, ACROSS_4);
            }
            if (WIDTH > 2) {
                fold(rows, start, 2, UPPER_2, ACROSS_2);
            }
            if (WIDTH > 1) {
                fold(rows, start, 1, UPPER_1, ACROSS_1);
            }
            FloatVector.fromArray(SPECIES, rows, start).intoArray(sums, at + first);
        }
    }

    /** Halves 2 {@code count} rows to {@code count}, in whose upper lanes the sums of the upper rows gather. */
    private static void fold(float[] rows, int start, int count, VectorMask<Float> upper, VectorShuffle<Float> across) {
        for (int row = 0; row < count; row++) {
            int own = start + row * LANES;
            FloatVector low = FloatVector.fromArray(SPECIES, rows, own);
            FloatVector high = FloatVector.fromArray(SPECIES, rows, own + count * LANES);
            high.blend(low, upper).rearrange(across).add(low.blend(high, upper)).intoArray(rows, own);
        }
    }

    private static VectorMask<Float> upper(int bit) {
        boolean[] lanes = new boolean[WIDTH];
        for (int lane = 0; lane < WIDTH; lane++) {
            lanes[lane] = (lane & bit) != 0;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    private static VectorShuffle<Float> across(int bit) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ bit) & (WIDTH - 1));
    }
}
