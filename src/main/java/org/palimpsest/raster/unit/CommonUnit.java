package org.palimpsest.raster.unit;

import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Raster;

/**
 * The unit in which both dates of a pair are compared, from what was declared of each: numbers stay numbers, reflectance is
 * reflectance, and all that radar gives becomes intensity.
 *
 * @param kind what both dates are brought to
 * @param before what the first date holds
 * @param after what the second date holds
 */
public record CommonUnit(SampleUnit.Kind kind, SampleUnit before, SampleUnit after) {
    /**
     * Finds it.
     *
     * @return empty when nothing was declared
     * @throws BadInputException when only one date's unit is declared, or the two cannot be compared
     */
    public static Optional<CommonUnit> of(Optional<String> before, Optional<String> after) throws BadInputException {
        if (before.isEmpty() && after.isEmpty()) {
            return Optional.empty();
        }
        if (before.isEmpty() || after.isEmpty()) {
            throw new BadInputException("The unit of " + (before.isEmpty() ? "the second" : "the first")
                    + " date only is declared. Declare both (--units-before, --units-after), or none.");
        }
        SampleUnit first = SampleUnit.parse(before.get());
        SampleUnit second = SampleUnit.parse(after.get());
        if (first.kind().isRadar() && second.kind().isRadar()) {
            return Optional.of(new CommonUnit(SampleUnit.Kind.INTENSITY, first, second));
        }
        if (first.kind() != second.kind()) {
            throw new BadInputException("Samples in " + first.kind().word() + " and in "
                    + second.kind().word()
                    + " cannot be brought to one unit. Convert one raster first, or declare no units and"
                    + " let --radiometry match the levels.");
        }
        return Optional.of(new CommonUnit(first.kind(), first, second));
    }

    /** The first date in the common unit; closing it closes the raster. */
    public Raster first(Raster raster) {
        return ConvertedRaster.of(raster, before, kind);
    }

    /** The second date in the common unit; closing it closes the raster. */
    public Raster second(Raster raster) {
        return ConvertedRaster.of(raster, after, kind);
    }
}
