package org.palimpsest.run;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.Window;

/** The stored statistic of a run seen as a raster of one band; pixels without a number are not valid. Does not close the store. */
record StatisticRaster(TileStore store, Grid grid) implements Raster {
    @Override
    public String name() {
        return "statistic";
    }

    @Override
    public List<Band> bands() {
        return List.of(new Band(1, "statistic", SampleType.FLOAT32, OptionalDouble.of(Double.NaN), 1, 0));
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid);
    }

    @Override
    public BlockSize blockSize() {
        return new BlockSize(store.plan().tileWidth(), store.plan().tileHeight());
    }

    @Override
    public PixelBlock read(int level, Window window, int[] bands) throws BadInputException {
        float[] values;
        try {
            values = store.read(window);
        } catch (IOException e) {
            throw gone(e);
        }
        float[][] samples = new float[bands.length][];
        boolean[] valid = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            valid[i] = !Float.isNaN(values[i]);
            values[i] = valid[i] ? values[i] : 0;
        }
        for (int band = 0; band < bands.length; band++) {
            samples[band] = band == 0 ? values : values.clone();
        }
        return new PixelBlock(window, samples, valid);
    }

    /** What to say when the stored statistic cannot be read. */
    static BadInputException gone(IOException e) {
        return new BadInputException(
                "The run's work files cannot be read any more: " + e.getMessage()
                        + ". Was the output folder moved, or its disk taken away? Run again.",
                e);
    }

    @Override
    public void close() {
        // The store is its owner's.
    }
}
