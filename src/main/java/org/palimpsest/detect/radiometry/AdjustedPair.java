package org.palimpsest.detect.radiometry;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/** A pair whose second date is brought to the level of the first as it is read; safe from many threads. */
public record AdjustedPair(AlignedPair pair, Radiometry radiometry) implements AlignedPair {
    @Override
    public Grid grid() {
        return pair.grid();
    }

    @Override
    public Window extent() {
        return pair.extent();
    }

    @Override
    public int beforeBands() {
        return pair.beforeBands();
    }

    @Override
    public int afterBands() {
        return pair.afterBands();
    }

    @Override
    public List<Band> beforeDescriptions() {
        return pair.beforeDescriptions();
    }

    @Override
    public List<Band> afterDescriptions() {
        return pair.afterDescriptions();
    }

    @Override
    public PairWindow read(Window window) throws BadInputException {
        PairWindow dates = pair.read(window);
        boolean[] valid = dates.after().valid();
        for (int band = 0; band < dates.after().bands(); band++) {
            BandMap map = radiometry.maps().get(band);
            float[] samples = dates.after().samples(band);
            for (int pixel = 0; pixel < samples.length; pixel++) {
                if (valid[pixel]) {
                    samples[pixel] = (float) map.apply(samples[pixel]);
                }
            }
        }
        return dates;
    }
}
