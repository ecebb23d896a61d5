package org.palimpsest.raster.gdal;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of GDAL's C interface that reading rasters needs, under the library's own names.
 *
 * <p>Handles are pointers. A data set and its bands serve one thread at a time; all else is safe from many.
 */
final class GdalFunctions {
    /** RTLD_LAZY of dlopen(3), without RTLD_GLOBAL, which JNA would add. */
    private static final int BIND_LATE_AND_LOCAL = 1;

    private GdalFunctions() {}

    /** Binds the functions to a library that was found; once for the whole program. */
    static NativeLibrary bind(String library) {
        Map<String, Object> options = new HashMap<>(Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
        if (!Platform.isWindows()) {
            // GDAL brings dozens of libraries; none of their names may stand in for a name of the networks' engine.
            options.put(Library.OPTION_OPEN_FLAGS, BIND_LATE_AND_LOCAL);
        }
        NativeLibrary found = NativeLibrary.getInstance(library, options);
        Native.register(GdalFunctions.class, found);
        return found;
    }

    /** What the C library calls to open a file of a virtual file system. */
    @FunctionalInterface
    interface OpenCallback extends Callback {
        @Nullable
        Pointer open(@Nullable Pointer user, @Nullable Pointer file, @Nullable Pointer access);
    }

    static native @Nullable String GDALVersionInfo(String request);

    static native void GDALAllRegister();

    static native int GDALGetDriverCount();

    static native Pointer GDALGetDriver(int index);

    static native @Nullable String GDALGetDriverShortName(Pointer driver);

    static native void GDALDeregisterDriver(Pointer driver);

    static native void GDALSetCacheMax64(long bytes);

    static native void CPLSetConfigOption(String key, String value);

    static native @Nullable Pointer CPLSetErrorHandler(Pointer handler);

    static native void CPLErrorReset();

    static native int CPLGetLastErrorType();

    static native @Nullable String CPLGetLastErrorMsg();

    static native @Nullable Pointer VSIGetFileSystemsPrefixes();

    static native Pointer VSIAllocFilesystemPluginCallbacksStruct();

    static native int VSIInstallPluginHandler(String prefix, Pointer callbacks);

    static native void CSLDestroy(Pointer strings);

    static native @Nullable Pointer GDALOpenEx(
            String file, int flags, @Nullable Pointer drivers, @Nullable Pointer options, @Nullable Pointer siblings);

    static native void GDALClose(Pointer dataset);

    static native Pointer GDALGetDatasetDriver(Pointer dataset);

    static native @Nullable Pointer GDALGetFileList(Pointer dataset);

    static native int GDALGetRasterXSize(Pointer dataset);

    static native int GDALGetRasterYSize(Pointer dataset);

    static native int GDALGetRasterCount(Pointer dataset);

    static native int GDALGetGeoTransform(Pointer dataset, double[] transform);

    static native @Nullable String GDALGetProjectionRef(Pointer dataset);

    static native int GDALGetGCPCount(Pointer dataset);

    static native @Nullable Pointer GDALGetGCPs(Pointer dataset);

    static native @Nullable String GDALGetGCPProjection(Pointer dataset);

    static native @Nullable Pointer GDALGetMetadata(Pointer object, @Nullable String domain);

    static native @Nullable String GDALGetMetadataItem(Pointer object, String name, @Nullable String domain);

    static native @Nullable String GDALGetDescription(Pointer object);

    static native Pointer GDALGetRasterBand(Pointer dataset, int number);

    static native int GDALGetRasterBandXSize(Pointer band);

    static native int GDALGetRasterBandYSize(Pointer band);

    static native int GDALGetRasterDataType(Pointer band);

    static native void GDALGetBlockSize(Pointer band, int[] width, int[] height);

    static native double GDALGetRasterNoDataValue(Pointer band, int[] stated);

    static native double GDALGetRasterScale(Pointer band, int[] stated);

    static native double GDALGetRasterOffset(Pointer band, int[] stated);

    static native int GDALGetRasterColorInterpretation(Pointer band);

    static native @Nullable String GDALGetColorInterpretationName(int interpretation);

    static native @Nullable Pointer GDALGetRasterColorTable(Pointer band);

    static native int GDALGetMaskFlags(Pointer band);

    static native Pointer GDALGetMaskBand(Pointer band);

    static native int GDALGetOverviewCount(Pointer band);

    static native Pointer GDALGetOverview(Pointer band, int index);

    static native int GDALRasterIO(
            Pointer band,
            int direction,
            int x,
            int y,
            int width,
            int height,
            double[] samples,
            int bufferWidth,
            int bufferHeight,
            int type,
            int pixelBytes,
            int lineBytes);

    static native int GDALRasterIO(
            Pointer band,
            int direction,
            int x,
            int y,
            int width,
            int height,
            byte[] samples,
            int bufferWidth,
            int bufferHeight,
            int type,
            int pixelBytes,
            int lineBytes);
}
