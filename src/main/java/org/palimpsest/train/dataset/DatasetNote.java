package org.palimpsest.train.dataset;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;

/** {@code dataset.json} in a dataset that was made here: says which value of the labels means "not labelled". */
final class DatasetNote {
    private static final String FILE = "dataset.json";

    private DatasetNote() {}

    static void write(Path folder, int ignore) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("ignore", ignore);
        AtomicFile.writeText(folder.resolve(FILE), json + "\n");
    }

    /** The rule for the labels of a dataset: the user's where they gave a value, else what the note says. */
    static LabelRule rule(Path place, LabelRule user) throws IOException, BadInputException {
        Path file = place.resolve(FILE);
        if (user.ignored().isPresent() || !Files.isRegularFile(file)) {
            return user;
        }
        Optional<Double> ignore =
                JsonFields.parse(file.toString(), Files.readString(file)).optionalNumber("ignore");
        return ignore.isPresent() ? new LabelRule(OptionalDouble.of(ignore.get())) : user;
    }
}
