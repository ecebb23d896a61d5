package org.palimpsest.train.dataset;

/** Samples of an image in C order {@code [bands, height, width]}, read as shares of their range, 0 to 1. */
public sealed interface Samples {
    /** The sample at {@code index}, 0 to 1. */
    float get(int index);

    /** How many there are. */
    int length();

    /** Bytes of memory that they take. */
    long bytes();

    /** Samples of 8 bits, kept as they are stored because they then take a quarter of the memory. */
    @SuppressWarnings("ArrayRecordComponent") // Large; owned by the chip and never changed.
    record EightBit(byte[] values) implements Samples {
        private static final float LARGEST = 255;

        @Override
        public float get(int index) {
            return (values[index] & 0xFF) / LARGEST;
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public long bytes() {
            return values.length;
        }
    }

    /** Samples of any other type, already brought to 0 to 1. */
    @SuppressWarnings("ArrayRecordComponent") // Large; owned by the chip and never changed.
    record Real(float[] values) implements Samples {
        @Override
        public float get(int index) {
            return values[index];
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public long bytes() {
            return 4L * values.length;
        }
    }
}
