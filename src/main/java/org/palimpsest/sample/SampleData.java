package org.palimpsest.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.raster.ColourTable;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.Downsampling;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/** Writes a scene as the four GeoTIFFs of the sample data. */
public final class SampleData {
    /** Seed of the scene that comes with the program. */
    public static final long SEED = 21;

    /** Columns of its first image. */
    public static final int WIDTH = 800;

    /** Rows of its first image. */
    public static final int HEIGHT = 720;

    /** Names of the files: first image, second image, true change, radar. */
    public static final List<String> FILES = List.of("before.tif", "after.tif", "change.tif", "radar.tif");

    private static final List<String> BANDS = List.of("blue", "green", "red", "near infrared");
    private static final int TILE = 256;

    private SampleData() {}

    /**
     * Writes all files of a scene into a folder, which is made if need be.
     *
     * @param overwrite whether files that are there already may be replaced
     * @throws BadInputException when a file is there already or the folder cannot be written
     */
    public static void write(Scene scene, Path folder, boolean overwrite) throws BadInputException {
        for (String name : FILES) {
            if (!overwrite && Files.exists(folder.resolve(name))) {
                throw new BadInputException("\"" + folder.resolve(name)
                        + "\" exists already and was left as it is. Choose another folder, or add --overwrite.");
            }
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw WriteFailure.of(folder, e);
        }
        writeImage(folder.resolve(FILES.get(0)), scene.before());
        writeImage(folder.resolve(FILES.get(1)), scene.after());
        writeMask(folder.resolve(FILES.get(2)), scene.truth());
        if (scene.radar().isPresent()) {
            RadarImage radar = scene.radar().get();
            write(folder.resolve(FILES.get(3)), radar.grid(), List.of("amplitude"), radar.amplitude());
        }
    }

    private static void writeImage(Path file, OpticalImage image) throws BadInputException {
        write(file, image.grid(), BANDS, image.bands());
    }

    private static void write(Path file, ImageGrid grid, List<String> names, short[]... bands)
            throws BadInputException {
        GeoTiffFormat format = new GeoTiffFormat(
                SampleType.UINT16, names, OptionalDouble.of(0), Downsampling.NONE, Optional.empty(), TILE, false);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, rasterGrid(grid), format)) {
            for (Window strip : strips(grid)) {
                float[][] rows = new float[bands.length][strip.width() * strip.height()];
                int first = strip.y() * grid.width();
                for (int band = 0; band < bands.length; band++) {
                    for (int i = 0; i < rows[band].length; i++) {
                        rows[band][i] = Short.toUnsignedInt(bands[band][first + i]);
                    }
                }
                writer.write(strip, rows);
            }
            writer.finish();
        }
    }

    private static void writeMask(Path file, ChangeMask mask) throws BadInputException {
        GeoTiffFormat format = new GeoTiffFormat(
                SampleType.UINT8,
                List.of("change"),
                OptionalDouble.of(Byte.toUnsignedInt(ChangeMask.UNSEEN)),
                Downsampling.NONE,
                Optional.of(ColourTable.CHANGE_MASK),
                TILE,
                false);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, rasterGrid(mask.grid()), format)) {
            writer.write(new Window(0, 0, mask.grid().width(), mask.grid().height()), mask.labels());
            writer.finish();
        }
    }

    private static List<Window> strips(ImageGrid grid) {
        List<Window> strips = new ArrayList<>();
        for (int y = 0; y < grid.height(); y += TILE) {
            strips.add(new Window(0, y, grid.width(), Math.min(TILE, grid.height() - y)));
        }
        return strips;
    }

    private static Grid rasterGrid(ImageGrid grid) throws BadInputException {
        GeoTransform transform = GeoTransform.northUp(grid.west(), grid.north(), grid.pixelSize(), grid.pixelSize());
        return new Grid(grid.width(), grid.height(), transform, Optional.of(Crs.parse("EPSG:" + grid.epsg())));
    }
}
