package org.palimpsest.raster;

import org.palimpsest.base.Notice;

/** What is said of files of more than one format. */
public final class RasterNotices {
    private RasterNotices() {}

    /** Of a raster with a colour table. */
    public static Notice palette() {
        return Notice.of(
                "raster.palette",
                "The samples are indices into a colour table, so differences between them mean nothing.");
    }

    /** Of a raster of complex numbers. */
    public static Notice complexSamples() {
        return Notice.of("raster.complex", "The samples are complex numbers; their modulus is used.");
    }

    /** Of a raster whose coordinates cannot be computed back to pixels. */
    public static Notice unusableTransform(String file) {
        return Notice.of(
                "raster.transform",
                "The geotransform in {0} is not usable (it is not invertible), so it is ignored.",
                file);
    }

    /** Of a raster whose system is none that is known. */
    public static Notice unknownSystem(String file) {
        return Notice.of(
                "raster.system",
                "The coordinate reference system of {0} is not known here, so it counts as having none; write"
                        + " FILE#crs=EPSG:n, or reproject the file to a system with an EPSG code.",
                file);
    }

    /** Of a raster that has ground control points only. */
    public static Notice controlPoints(int count) {
        return Notice.of(
                "raster.controlPoints",
                "The file has {0} ground control points and no geotransform. Write FILE#gcps to place it by the affine map"
                        + " that fits them best, or warp it first, for example with \"gdalwarp IN OUT.tif\".",
                count);
    }
}
