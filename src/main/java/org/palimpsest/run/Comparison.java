package org.palimpsest.run;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.base.WriteFailure;

/**
 * Lays finished runs of one pair side by side: {@code agreement.tif}, {@code comparison.json} and the page {@code
 * index.html}.
 *
 * <p>Memory does not grow with the scene.
 */
public final class Comparison {
    /** Most detectors that are compared at once. */
    public static final int MOST = 64;

    /** The page, in the comparison's folder. */
    public static final String PAGE = "index.html";

    /** The agreement map, in the comparison's folder. */
    public static final String AGREEMENT = "agreement.tif";

    private Comparison() {}

    /**
     * Writes the comparison.
     *
     * @param folder made when missing; files of an earlier comparison there are replaced
     * @param runs in the order of the table, those that failed too
     * @param language of the page
     * @return the files
     * @throws BadInputException when none of the runs ended well, or a file cannot be read or written
     */
    public static List<Path> write(
            Path folder, List<ComparedRun> runs, PageLanguage language, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException {
        List<ComparedRun> done = runs.stream().filter(ComparedRun::isDone).toList();
        if (done.isEmpty()) {
            throw new BadInputException("None of the detectors ended well, so there is nothing to compare. "
                    + (runs.isEmpty()
                            ? ""
                            : runs.get(0).detector() + ": " + runs.get(0).problem()));
        }
        if (done.size() > MOST) {
            throw new BadInputException(
                    "At most " + MOST + " detectors are compared at once, but there are " + done.size() + ".");
        }
        Path page = folder.resolve(PAGE);
        Path agreement = folder.resolve(AGREEMENT);
        Path table = folder.resolve("comparison.json");
        try {
            Files.createDirectories(folder);
            List<JsonObject> rows = new ArrayList<>();
            for (ComparedRun run : runs) {
                rows.add(ComparisonTable.row(run));
            }
            AgreementMap map = AgreementMap.write(done, agreement, progress, cancellation);
            AtomicFile.writeText(table, json(rows, map));
            ComparisonPage.write(page, runs, rows, map, language);
        } catch (IOException e) {
            throw WriteFailure.of(folder, e);
        }
        return List.of(agreement, table, page);
    }

    private static String json(List<JsonObject> rows, AgreementMap map) {
        JsonObject json = new JsonObject();
        JsonArray detectors = new JsonArray();
        rows.forEach(detectors::add);
        json.add("detectors", detectors);
        JsonArray overlaps = new JsonArray();
        for (int a = 0; a < map.runs().size(); a++) {
            for (int b = a + 1; b < map.runs().size(); b++) {
                JsonObject overlap = new JsonObject();
                overlap.addProperty("first", map.runs().get(a).detector());
                overlap.addProperty("second", map.runs().get(b).detector());
                overlap.addProperty("iou", map.overlap(a, b));
                overlaps.add(overlap);
            }
        }
        json.add("overlaps", overlaps);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(json)
                + "\n";
    }
}
