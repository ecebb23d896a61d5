package org.palimpsest.detect.radiometry;

import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ForwardingPair;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.raster.Window;

/** A pair whose second date is brought to the level of the first as it is read; safe from many threads. */
public record AdjustedPair(AlignedPair pair, Radiometry radiometry) implements ForwardingPair {
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
