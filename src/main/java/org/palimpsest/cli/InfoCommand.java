package org.palimpsest.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.mixed.SensorGuess;
import org.palimpsest.raster.BandChecksum;
import org.palimpsest.raster.BandSummary;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.RasterInfo;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.StoredRaster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest info}: says what raster files hold, for people or as JSON. */
@Command(name = "info", description = "Say what raster files hold: size, bands, place, nodata and what is unusual.")
final class InfoCommand implements Callable<Integer> {
    /** Longer lists are not looked at for their sensors, which takes a look at pixels. */
    private static final int MOST_LOOKED_AT = 2;

    @ParentCommand
    private PalimpsestCommand root;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Raster files.")
    private List<String> files = List.of();

    @Option(names = "--json", description = "Print one JSON array with one object for each file.")
    private boolean json;

    @Option(names = "--checksum", description = "Read every pixel and add GDAL's checksum of each band.")
    private boolean checksum;

    @Option(
            names = "--stats",
            description =
                    "Read every pixel and add minimum, maximum, mean, standard deviation and valid share of each band.")
    private boolean stats;

    /** Describes every file that can be opened; each of the others gets its sentence, and the exit code 2. */
    @Override
    public Integer call() {
        JsonArray array = new JsonArray();
        int exitCode = ExitCode.DONE;
        for (String file : files) {
            try (Raster raster = Rasters.open(file)) {
                RasterInfo info = RasterInfo.of(raster);
                List<Integer> checksums = checksum ? checksums(raster) : List.of();
                Map<Integer, BandSummary> summaries = stats ? summaries(raster) : Map.of();
                Optional<SensorGuess> sensor =
                        files.size() <= MOST_LOOKED_AT ? DetectorAdvice.sensor(raster) : Optional.empty();
                if (json) {
                    array.add(InfoReport.json(info, checksums, summaries, sensor));
                } else {
                    root.shell().out().print(InfoReport.text(info, checksums, summaries, sensor));
                }
            } catch (BadInputException e) {
                root.shell().err().println(Failure.of(e).message());
                exitCode = ExitCode.BAD_INPUT;
            }
        }
        if (!json && files.size() == 2 && exitCode == ExitCode.DONE) {
            String advice = DetectorAdvice.of(files.get(0), files.get(1));
            root.shell().out().print(advice.isEmpty() ? "" : advice + System.lineSeparator());
        }
        if (json) {
            root.shell()
                    .out()
                    .println(new GsonBuilder()
                            .setPrettyPrinting()
                            .disableHtmlEscaping()
                            .serializeNulls()
                            .create()
                            .toJson(array));
        }
        return exitCode;
    }

    /** By the number of the band; bands that only say what was observed have none. */
    private static Map<Integer, BandSummary> summaries(Raster raster) throws BadInputException {
        List<BandSummary> all = BandSummary.all(raster);
        Map<Integer, BandSummary> byNumber = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            byNumber.put(raster.bands().get(i).number(), all.get(i));
        }
        return byNumber;
    }

    private static List<Integer> checksums(Raster raster) throws BadInputException {
        if (raster instanceof StoredRaster stored) {
            return BandChecksum.all(stored);
        }
        throw new BadInputException(
                raster.name() + " is put together from several files; ask for the checksum of each of them.");
    }
}
