package org.palimpsest.cli;

import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.GridChoice;
import org.palimpsest.detect.Preparation;
import picocli.CommandLine.Option;

/** The flags of {@code palimpsest detect} that say how both dates are made comparable. */
final class PreparationOptions {
    @Option(
            names = {"--resample", "--resampling"},
            paramLabel = "RULE",
            description = "How the second date comes onto the first one's pixels: nearest, bilinear or cubic."
                    + " Default: bilinear.")
    private String resampling = Preparation.DEFAULT_RESAMPLING;

    @Option(
            names = "--correction",
            paramLabel = "KIND",
            description = "How the second date is moved onto the first: none, translation, affine or local."
                    + " Default: none.")
    private String correction = Preparation.NONE;

    @Option(
            names = "--radiometry",
            paramLabel = "RULE",
            description =
                    "How the samples of the second date come to the level of the first: none, mean-std, histogram or"
                            + " pseudo-invariant. Default: none.")
    private String radiometry = Preparation.NONE;

    @Option(
            names = "--grid",
            paramLabel = "GRID",
            description =
                    "Pixels on which the dates are compared: before, after, auto-utm, or a system and a pixel size"
                            + " such as EPSG:32633@10m. Results return to the pixels of BEFORE. Default: before.")
    private String grid = Preparation.DEFAULT_GRID;

    Preparation preparation() throws BadInputException {
        GridChoice.parse(grid);
        return Preparation.STANDARD
                .withGrid(grid)
                .withResampling(resampling)
                .withCorrection(correction)
                .withRadiometry(radiometry);
    }
}
