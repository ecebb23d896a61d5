package org.palimpsest.train.dataset;

import java.util.List;
import org.palimpsest.train.dataset.ArrowStream.FlatTable;

/**
 * One column of an Arrow file: how many buffers it has, and where among them its encoded pictures are.
 *
 * @param name of the column
 * @param buffers of it and everything below
 * @param offsetsBuffer number of the buffer with the offsets of the pictures; -1 where it holds none
 * @param isWide whether these offsets have 64 bits
 */
record ArrowColumn(String name, int buffers, int offsetsBuffer, boolean isWide) {
    // Numbers of the types in Arrow's Schema.fbs.
    private static final int NULL = 1;
    private static final int BINARY = 4;
    private static final int UTF8 = 5;
    private static final int STRUCT = 13;
    private static final int UNION = 14;
    private static final int FIXED_SIZE_LIST = 16;
    private static final int LARGE_BINARY = 19;
    private static final int LARGE_UTF8 = 20;

    boolean isPictures() {
        return offsetsBuffer >= 0;
    }

    /** Reads a field of the schema. */
    static ArrowColumn of(FlatTable field) {
        String name = field.text(0);
        int type = field.byteField(2, 0);
        List<FlatTable> children = field.tables(5);
        int buffers = own(type);
        int offsets = -1;
        boolean wide = false;
        for (FlatTable child : children) {
            int childType = child.byteField(2, 0);
            boolean pictures = type == STRUCT
                    && child.text(0).equals("bytes")
                    && (childType == BINARY || childType == LARGE_BINARY);
            if (pictures) {
                // After the child's own validity.
                offsets = buffers + 1;
                wide = childType == LARGE_BINARY;
            }
            buffers += of(child).buffers();
        }
        return new ArrowColumn(name, buffers, offsets, wide);
    }

    private static int own(int type) {
        return switch (type) {
            case NULL -> 0;
            case STRUCT, FIXED_SIZE_LIST, UNION -> 1;
            case BINARY, UTF8, LARGE_BINARY, LARGE_UTF8 -> 3;
            // Lists have validity and offsets, numbers validity and values.
            default -> 2;
        };
    }
}
