package org.palimpsest.detect.classical;

import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;

/**
 * The sum of squared variates, each of variance 1: chi-square distributed where nothing changed, with as many degrees of
 * freedom as there are variates.
 */
record VariateModel(Statistic statistic, AffineVariates variates) implements ChangeModel {
    /**
     * @param name of the variates
     * @throws BadInputException when one of the dates is the same everywhere, so that there are no variates
     */
    static VariateModel of(String name, AffineVariates variates) throws BadInputException {
        if (variates.count() == 0) {
            throw new BadInputException("At one of the dates all bands are constant, so there is nothing to compare."
                    + " Check the bands and the area.");
        }
        return new VariateModel(
                new Statistic("chi-square of the " + name, "", false, new ScoreMap.ChiSquare(variates.count())),
                variates);
    }

    @Override
    public int halo() {
        return 0;
    }

    @Override
    public List<float[]> apply(List<PairWindow> batch) {
        return variates.squaredLengths(batch);
    }

    @Override
    public Optional<ChangeModel> within(Date date) {
        return Optional.of(new VariateModel(statistic, variates.within(date)));
    }
}
