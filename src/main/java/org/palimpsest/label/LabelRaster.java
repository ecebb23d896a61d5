package org.palimpsest.label;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/** A map of labels as the raster that its file would be, for whatever reads rasters. */
public record LabelRaster(LabelMap labels) implements Raster {
    private static final Band BAND =
            new Band(1, LabelFile.BAND, SampleType.UINT8, OptionalDouble.of(GeoTiffFormat.MASK_NODATA), 1, 0);

    @Override
    public String name() {
        return "labels";
    }

    @Override
    public Grid grid() {
        return labels.grid();
    }

    @Override
    public List<Path> files() {
        return List.of();
    }

    @Override
    public List<Band> bands() {
        return List.of(BAND);
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid());
    }

    @Override
    public BlockSize blockSize() {
        return new BlockSize(LabelTile.SIZE, LabelTile.SIZE);
    }

    @Override
    public boolean mayHold(Window window) {
        return labels.mayHold(window);
    }

    @Override
    public PixelBlock read(int level, Window window, int[] bands) {
        byte[] codes = labels.read(window);
        boolean[] valid = new boolean[codes.length];
        float[] values = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            valid[i] = codes[i] != LabelClass.NONE.code();
            values[i] = valid[i] ? codes[i] : 0;
        }
        float[][] samples = new float[bands.length][];
        for (int band = 0; band < bands.length; band++) {
            samples[band] = band == 0 ? values : values.clone();
        }
        return new PixelBlock(window, samples, valid);
    }

    @Override
    public void close() {
        // There is no file.
    }
}
