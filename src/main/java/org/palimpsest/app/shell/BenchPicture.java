package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.Downsampling;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/** The large picture that the bench of the window opens: 8192 x 8192 pixels of three bytes, neither flat nor noise. */
final class BenchPicture {
    private static final int SIZE = 8192;
    private static final int STRIP = 512;

    private BenchPicture() {}

    /** Writes the picture, tiled and packed with Deflate. */
    static Path write(Path file, boolean overviews) throws BadInputException {
        Grid grid = new Grid(
                SIZE, SIZE, GeoTransform.northUp(500_000, 5_000_000, 1, 1), Optional.of(Crs.parse("EPSG:32633")));
        GeoTiffFormat format = GeoTiffFormat.image(
                        SampleType.UINT8, List.of("red", "green", "blue"), OptionalDouble.empty())
                .withOverviews(overviews ? Downsampling.AVERAGE : Downsampling.NONE);
        try (GeoTiffWriter writer = GeoTiffWriter.create(file, grid, format)) {
            for (int top = 0; top < SIZE; top += STRIP) {
                float[][] bands = new float[3][SIZE * STRIP];
                for (int i = 0; i < bands[0].length; i++) {
                    int x = i % SIZE;
                    int y = top + i / SIZE;
                    int texture = (x * 31 + y * 17 + (x * y >> 7)) & 31;
                    bands[0][i] = (x / 32 + texture) & 255;
                    bands[1][i] = (y / 32 + texture) & 255;
                    bands[2][i] = ((x + y) / 64 + texture) & 255;
                }
                writer.write(new Window(0, top, SIZE, STRIP), bands);
            }
            writer.finish();
        }
        return file;
    }
}
