package org.palimpsest.raster;

/** The number format of a band's samples as stored in the file, with the name that GDAL gives it. */
public enum SampleType {
    UINT8("Byte", 8, false),
    INT8("Int8", 8, false),
    UINT16("UInt16", 16, false),
    INT16("Int16", 16, false),
    UINT32("UInt32", 32, false),
    INT32("Int32", 32, false),
    UINT64("UInt64", 64, false),
    INT64("Int64", 64, false),
    FLOAT32("Float32", 32, true),
    FLOAT64("Float64", 64, true),
    COMPLEX_INT16("CInt16", 32, false),
    COMPLEX_INT32("CInt32", 64, false),
    COMPLEX_FLOAT32("CFloat32", 64, true),
    COMPLEX_FLOAT64("CFloat64", 128, true);

    private final String gdalName;
    private final int bits;
    private final boolean floating;

    SampleType(String gdalName, int bits, boolean floating) {
        this.gdalName = gdalName;
        this.bits = bits;
        this.floating = floating;
    }

    /** The name that GDAL and {@code palimpsest info} print. */
    public String gdalName() {
        return gdalName;
    }

    /** Bits of one sample. */
    public int bits() {
        return bits;
    }

    /** Tells whether samples are floating-point numbers. */
    public boolean isFloating() {
        return floating;
    }

    /** Tells whether each sample is a pair of numbers. */
    public boolean isComplex() {
        return name().startsWith("COMPLEX");
    }
}
