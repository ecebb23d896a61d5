package org.palimpsest.label;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.ColourTable;
import org.palimpsest.raster.Downsampling;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.SparseGeoTiff;

/**
 * Labels on disk: a GeoTIFF of one band with 0 unchanged, 1 changed, 2 ignore and nodata 255, in which tiles without labels take no
 * room. The name of the band tells a label file from other rasters of such values.
 */
public final class LabelFile {
    static final String BAND = "label: 0 unchanged, 1 changed, 2 ignore";
    private static final GeoTiffFormat FORMAT = new GeoTiffFormat(
            SampleType.UINT8,
            List.of(BAND),
            OptionalDouble.of(GeoTiffFormat.MASK_NODATA),
            Downsampling.NONE,
            Optional.of(colours()),
            LabelTile.SIZE,
            false);

    private LabelFile() {}

    private static ColourTable colours() {
        Map<Integer, Integer> colours = new HashMap<>();
        for (LabelClass label : LabelClass.values()) {
            colours.put(label.code() & 0xFF, label.colour());
        }
        return new ColourTable(colours);
    }

    /**
     * Writes a map beside the target and moves it into place.
     *
     * @throws BadInputException when nothing can be written there
     */
    public static void write(Path target, LabelMap labels) throws BadInputException {
        Map<Integer, byte[]> tiles = new HashMap<>();
        labels.tiles().forEach((number, tile) -> tiles.put(number, tile.packed()));
        SparseGeoTiff.write(target, labels.grid(), FORMAT, tiles);
    }

    /** Tells whether an open raster holds labels as this program writes them, so that 2 means ignore. */
    public static boolean isLabels(Raster raster) {
        return raster.bands().size() == 1 && raster.bands().get(0).name().equals(BAND);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws BadInputException when the file is missing, damaged or of another kind
     */
    public static LabelMap read(Path file) throws BadInputException {
        try (Raster raster = Rasters.open(file.toString())) {
            if (!isLabels(raster)) {
                throw new BadInputException(file + " does not hold labels of this program. Import it instead.");
            }
            LabelMap map = LabelMap.blank(raster.grid());
            Map<Integer, Optional<LabelTile>> tiles = new HashMap<>();
            for (int tile = 0; tile < map.tileCount(); tile++) {
                if (raster.mayHold(map.window(tile))) {
                    tiles.put(tile, tile(raster, map, tile));
                }
            }
            return map.with(tiles);
        }
    }

    private static Optional<LabelTile> tile(Raster raster, LabelMap map, int number) throws BadInputException {
        PixelBlock block = raster.read(map.window(number), new int[] {0});
        byte[] codes = new byte[LabelTile.SIZE * LabelTile.SIZE];
        java.util.Arrays.fill(codes, LabelClass.NONE.code());
        float[] values = block.samples(0);
        for (int row = 0; row < block.height(); row++) {
            for (int column = 0; column < block.width(); column++) {
                int at = row * block.width() + column;
                if (block.valid()[at]) {
                    codes[row * LabelTile.SIZE + column] =
                            LabelClass.of((byte) values[at]).code();
                }
            }
        }
        return LabelTile.of(codes);
    }
}
