package org.palimpsest.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.train.TrainControl;
import org.palimpsest.train.TrainEvent;
import org.palimpsest.train.TrainResources;
import org.palimpsest.train.TrainSpec;
import org.palimpsest.train.Trainer;

/**
 * Trains a network as it is and once more with each of some changes, one after the other, each in a folder of its own; then one table
 * compares them. This is how a paper's ablations are repeated.
 *
 * <p>Given the same command again it goes on where it was stopped: what is in a folder already is resumed.
 */
final class TrainVariants {
    private static final String AS_IS = "as-is";
    private static final String BEST = "best_f1";

    private final Map<String, Map<String, String>> variants = new LinkedHashMap<>();

    /** Gives the training with some settings on top of the flags'. */
    @FunctionalInterface
    interface Maker {
        TrainSpec with(Map<String, String> settings) throws BadInputException, CancelledException;
    }

    /** @param changes settings or options of the network, each {@code name=value} */
    TrainVariants(List<String> changes) throws BadInputException {
        variants.put(AS_IS, Map.of());
        for (String change : changes) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw new BadInputException(
                        "--variants wants changes such as dfm=false,dsp=off, but one was \"" + change + "\".");
            }
            String name = change.substring(0, equals).trim();
            String value = change.substring(equals + 1).trim();
            variants.put((name + "-" + value).replaceAll("[^A-Za-z0-9._-]", "-"), Map.of(name, value));
        }
    }

    /** Trains all of them; stops with the first that is stopped. */
    Trainer.End run(
            Maker maker,
            Path folder,
            TrainResources resources,
            Consumer<TrainEvent> events,
            TrainControl control,
            Consumer<String> begins)
            throws BadInputException, IOException, CancelledException {
        Map<String, TrainSpec> specs = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, String>> variant : variants.entrySet()) {
            // All are checked before the first is trained for hours.
            specs.put(variant.getKey(), maker.with(variant.getValue()));
        }
        for (Map.Entry<String, TrainSpec> spec : specs.entrySet()) {
            begins.accept(spec.getKey());
            Path own = folder.resolve(spec.getKey());
            Trainer.End end = Trainer.isIn(own)
                    ? Trainer.resume(own, resources, events, control)
                    : Trainer.begin(spec.getValue(), own, resources, events, control);
            if (end == Trainer.End.STOPPED) {
                return end;
            }
        }
        return Trainer.End.DONE;
    }

    /** Prints the best validation scores of each. */
    void compare(Path folder, PrintWriter out) throws BadInputException {
        out.printf(Locale.ROOT, "%-24s %9s %9s %9s%n", "variant", "epoch", "F1", "IoU");
        for (String name : variants.keySet()) {
            Path best = folder.resolve(name).resolve(BEST);
            // Where no epoch found any change there is no best one.
            Map<String, String> story =
                    Files.exists(best) ? ModelFolder.describe(best).training() : Map.of();
            out.printf(
                    Locale.ROOT,
                    "%-24s %9s %9s %9s%n",
                    name,
                    story.getOrDefault("epoch", ""),
                    story.getOrDefault("validationF1", ""),
                    story.getOrDefault("validationIou", ""));
        }
    }

    /** What stands before the events of a variant among lines of JSON. */
    static String line(String name) {
        JsonObject json = new JsonObject();
        json.addProperty("event", "variant");
        json.addProperty("name", name);
        return json.toString();
    }
}
