package org.palimpsest.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.RunSpec;
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

    RunSpec.Input before() throws BadInputException {
        return input(before, dateBefore);
    }

    RunSpec.Input after() throws BadInputException {
        return input(after, dateAfter);
    }

    private RunSpec.Input input(String path, @Nullable String date) throws BadInputException {
        return RunSpec.Input.of(path)
                .withBands(bands)
                .withDate(date == null ? Optional.empty() : Optional.of(DateText.check(date)));
    }
}
