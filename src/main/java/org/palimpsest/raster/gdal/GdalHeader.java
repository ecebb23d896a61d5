package org.palimpsest.raster.gdal;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.ControlPoints;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.RasterFacts;
import org.palimpsest.raster.RasterNotices;
import org.palimpsest.raster.SampleType;

/**
 * What a data set says of itself before any pixel is read.
 *
 * @param levels grids, the full resolution first
 * @param bands all bands, one that is opacity too
 * @param alpha index of the band that is opacity; -1 where there is none
 * @param masked whether a mask band says which pixels were observed
 * @param blockSize columns and rows that are read together fastest
 * @param facts what else is known
 * @param controlPoints pixels of known coordinates, where there is no geotransform
 */
record GdalHeader(
        List<Grid> levels,
        List<Band> bands,
        int alpha,
        boolean masked,
        BlockSize blockSize,
        RasterFacts facts,
        ControlPoints controlPoints) {
    private static final int GREY_OR_UNDEFINED = 1;
    private static final int ALPHA = 6;
    private static final int MASK_IS_NODATA = 8;
    private static final int MASK_IS_ALPHA = 4;
    private static final int MASK_OF_DATASET = 2;
    /** Larger blocks are cut for reading: GDAL keeps what it decoded, up to its cache. */
    private static final int LARGEST_BLOCK_PIXELS = 1 << 22;

    private static final long LARGEST_BLOCK_BYTES = 1L << 29;
    private static final int USUAL_BLOCK = 512;
    private static final int MAX_BANDS = 65535;
    private static final Pattern CODE_OF_WHOLE = Pattern.compile("AUTHORITY\\[\"EPSG\",\"?(\\d+)\"?\\]\\]\\s*$");

    static GdalHeader read(GdalDataset dataset, String name) throws BadInputException {
        int count = dataset.bands();
        if (count < 1 || count > MAX_BANDS) {
            throw withoutBands(dataset, name, count);
        }
        if (dataset.width() < 1 || dataset.height() < 1) {
            throw new BadInputException(name + " is damaged: it states a size of " + dataset.width() + " x "
                    + dataset.height() + " pixels. Get the file again.");
        }
        List<Notice> warnings = new ArrayList<>();
        List<Band> bands = new ArrayList<>();
        int alpha = -1;
        boolean palette = false;
        for (int i = 0; i < count; i++) {
            Pointer band = dataset.band(i);
            alpha = GdalFunctions.GDALGetRasterColorInterpretation(band) == ALPHA && count > 1 ? i : alpha;
            palette |= GdalFunctions.GDALGetRasterColorTable(band) != null;
            bands.add(band(band, i, name));
        }
        if (palette) {
            warnings.add(RasterNotices.palette());
        }
        if (bands.get(0).type().isComplex()) {
            warnings.add(RasterNotices.complexSamples());
        }
        int flags = GdalFunctions.GDALGetMaskFlags(dataset.band(0));
        boolean masked = (flags & MASK_OF_DATASET) != 0 && (flags & (MASK_IS_ALPHA | MASK_IS_NODATA)) == 0;
        List<Grid> levels = levels(dataset, place(dataset, warnings));
        ControlPoints points = levels.get(0).transform().equals(GeoTransform.PIXELS)
                ? controlPoints(dataset, warnings)
                : ControlPoints.NONE;
        int controlPoints = points.points().size();
        if (controlPoints > 0) {
            warnings.add(RasterNotices.controlPoints(controlPoints));
        }
        RasterFacts facts = new RasterFacts(
                dataset.driver() + " (GDAL " + GdalLibrary.version().orElse("") + ")",
                dataset.item("COMPRESSION", "IMAGE_STRUCTURE").orElse("NONE"),
                dataset.item("INTERLEAVE", "IMAGE_STRUCTURE").orElse("BAND"),
                alpha >= 0 ? "alpha" : masked ? "internal" : "none",
                palette,
                controlPoints,
                Optional.empty(),
                warnings);
        return new GdalHeader(
                levels,
                List.copyOf(bands),
                alpha,
                masked,
                blockSize(dataset, name, bands.get(0).type()),
                facts,
                points);
    }

    private static BadInputException withoutBands(GdalDataset dataset, String name, int count) {
        List<String> parts = dataset.parts();
        return new BadInputException(
                parts.isEmpty()
                        ? name + " holds " + count + " bands, but a raster has 1 to " + MAX_BANDS + "."
                        : name + " holds " + parts.size() + " rasters. Take one out first, for example with "
                                + "\"gdal_translate '" + parts.get(0) + "' OUT.tif\".");
    }

    private static Band band(Pointer band, int index, String name) throws BadInputException {
        boolean signed = "SIGNEDBYTE".equals(GdalFunctions.GDALGetMetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE"));
        int code = GdalFunctions.GDALGetRasterDataType(band);
        SampleType type = GdalType.of(code, signed)
                .orElseThrow(() -> new BadInputException(name + " stores numbers in a format (GDAL's number " + code
                        + ") that is not known here. Convert it with \"gdal_translate -ot Float32 IN OUT.tif\"."));
        int[] stated = new int[1];
        double nodata = GdalFunctions.GDALGetRasterNoDataValue(band, stated);
        OptionalDouble missing = stated[0] != 0 ? OptionalDouble.of(nodata) : OptionalDouble.empty();
        double scale = GdalFunctions.GDALGetRasterScale(band, stated);
        double usedScale = stated[0] != 0 && Double.isFinite(scale) && scale != 0 ? scale : 1;
        double offset = GdalFunctions.GDALGetRasterOffset(band, stated);
        return new Band(
                index + 1,
                title(band, index),
                type,
                missing,
                usedScale,
                stated[0] != 0 && Double.isFinite(offset) ? offset : 0);
    }

    private static String title(Pointer band, int index) {
        String description = GdalFunctions.GDALGetDescription(band);
        if (description != null && !description.isBlank()) {
            return description.trim();
        }
        int colour = GdalFunctions.GDALGetRasterColorInterpretation(band);
        String name = GdalFunctions.GDALGetColorInterpretationName(colour);
        return colour > GREY_OR_UNDEFINED + 1 && name != null ? name : "Band " + (index + 1);
    }

    private record Place(GeoTransform transform, Optional<Crs> crs) {}

    private static Place place(GdalDataset dataset, List<Notice> warnings) {
        double[] n = new double[6];
        Optional<GeoTransform> transform = Optional.empty();
        if (GdalFunctions.GDALGetGeoTransform(dataset.handle(), n) == 0) {
            try {
                // Adding 0 turns the -0 that some drivers state into 0.
                transform = Optional.of(new GeoTransform(n[0], n[1], n[2] + 0, n[3], n[4] + 0, n[5]));
            } catch (IllegalArgumentException e) {
                warnings.add(RasterNotices.unusableTransform(dataset.name()));
            }
        }
        if (transform.isEmpty()) {
            return new Place(GeoTransform.PIXELS, Optional.empty());
        }
        return new Place(transform.get(), crs(dataset, GdalFunctions.GDALGetProjectionRef(dataset.handle()), warnings));
    }

    private static Optional<Crs> crs(GdalDataset dataset, @Nullable String text, List<Notice> warnings) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            Matcher code = CODE_OF_WHOLE.matcher(text);
            return Optional.of(Crs.parse(code.find() ? "EPSG:" + code.group(1) : text));
        } catch (BadInputException e) {
            warnings.add(RasterNotices.unknownSystem(dataset.name()));
            return Optional.empty();
        }
    }

    private static ControlPoints controlPoints(GdalDataset dataset, List<Notice> warnings) {
        int count = GdalFunctions.GDALGetGCPCount(dataset.handle());
        Pointer array = GdalFunctions.GDALGetGCPs(dataset.handle());
        if (count < 1 || array == null) {
            return ControlPoints.NONE;
        }
        // Each is a structure of two texts and column, row, x, y, z.
        long bytes = 2L * Native.POINTER_SIZE + 5L * Double.BYTES;
        List<ControlPoints.Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] n = array.getDoubleArray(i * bytes + 2L * Native.POINTER_SIZE, 4);
            points.add(new ControlPoints.Point(n[0], n[1], n[2], n[3]));
        }
        return new ControlPoints(points, crs(dataset, GdalFunctions.GDALGetGCPProjection(dataset.handle()), warnings));
    }

    private static List<Grid> levels(GdalDataset dataset, Place place) {
        int width = dataset.width();
        int height = dataset.height();
        List<Grid> levels = new ArrayList<>();
        levels.add(new Grid(width, height, place.transform(), place.crs()));
        int overviews = GdalFunctions.GDALGetOverviewCount(dataset.band(0));
        for (int band = 1; band < dataset.bands(); band++) {
            overviews = Math.min(overviews, GdalFunctions.GDALGetOverviewCount(dataset.band(band)));
        }
        for (int i = 0; i < overviews; i++) {
            Pointer overview = GdalFunctions.GDALGetOverview(dataset.band(0), i);
            int columns = GdalFunctions.GDALGetRasterBandXSize(overview);
            int rows = GdalFunctions.GDALGetRasterBandYSize(overview);
            // Levels are counted as GDAL counts them, so none may be left out in between.
            if (columns >= levels.get(i).width() && rows >= levels.get(i).height()) {
                break;
            }
            levels.add(new Grid(
                    columns,
                    rows,
                    place.transform().scale((double) width / columns, (double) height / rows),
                    place.crs()));
        }
        return List.copyOf(levels);
    }

    private static BlockSize blockSize(GdalDataset dataset, String name, SampleType type) throws BadInputException {
        int[] width = new int[1];
        int[] height = new int[1];
        GdalFunctions.GDALGetBlockSize(dataset.band(0), width, height);
        double bytes = (double) width[0] * height[0] * type.bits() / 8;
        if (bytes > LARGEST_BLOCK_BYTES) {
            throw new BadInputException(name + " stores its pixels in blocks of " + width[0] + " x " + height[0]
                    + ", which need " + Math.round(bytes / (1 << 20)) + " MiB each; at most "
                    + (LARGEST_BLOCK_BYTES >> 20) + " MiB can be decoded at once. Convert the file first, for example "
                    + "with \"gdal_translate -co TILED=YES -co COMPRESS=DEFLATE IN OUT.tif\".");
        }
        if ((long) width[0] * height[0] > LARGEST_BLOCK_PIXELS || width[0] < 1 || height[0] < 1) {
            return new BlockSize(Math.min(USUAL_BLOCK, dataset.width()), Math.min(USUAL_BLOCK, dataset.height()));
        }
        return new BlockSize(width[0], height[0]);
    }
}
