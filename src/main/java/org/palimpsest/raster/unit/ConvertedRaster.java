package org.palimpsest.raster.unit;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.RasterView;
import org.palimpsest.raster.Window;

/**
 * A raster whose samples are brought to another unit as they are read, before anything is resampled: the mean of two echoes
 * is that of their power, not of their decibels.
 *
 * <p>There is the full resolution only, because overviews are means in the file's own unit. The descriptions of the bands
 * stay those of the file. Safe from many threads.
 */
final class ConvertedRaster extends RasterView {
    private final Raster source;
    private final SampleUnit from;
    private final SampleUnit.Kind to;

    private ConvertedRaster(Raster source, SampleUnit from, SampleUnit.Kind to) {
        super(source);
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /** The raster in the wanted unit; the raster itself where its samples are in it already. */
    static Raster of(Raster source, SampleUnit from, SampleUnit.Kind to) {
        ConvertedRaster converted = new ConvertedRaster(source, from, to);
        boolean scaled = false;
        for (int band = 0; band < source.bands().size(); band++) {
            scaled |= !converted.scaling(band).equals(new SampleUnit.Scaling(1, 0));
        }
        return from.kind() == to && !scaled ? source : converted;
    }

    /** What was declared; where nothing was, what the file's tags say. Plain numbers are left as they are stored. */
    private SampleUnit.Scaling scaling(int band) {
        if (from.scaling().isPresent()) {
            return from.scaling().get();
        }
        Band facts = source.bands().get(band);
        return from.kind() == SampleUnit.Kind.DN
                ? new SampleUnit.Scaling(1, 0)
                : new SampleUnit.Scaling(facts.scale(), facts.offset());
    }

    @Override
    public PixelBlock read(int level, Window window, int[] bands) throws BadInputException {
        PixelBlock block = source.read(level, window, bands);
        boolean[] valid = block.valid();
        for (int i = 0; i < bands.length; i++) {
            SampleUnit.Scaling scaling = scaling(bands[i]);
            float[] samples = block.samples(i);
            for (int pixel = 0; pixel < samples.length; pixel++) {
                if (valid[pixel]) {
                    samples[pixel] = (float) convert(scaling.scale() * samples[pixel] + scaling.offset());
                }
            }
        }
        return block;
    }

    private double convert(double value) {
        if (from.kind() == to) {
            return value;
        }
        return switch (from.kind()) {
            case AMPLITUDE -> value * value;
            case DB -> Math.pow(10, value / 10);
            default -> value;
        };
    }

    @Override
    public List<Grid> levels() {
        return List.of(source.grid());
    }
}
