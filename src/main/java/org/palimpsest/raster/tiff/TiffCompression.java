package org.palimpsest.raster.tiff;

import java.util.Optional;

/** The ways in which TIFF files pack a block of pixels, with the name that GDAL gives each. */
enum TiffCompression {
    NONE("NONE", true, 1),
    CCITT("CCITT fax", false, 2, 3, 4, 32771),
    LZW("LZW", true, 5),
    OLD_JPEG("old-style JPEG", false, 6),
    JPEG("JPEG", true, 7),
    DEFLATE("DEFLATE", true, 8, 32946),
    PACKBITS("PACKBITS", true, 32773),
    JPEG_2000("JPEG 2000", false, 33003, 33004, 33005, 34712),
    LERC("LERC", false, 34887),
    LZMA("LZMA", false, 34925),
    ZSTD("ZSTD", true, 50000),
    WEBP("WEBP", false, 50001),
    JPEG_XL("JPEG XL", false, 50002, 52546);

    private final String label;
    private final boolean readable;
    private final int[] codes;

    TiffCompression(String label, boolean readable, int... codes) {
        this.label = label;
        this.readable = readable;
        this.codes = codes;
    }

    static Optional<TiffCompression> of(long code) {
        for (TiffCompression compression : values()) {
            for (int known : compression.codes) {
                if (known == code) {
                    return Optional.of(compression);
                }
            }
        }
        return Optional.empty();
    }

    String label() {
        return label;
    }

    /** Tells whether blocks packed this way can be read here. */
    boolean isReadable() {
        return readable;
    }
}
