package org.palimpsest.raster.gdal;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds GDAL's library on this machine and makes it safe for files of unknown origin before the first one is opened.
 *
 * <p>Only drivers that read pixels from local files stay registered, so that no file can make GDAL fetch anything or run a
 * script: drivers of web services and data bases go, network file systems are replaced by one that opens nothing, and
 * Python in VRT files is off. Drivers for netCDF, HDF and GRIB go too: their libraries follow web addresses or write
 * complaints of their own past GDAL's error handler.
 *
 * <p>The system property {@code palimpsest.gdal} or the environment variable {@code PALIMPSEST_GDAL} names the library's
 * file where it is in an unusual place, or says {@code off}.
 */
public final class GdalLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(GdalLibrary.class);

    /** What installing it takes, as the end of a sentence. */
    public static final String HOW_TO_INSTALL = "install it (Debian and Ubuntu: \"sudo apt install gdal-bin\"; macOS: "
            + "\"brew install gdal\"; Windows: OSGeo4W) and start Palimpsest again";

    /** Formats of local raster files; GDAL's short names. */
    private static final Set<String> DRIVERS = Set.of(
            """
            AAIGrid AIG AVIF BIGGIF BMP BSB BT CEOS COSAR DIMAP DTED ECW EHdr ENVI ERS ESAT FAST FITS GFF GIF
            GRASSASCIIGrid GS7BG GSAG GSBG GTiff GXF HFA IDA ILWIS INGR ISCE
            ISIS2 ISIS3 JAXAPALSAR JP2ECW JP2KAK JP2Lura JP2MrSID JP2OpenJPEG JPEG JPEG2000 JPEGXL KRO L1B
            LAN Leveller MFF MFF2 MRF MrSID NDF NITF NWT_GRC NWT_GRD PAux PCIDSK PCRaster PDS PDS4 PNG PNM RIK
            RMF ROI_PAC RRASTER RS2 RST SAFE SAGA SAR_CEOS SDTS SGI SIGDEM SNODAS SRP SRTMHGT TGA TIL TSX
            Terragen USGSDEM VICAR VRT WEBP XPM XYZ ZMap"""
                    .split("\\s+"));

    /** Virtual file systems that stay: files in archives, and parts and memory of the program itself. */
    private static final Set<String> FILE_SYSTEMS = Set.of(
            "/vsizip/",
            "/vsigzip/",
            "/vsitar/",
            "/vsi7z/",
            "/vsirar/",
            "/vsimem/",
            "/vsisubfile/",
            "/vsisparse/",
            "/vsicached?",
            "/vsicrypt/");

    /** Where {@code open} stands in GDAL's structure of callbacks: after the user's data and six other functions. */
    private static final int OPEN_CALLBACK = 7;

    private static final long CACHE_BYTES = 64L << 20;
    private static final int OLDEST_MAJOR_VERSION = 3;

    // Kept as long as the program lives, because the library holds on to its address.
    private static final GdalFunctions.OpenCallback REFUSE = (user, file, access) -> null;

    private final @Nullable String version;

    private GdalLibrary(@Nullable String version) {
        this.version = version;
    }

    /** Loads the library when it is first asked for. */
    private static final class Holder {
        static final GdalLibrary FOUND = new GdalLibrary(load());
    }

    /** The version of the library in use, "3.6.2" say; empty where none is installed. The first call loads it. */
    public static Optional<String> version() {
        return Optional.ofNullable(Holder.FOUND.version);
    }

    private static @Nullable String load() {
        for (String name : names()) {
            try {
                return start(name);
            } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
                LOG.trace("No library {}", name, e);
            }
        }
        LOG.info("GDAL's library was not found; formats that need it cannot be read.");
        return null;
    }

    private static List<String> names() {
        String stated = System.getProperty("palimpsest.gdal", System.getenv("PALIMPSEST_GDAL"));
        if (stated != null && !stated.isBlank()) {
            return stated.equals("off") ? List.of() : List.of(stated);
        }
        List<String> names = new ArrayList<>(List.of("gdal"));
        // macOS and Windows do not look where package managers put it.
        NativeLibrary.addSearchPath("gdal", "/opt/homebrew/lib");
        NativeLibrary.addSearchPath("gdal", "/usr/local/lib");
        if (com.sun.jna.Platform.isWindows()) {
            for (int minor = 320; minor >= 300; minor--) {
                names.add("gdal" + minor);
                names.add("C:\\OSGeo4W\\bin\\gdal" + minor + ".dll");
            }
        }
        return names;
    }

    private static @Nullable String start(String name) {
        NativeLibrary library = GdalFunctions.bind(name);
        String version = GdalFunctions.GDALVersionInfo("RELEASE_NAME");
        if (version == null || major(version) < OLDEST_MAJOR_VERSION) {
            LOG.warn("GDAL {} is too old to be used: version {} or later is needed.", version, OLDEST_MAJOR_VERSION);
            return null;
        }
        Pointer quiet = library.getFunction("CPLQuietErrorHandler");
        GdalFunctions.CPLSetErrorHandler(quiet);
        GdalFunctions.CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO");
        GdalFunctions.CPLSetConfigOption("GDAL_PYTHON_DRIVER_PATH", "");
        GdalFunctions.CPLSetConfigOption("GDAL_PAM_ENABLED", "YES");
        GdalFunctions.CPLSetConfigOption("PROJ_NETWORK", "OFF");
        GdalFunctions.GDALSetCacheMax64(CACHE_BYTES);
        GdalFunctions.GDALAllRegister();
        keepLocalDrivers();
        closeNetworkFileSystems();
        LOG.info("GDAL {} reads the formats that Palimpsest has no reader for.", version);
        return version;
    }

    private static int major(String version) {
        int dot = version.indexOf('.');
        return dot < 1 ? 0 : Integer.parseInt(version.substring(0, dot));
    }

    private static void keepLocalDrivers() {
        for (int i = GdalFunctions.GDALGetDriverCount() - 1; i >= 0; i--) {
            Pointer driver = GdalFunctions.GDALGetDriver(i);
            if (!DRIVERS.contains(String.valueOf(GdalFunctions.GDALGetDriverShortName(driver)))) {
                GdalFunctions.GDALDeregisterDriver(driver);
            }
        }
    }

    private static void closeNetworkFileSystems() {
        Pointer prefixes = GdalFunctions.VSIGetFileSystemsPrefixes();
        if (prefixes == null) {
            return;
        }
        Pointer callbacks = GdalFunctions.VSIAllocFilesystemPluginCallbacksStruct();
        callbacks.setPointer(
                (long) OPEN_CALLBACK * com.sun.jna.Native.POINTER_SIZE,
                com.sun.jna.CallbackReference.getFunctionPointer(REFUSE));
        for (String prefix : prefixes.getStringArray(0)) {
            if (!prefix.isEmpty() && !FILE_SYSTEMS.contains(prefix)) {
                GdalFunctions.VSIInstallPluginHandler(prefix, callbacks);
            }
        }
        GdalFunctions.CSLDestroy(prefixes);
    }
}
