package org.palimpsest.raster.tiff;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.palimpsest.base.BadInputException;

/**
 * One entry of a TIFF directory; its values stay in the file until they are asked for.
 *
 * @param file where the values lie
 * @param tag the number that says what the values mean
 * @param type number format of the values, 1 to 18 as in TIFF 6.0 and BigTIFF
 * @param count number of values
 * @param offset first byte of the values, in the entry itself where they are short
 */
record TiffField(TiffFile file, int tag, int type, long count, long offset) {
    private static final int[] BYTES_OF_TYPE = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
    private static final int MAX_BYTES = 1 << 29;

    /** Bytes of one value of a type; 0 for a type that no standard knows. */
    static int bytesOf(int type) {
        return type >= 0 && type < BYTES_OF_TYPE.length ? BYTES_OF_TYPE[type] : 0;
    }

    /** Bytes of all values. */
    long bytes() throws BadInputException {
        int each = bytesOf(type);
        if (each == 0 || count > MAX_BYTES / each || !file.holds(offset, count * each)) {
            throw new BadInputException(file.name() + " is damaged or cut off: the values of its tag " + tag
                    + " lie outside the file. Get the file again.");
        }
        return count * each;
    }

    /** All values as whole numbers. */
    long[] longs() throws BadInputException {
        ByteBuffer bytes = file.read(offset, (int) bytes());
        long[] values = new long[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case 1, 2, 7 -> Byte.toUnsignedLong(bytes.get(i));
                case 6 -> bytes.get(i);
                case 3 -> Short.toUnsignedLong(bytes.getShort(2 * i));
                case 8 -> bytes.getShort(2 * i);
                case 4, 13 -> Integer.toUnsignedLong(bytes.getInt(4 * i));
                case 9 -> bytes.getInt(4 * i);
                case 16, 17, 18 -> bytes.getLong(8 * i);
                default -> (long) floating(bytes, i);
            };
        }
        return values;
    }

    /** All values as floating-point numbers. */
    double[] doubles() throws BadInputException {
        if (type != 5 && type != 10 && type != 11 && type != 12) {
            long[] whole = longs();
            double[] values = new double[whole.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = whole[i];
            }
            return values;
        }
        ByteBuffer bytes = file.read(offset, (int) bytes());
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = floating(bytes, i);
        }
        return values;
    }

    /** The bytes as text, up to the first zero byte. */
    String text() throws BadInputException {
        byte[] bytes = rawBytes();
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** The bytes as they are. */
    byte[] rawBytes() throws BadInputException {
        return file.read(offset, (int) bytes()).array();
    }

    private double floating(ByteBuffer bytes, int i) {
        return switch (type) {
            case 5 ->
                Integer.toUnsignedLong(bytes.getInt(8 * i)) / (double) Integer.toUnsignedLong(bytes.getInt(8 * i + 4));
            case 10 -> bytes.getInt(8 * i) / (double) bytes.getInt(8 * i + 4);
            case 11 -> bytes.getFloat(4 * i);
            case 12 -> bytes.getDouble(8 * i);
            default -> throw new IllegalStateException("Type " + type + " holds no floating-point numbers.");
        };
    }
}
