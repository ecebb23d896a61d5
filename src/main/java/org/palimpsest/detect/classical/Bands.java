package org.palimpsest.detect.classical;

import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.Settings;

/** Which bands of a pair a band-by-band detector looks at: one of them, or all. */
record Bands(int first, int count) {
    private static final String NAME = "band";

    /** The parameter by which the user chooses. */
    static final Parameter PARAMETER = new Parameter.Whole(
            NAME, "Band", "", 0, 10_000, 0, "Number of the band to compare, from 1; 0 compares all bands together.");

    /**
     * Reads the user's choice.
     *
     * @throws BadInputException when the dates have different numbers of bands, or the chosen band does not exist
     */
    static Bands of(AlignedPair pair, Settings settings) throws BadInputException {
        requireEqual(pair);
        int band = settings.whole(NAME);
        if (band > pair.beforeBands()) {
            throw new BadInputException("Band " + band + " was chosen, but each date has only " + pair.beforeBands()
                    + (pair.beforeBands() == 1 ? " band." : " bands."));
        }
        return band == 0 ? new Bands(0, pair.beforeBands()) : new Bands(band - 1, 1);
    }

    /** Ends the fit with a clear sentence when band n of one date has no partner in the other. */
    static void requireEqual(AlignedPair pair) throws BadInputException {
        if (pair.beforeBands() != pair.afterBands()) {
            throw new BadInputException(Notice.of(
                    "bands.differ",
                    "This detector compares band with band, but the before raster has {0} and the after raster {1}."
                            + " Choose as many bands of each, for example with --bands.",
                    pair.beforeBands(),
                    pair.afterBands()));
        }
    }

    /** Ends the fit with a clear sentence when a date has fewer bands than the detector needs. */
    static void requireAtLeast(DetectorCard card, AlignedPair pair) throws BadInputException {
        int fewest = Math.min(pair.beforeBands(), pair.afterBands());
        if (fewest < card.minimumBands()) {
            throw new BadInputException("The detector " + card.id() + " needs at least " + card.minimumBands()
                    + " bands of each date, but one has " + fewest
                    + ". Use a detector for single bands, such as difference or log-ratio.");
        }
    }
}
