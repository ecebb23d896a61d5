package org.palimpsest.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.palimpsest.detect.Preparation;
import org.palimpsest.detect.RunSpec;

/** A run as the line that a shell needs to repeat it. */
public final class CommandText {
    private CommandText() {}

    /** The command for a POSIX shell. */
    public static String of(RunSpec spec) {
        RunSpec.Detection detection = spec.detection();
        List<String> words = new ArrayList<>(List.of("palimpsest", "detect"));
        words.addAll(List.of(spec.before().path(), spec.after().path()));
        words.addAll(List.of("-d", detection.detector()));
        words.addAll(List.of("-o", spec.output().directory().toString()));
        new TreeMap<>(detection.parameters())
                .forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
        detection.threshold().ifPresent(threshold -> words.addAll(List.of("--threshold", threshold)));
        if (detection.force()) {
            words.add("--force");
        }
        addUnless(RunSpec.Detection.BOTH, words, "--direction", detection.direction());
        if (spec.cleanUp().minimumArea().value() > 0) {
            words.addAll(List.of("--min-area", spec.cleanUp().minimumArea().text()));
        }
        if (spec.cleanUp().fillHoles().value() > 0) {
            words.addAll(List.of("--fill-holes", spec.cleanUp().fillHoles().text()));
        }
        spec.region().area().ifPresent(area -> words.addAll(List.of("--area", area)));
        if (spec.region().crop()) {
            words.add("--crop");
        }
        spec.region().exclude().forEach(area -> words.addAll(List.of("--exclude", area)));
        Preparation preparation = spec.preparation();
        addUnless(Preparation.DEFAULT_GRID, words, "--grid", preparation.grid());
        addUnless(Preparation.DEFAULT_RESAMPLING, words, "--resample", preparation.resampling());
        addUnless(Preparation.NONE, words, "--correction", preparation.correction());
        spec.before().date().ifPresent(date -> words.addAll(List.of("--date-before", date)));
        spec.after().date().ifPresent(date -> words.addAll(List.of("--date-after", date)));
        spec.before().unit().ifPresent(unit -> words.addAll(List.of("--units-before", unit)));
        spec.after().unit().ifPresent(unit -> words.addAll(List.of("--units-after", unit)));
        if (!spec.preparation().radiometry().equals(Preparation.NONE)) {
            words.addAll(List.of("--radiometry", spec.preparation().radiometry()));
        }
        spec.before().mask().ifPresent(mask -> words.addAll(List.of("--mask-before", mask)));
        spec.after().mask().ifPresent(mask -> words.addAll(List.of("--mask-after", mask)));
        addUnless("cpu", words, "--device", spec.resources().device());
        words.addAll(List.of("--formats", String.join(",", spec.output().formats())));
        return line(words);
    }

    /** Words as one line for a POSIX shell. */
    public static String line(List<String> words) {
        return String.join(" ", words.stream().map(CommandText::quoted).toList());
    }

    private static void addUnless(String standard, List<String> words, String flag, String value) {
        if (!value.equals(standard)) {
            words.addAll(List.of(flag, value));
        }
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
