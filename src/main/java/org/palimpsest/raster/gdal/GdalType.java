package org.palimpsest.raster.gdal;

import java.util.Optional;
import org.palimpsest.raster.SampleType;

/** GDAL's number formats by the codes of its C interface. */
final class GdalType {
    static final int BYTE = 1;
    static final int FLOAT64 = 7;
    static final int COMPLEX_FLOAT64 = 11;

    private GdalType() {}

    /**
     * The format in which samples are known here.
     *
     * @param code GDALDataType
     * @param signedBytes whether bytes are signed, which GDAL before 3.7 keeps apart from the code
     */
    static Optional<SampleType> of(int code, boolean signedBytes) {
        return Optional.ofNullable(
                switch (code) {
                    case BYTE -> signedBytes ? SampleType.INT8 : SampleType.UINT8;
                    case 2 -> SampleType.UINT16;
                    case 3 -> SampleType.INT16;
                    case 4 -> SampleType.UINT32;
                    case 5 -> SampleType.INT32;
                    case 6, 15 -> SampleType.FLOAT32;
                    case FLOAT64 -> SampleType.FLOAT64;
                    case 8 -> SampleType.COMPLEX_INT16;
                    case 9 -> SampleType.COMPLEX_INT32;
                    case 10, 16 -> SampleType.COMPLEX_FLOAT32;
                    case COMPLEX_FLOAT64 -> SampleType.COMPLEX_FLOAT64;
                    case 12 -> SampleType.UINT64;
                    case 13 -> SampleType.INT64;
                    case 14 -> SampleType.INT8;
                    default -> null;
                });
    }
}
