package org.palimpsest.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.quality.QualityMask;
import org.palimpsest.raster.unit.SampleUnit;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments and flags of {@code palimpsest detect} that are about the two dates. */
final class InputOptions {
    @Parameters(index = "0", paramLabel = "BEFORE", description = "Raster of the first date.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "AFTER", description = "Raster of the second date.")
    private String after = "";

    @Option(
            names = "--bands",
            split = ",",
            paramLabel = "N",
            description = "Band numbers from 1, in order, for both dates, such as 4,3,2. Default: all.")
    private List<Integer> bands = List.of();

    @Option(names = "--date-before", paramLabel = "DATE", description = "Date of BEFORE, such as 2021-07-31.")
    private @Nullable String dateBefore;

    @Option(names = "--date-after", paramLabel = "DATE", description = "Date of AFTER.")
    private @Nullable String dateAfter;

    @Option(
            names = "--mask-before",
            paramLabel = "FILE[:CLAUSE...]",
            description = "Quality mask of BEFORE and which of its values hide a pixel: FILE:values=3,8-11 or"
                    + " FILE:bits=1,3,8-9=3, dilated with :dilate=2px or :dilate=60m. Default: no mask.")
    private @Nullable String maskBefore;

    @Option(names = "--mask-after", paramLabel = "FILE[:CLAUSE...]", description = "Quality mask of AFTER.")
    private @Nullable String maskAfter;

    @Option(
            names = "--units-before",
            paramLabel = "UNIT",
            description = "What the samples of BEFORE are: dn, reflectance, amplitude, intensity or db, with"
                    + " :scale=S,offset=O where they are stored as integers. Default: not declared.")
    private @Nullable String unitsBefore;

    @Option(names = "--units-after", paramLabel = "UNIT", description = "What the samples of AFTER are.")
    private @Nullable String unitsAfter;

    RunSpec.Input before() throws BadInputException {
        return input(before, dateBefore, maskBefore, unitsBefore);
    }

    RunSpec.Input after() throws BadInputException {
        return input(after, dateAfter, maskAfter, unitsAfter);
    }

    private RunSpec.Input input(String path, @Nullable String date, @Nullable String mask, @Nullable String unit)
            throws BadInputException {
        if (mask != null) {
            QualityMask.parse(mask); // Refused here, before a run begins.
        }
        if (unit != null) {
            SampleUnit.parse(unit);
        }
        return RunSpec.Input.of(path)
                .withUnit(Optional.ofNullable(unit))
                .withMask(Optional.ofNullable(mask))
                .withBands(bands)
                .withDate(date == null ? Optional.empty() : Optional.of(DateText.check(date)));
    }
}
