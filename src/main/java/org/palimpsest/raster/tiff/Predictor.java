package org.palimpsest.raster.tiff;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Undoes the two predictors of TIFF: differences between neighbouring pixels of a row (TIFF 6.0, section 14), and the
 * byte-sorted differences of floating-point rows (TIFF technical note 3).
 */
final class Predictor {
    private static final VarHandle SHORT_LITTLE =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT_BIG =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT_LITTLE =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT_BIG = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG_LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG_BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Predictor() {}

    /** Adds to each sample the same sample of the pixel to its left, in place. */
    static void addDifferences(
            byte[] data, int rows, int rowBytes, int samples, int bytesPerSample, boolean bigEndian) {
        for (int row = 0; row < rows; row++) {
            int begin = row * rowBytes;
            int end = begin + rowBytes;
            switch (bytesPerSample) {
                case 1 -> addBytes(data, begin, end, samples);
                case 2 -> {
                    if (bigEndian) {
                        addBigShorts(data, begin, end, samples);
                    } else {
                        addLittleShorts(data, begin, end, samples);
                    }
                }
                case 4 -> addInts(data, begin, end, samples * 4, bigEndian ? INT_BIG : INT_LITTLE);
                case 8 -> addLongs(data, begin, end, samples * 8, bigEndian ? LONG_BIG : LONG_LITTLE);
                default -> throw new IllegalStateException("Odd widths passed the check of the layout.");
            }
        }
    }

    private static void addBytes(byte[] data, int begin, int end, int samples) {
        for (int i = begin + samples; i < end; i++) {
            data[i] += data[i - samples];
        }
    }

    // One running sum per sample stays in a register, which is twice as fast as reading back what was just written.
    private static void addLittleShorts(byte[] data, int begin, int end, int samples) {
        if (samples == 4) {
            addFourShortsAtOnce(data, begin, end);
            return;
        }
        int step = 2 * samples;
        for (int sample = 0; sample < samples; sample++) {
            int sum = 0;
            for (int i = begin + 2 * sample; i < end; i += step) {
                sum += (short) SHORT_LITTLE.get(data, i);
                SHORT_LITTLE.set(data, i, (short) sum);
            }
        }
    }

    /** Four sums of 16 bits in one long: the highest bit of each is added apart, so that no carry reaches its neighbour. */
    private static void addFourShortsAtOnce(byte[] data, int begin, int end) {
        long highest = 0x8000_8000_8000_8000L;
        long sum = 0;
        for (int i = begin; i < end; i += 8) {
            long difference = (long) LONG_LITTLE.get(data, i);
            sum = (sum & ~highest) + (difference & ~highest) ^ (sum ^ difference) & highest;
            LONG_LITTLE.set(data, i, sum);
        }
    }

    private static void addBigShorts(byte[] data, int begin, int end, int samples) {
        int step = 2 * samples;
        for (int sample = 0; sample < samples; sample++) {
            int sum = 0;
            for (int i = begin + 2 * sample; i < end; i += step) {
                sum += (short) SHORT_BIG.get(data, i);
                SHORT_BIG.set(data, i, (short) sum);
            }
        }
    }

    private static void addInts(byte[] data, int begin, int end, int step, VarHandle view) {
        for (int i = begin + step; i < end; i += 4) {
            view.set(data, i, (int) view.get(data, i) + (int) view.get(data, i - step));
        }
    }

    private static void addLongs(byte[] data, int begin, int end, int step, VarHandle view) {
        for (int i = begin + step; i < end; i += 8) {
            view.set(data, i, (long) view.get(data, i) + (long) view.get(data, i - step));
        }
    }

    /** Adds the bytes of each row up and puts the bytes of each sample together again, in place. */
    static void joinFloatBytes(
            byte[] data, int rows, int rowBytes, int samples, int bytesPerSample, boolean bigEndian) {
        byte[] sorted = new byte[rowBytes];
        int values = rowBytes / bytesPerSample;
        for (int row = 0; row < rows; row++) {
            int begin = row * rowBytes;
            addBytes(data, begin, begin + rowBytes, samples);
            System.arraycopy(data, begin, sorted, 0, rowBytes);
            for (int value = 0; value < values; value++) {
                for (int part = 0; part < bytesPerSample; part++) {
                    int place = bigEndian ? part : bytesPerSample - 1 - part;
                    data[begin + value * bytesPerSample + place] = sorted[part * values + value];
                }
            }
        }
    }
}
