package org.palimpsest.raster.gdal;

import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Window;

/** An open data set of GDAL's library; for one thread at a time. */
final class GdalDataset implements AutoCloseable {
    /** Read only, rasters only, and with GDAL's own words about what fails. */
    private static final int OPEN_FLAGS = 0x02 | 0x40;

    private final String name;
    private final Pointer handle;

    private GdalDataset(String name, Pointer handle) {
        this.name = name;
        this.handle = handle;
    }

    /** As the user knows it. */
    String name() {
        return name;
    }

    /**
     * Opens a file with whichever driver knows it.
     *
     * @param name how messages call it
     */
    static GdalDataset open(Path path, String name) throws BadInputException {
        GdalFunctions.CPLErrorReset();
        Pointer handle = GdalFunctions.GDALOpenEx(path.toAbsolutePath().toString(), OPEN_FLAGS, null, null, null);
        if (handle == null) {
            throw new BadInputException(name + " is no raster that can be read here, by GDAL neither: " + lastError()
                    + ". Get the file again, or convert it with the program it came from.");
        }
        return new GdalDataset(name, handle);
    }

    /** What GDAL said last on this thread, without the file's path and the full stop. */
    private static String lastError() {
        String message = GdalFunctions.CPLGetLastErrorMsg();
        if (message == null || message.isBlank()) {
            return "it gives no reason";
        }
        return message.contains("not recognized as a supported file format")
                ? "it does not know the format"
                : message.strip().replaceAll("\\s+", " ").replaceAll("\\.$", "");
    }

    Pointer handle() {
        return handle;
    }

    int width() {
        return GdalFunctions.GDALGetRasterXSize(handle);
    }

    int height() {
        return GdalFunctions.GDALGetRasterYSize(handle);
    }

    int bands() {
        return GdalFunctions.GDALGetRasterCount(handle);
    }

    /** A band, counted from 0. */
    Pointer band(int index) {
        return GdalFunctions.GDALGetRasterBand(handle, index + 1);
    }

    /** A band, counted from 0, at a resolution level; 0 is the full resolution. */
    Pointer band(int index, int level) {
        Pointer band = band(index);
        return level == 0 ? band : GdalFunctions.GDALGetOverview(band, level - 1);
    }

    String driver() {
        return String.valueOf(GdalFunctions.GDALGetDriverShortName(GdalFunctions.GDALGetDatasetDriver(handle)));
    }

    Optional<String> item(String key, @Nullable String domain) {
        return Optional.ofNullable(GdalFunctions.GDALGetMetadataItem(handle, key, domain));
    }

    /** Rasters inside this file that have to be opened by names of their own. */
    List<String> parts() {
        Pointer items = GdalFunctions.GDALGetMetadata(handle, "SUBDATASETS");
        return items == null
                ? List.of()
                : Arrays.stream(items.getStringArray(0))
                        .filter(item -> item.contains("_NAME="))
                        .map(item -> item.substring(item.indexOf('=') + 1))
                        .toList();
    }

    /** Every local file that the data set reads. */
    List<Path> files() {
        Pointer list = GdalFunctions.GDALGetFileList(handle);
        if (list == null) {
            return List.of();
        }
        List<Path> files = Arrays.stream(list.getStringArray(0))
                .filter(file -> !file.startsWith("/vsi"))
                .map(Path::of)
                .toList();
        GdalFunctions.CSLDestroy(list);
        return files;
    }

    /** Reads a window of a band as 64-bit numbers: one for each pixel, or two where {@code complex}. */
    double[] read(Pointer band, Window window, boolean complex) throws BadInputException {
        double[] samples = new double[Math.toIntExact(window.pixels() * (complex ? 2 : 1))];
        GdalFunctions.CPLErrorReset();
        int failed = GdalFunctions.GDALRasterIO(
                band,
                0,
                window.x(),
                window.y(),
                window.width(),
                window.height(),
                samples,
                window.width(),
                window.height(),
                complex ? GdalType.COMPLEX_FLOAT64 : GdalType.FLOAT64,
                0,
                0);
        check(failed, window);
        return samples;
    }

    /** Reads a window of a mask, whose pixels are 0 where nothing was observed. */
    byte[] readMask(Pointer band, Window window) throws BadInputException {
        byte[] samples = new byte[Math.toIntExact(window.pixels())];
        GdalFunctions.CPLErrorReset();
        int failed = GdalFunctions.GDALRasterIO(
                GdalFunctions.GDALGetMaskBand(band),
                0,
                window.x(),
                window.y(),
                window.width(),
                window.height(),
                samples,
                window.width(),
                window.height(),
                GdalType.BYTE,
                0,
                0);
        check(failed, window);
        return samples;
    }

    private void check(int failed, Window window) throws BadInputException {
        // A damaged JPEG 2000 tile is an error that RasterIO does not always pass on.
        if (failed != 0 || GdalFunctions.CPLGetLastErrorType() >= 3) {
            throw new BadInputException(name + " is damaged: the part at column " + window.x() + ", row " + window.y()
                    + " cannot be decoded (" + lastError() + "). Get the file again.");
        }
    }

    @Override
    public void close() {
        GdalFunctions.GDALClose(handle);
    }
}
