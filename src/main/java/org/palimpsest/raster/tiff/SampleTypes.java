package org.palimpsest.raster.tiff;

import java.util.Optional;
import org.palimpsest.raster.SampleType;

/** Says in which number format samples of a TIFF sample format and width are held once they are decoded. */
final class SampleTypes {
    private static final int UNSIGNED = 1;
    private static final int SIGNED = 2;
    private static final int FLOATING = 3;
    private static final int VOID = 4;
    private static final int COMPLEX_INTEGER = 5;
    private static final int COMPLEX_FLOATING = 6;

    private SampleTypes() {}

    /** The format that holds samples of a TIFF sample format and number of bits; empty where none is known. */
    static Optional<SampleType> of(int format, int bits) {
        return Optional.ofNullable(
                switch (format) {
                    case UNSIGNED, VOID -> unsigned(bits);
                    case SIGNED ->
                        switch (bits) {
                            case 8 -> SampleType.INT8;
                            case 16 -> SampleType.INT16;
                            case 32 -> SampleType.INT32;
                            case 64 -> SampleType.INT64;
                            default -> null;
                        };
                    case FLOATING ->
                        switch (bits) {
                            case 16, 32 -> SampleType.FLOAT32;
                            case 64 -> SampleType.FLOAT64;
                            default -> null;
                        };
                    case COMPLEX_INTEGER ->
                        switch (bits) {
                            case 32 -> SampleType.COMPLEX_INT16;
                            case 64 -> SampleType.COMPLEX_INT32;
                            default -> null;
                        };
                    case COMPLEX_FLOATING ->
                        switch (bits) {
                            case 64 -> SampleType.COMPLEX_FLOAT32;
                            case 128 -> SampleType.COMPLEX_FLOAT64;
                            default -> null;
                        };
                    default -> null;
                });
    }

    private static @org.jspecify.annotations.Nullable SampleType unsigned(int bits) {
        if (bits <= 8) {
            return SampleType.UINT8;
        }
        if (bits <= 16) {
            return SampleType.UINT16;
        }
        if (bits <= 32) {
            return SampleType.UINT32;
        }
        return bits == 64 ? SampleType.UINT64 : null;
    }
}
