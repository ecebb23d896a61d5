package org.palimpsest.raster;

import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;

/**
 * A PNG or JPEG picture, with the place that a world file and a .prj file beside it give.
 *
 * <p>Such files can only be decoded whole: the first read does it, after a check of the size, and later reads use the
 * decoded picture. An alpha channel says which pixels were observed and is no band of its own.
 */
final class PictureRaster implements StoredRaster {
    private static final long MAX_BYTES =
            Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 4);

    private final String name;
    private final Path path;
    private final Grid grid;
    private final List<Band> bands;
    private final boolean alpha;
    private final RasterFacts facts;
    private java.awt.image.@Nullable Raster pixels;

    private PictureRaster(String name, Path path, Grid grid, List<Band> bands, boolean alpha, RasterFacts facts) {
        this.name = name;
        this.path = path;
        this.grid = grid;
        this.bands = bands;
        this.alpha = alpha;
        this.facts = facts;
    }

    /** Tells whether a file that begins with these bytes is a PNG or a JPEG. */
    static boolean isPicture(byte[] start) {
        boolean png = start.length >= 8 && (start[0] & 0xff) == 0x89 && start[1] == 'P' && start[2] == 'N';
        boolean jpeg = start.length >= 3 && (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xd8;
        return png || jpeg;
    }

    /** Reads the header, and the files beside the picture that say where it lies. */
    static PictureRaster open(Path path, String name) throws BadInputException {
        try (ImageInputStream input = ImageIO.createImageInputStream(path.toFile())) {
            ImageReader reader = reader(input, name);
            try {
                reader.setInput(input, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                ImageTypeSpecifier raw = reader.getRawImageType(0);
                ImageTypeSpecifier type =
                        raw != null ? raw : reader.getImageTypes(0).next();
                boolean palette = type.getColorModel() instanceof IndexColorModel;
                int samples = palette ? 1 : type.getNumBands();
                int bits = type.getBitsPerBand(0);
                checkSize(name, width, height, (long) samples * Math.max(1, bits / 8));
                boolean alpha = type.getColorModel() instanceof ComponentColorModel model && model.hasAlpha();
                Optional<GeoTransform> place = WorldFile.beside(path);
                Grid grid = new Grid(
                        width,
                        height,
                        place.orElse(GeoTransform.PIXELS),
                        place.isPresent() ? WorldFile.crsBeside(path) : Optional.empty());
                List<Band> bands =
                        bands(alpha ? samples - 1 : samples, bits > 8 ? SampleType.UINT16 : SampleType.UINT8);
                return new PictureRaster(name, path, grid, bands, alpha, facts(reader.getFormatName(), alpha, palette));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw damaged(name, e);
        }
    }

    private static List<Band> bands(int count, SampleType type) {
        List<Band> bands = new ArrayList<>();
        for (int band = 1; band <= count; band++) {
            bands.add(new Band(band, "Band " + band, type, OptionalDouble.empty(), 1, 0));
        }
        return List.copyOf(bands);
    }

    private static RasterFacts facts(String formatName, boolean alpha, boolean palette) {
        String format = formatName.toUpperCase(Locale.ROOT);
        List<Notice> warnings = palette ? List.of(RasterNotices.palette()) : List.of();
        return new RasterFacts(
                format,
                format.equals("PNG") ? "DEFLATE" : format,
                "PIXEL",
                alpha ? "alpha" : "none",
                palette,
                0,
                Optional.empty(),
                warnings);
    }

    private static void checkSize(String name, int width, int height, long bytesPerPixel) throws BadInputException {
        double bytes = (double) width * height * bytesPerPixel;
        if (bytes > MAX_BYTES) {
            throw new BadInputException(name + " has " + width + " x " + height + " pixels, which need "
                    + Math.round(bytes / (1 << 20)) + " MiB at once; " + (MAX_BYTES >> 20)
                    + " MiB are allowed. Convert it to a tiled GeoTIFF first, for example with "
                    + "\"gdal_translate -co TILED=YES -co COMPRESS=DEFLATE IN OUT.tif\".");
        }
    }

    private static ImageReader reader(@Nullable ImageInputStream input, String name) throws BadInputException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
        if (input == null || !readers.hasNext()) {
            throw new BadInputException(name + " is not an image that can be read here.");
        }
        return readers.next();
    }

    private static BadInputException damaged(String name, Exception cause) {
        String detail = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return new BadInputException(
                name + " is damaged and cannot be decoded" + detail + ". Get the file again.", cause);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Grid grid() {
        return grid;
    }

    @Override
    public List<Band> bands() {
        return bands;
    }

    @Override
    public RasterFacts facts() {
        return facts;
    }

    @Override
    public List<Band> storedBands() {
        if (!alpha) {
            return bands;
        }
        List<Band> all = new ArrayList<>(bands);
        SampleType type = bands.get(0).type();
        all.add(new Band(bands.size() + 1, "Alpha", type, OptionalDouble.empty(), 1, 0));
        return List.copyOf(all);
    }

    @Override
    public double[] readStored(int band, Window window) throws BadInputException {
        return pixels().getSamples(window.x(), window.y(), window.width(), window.height(), band, (double[]) null);
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid);
    }

    @Override
    public BlockSize blockSize() {
        return new BlockSize(grid.width(), Math.min(grid.height(), 256));
    }

    @Override
    public PixelBlock read(int level, Window window, int[] wanted) throws BadInputException {
        if (level != 0) {
            throw new IllegalArgumentException("A picture has level 0 only, but level " + level + " was asked for.");
        }
        java.awt.image.Raster source = pixels();
        PixelBlock block = PixelBlock.empty(window, wanted.length);
        Optional<Window> inside = window.intersection(grid.window());
        if (inside.isEmpty()) {
            return block;
        }
        Window part = inside.get();
        float[] row = new float[part.width()];
        for (int y = part.y(); y < part.endY(); y++) {
            int at = window.index(part.x(), y);
            for (int i = 0; i < wanted.length; i++) {
                source.getSamples(part.x(), y, part.width(), 1, wanted[i], row);
                System.arraycopy(row, 0, block.samples(i), at, row.length);
            }
            if (alpha) {
                source.getSamples(part.x(), y, part.width(), 1, bands.size(), row);
            }
            for (int x = 0; x < row.length; x++) {
                block.valid()[at + x] = !alpha || row[x] != 0;
            }
        }
        block.clearInvalid();
        return block;
    }

    private synchronized java.awt.image.Raster pixels() throws BadInputException {
        java.awt.image.Raster decoded = pixels;
        if (decoded != null) {
            return decoded;
        }
        try (ImageInputStream input = ImageIO.createImageInputStream(path.toFile())) {
            ImageReader reader = reader(input, name);
            try {
                boolean[] warned = new boolean[1];
                reader.addIIOReadWarningListener((source, warning) -> warned[0] = true);
                reader.setInput(input, true, true);
                decoded = reader.read(0).getRaster();
                if (warned[0]) {
                    throw new BadInputException(
                            name + " is damaged: only a part of it can be decoded. Get the file again.");
                }
                pixels = decoded;
                return decoded;
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw damaged(name, e);
        }
    }

    @Override
    public synchronized void close() {
        pixels = null;
    }
}
