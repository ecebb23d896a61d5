package org.palimpsest.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Sha256;
import org.palimpsest.base.Version;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.RunSpecJson;
import org.palimpsest.detect.Settings;

/**
 * What makes two executions the same run: the run document without folder and resources, every parameter, and the input files.
 *
 * <p>It is the first line of the tile journal, and a resume is refused when any of it differs. Its hash is the run's id, which
 * therefore is the same wherever and whenever the run is repeated.
 *
 * @param document the run document as far as it decides the result
 * @param inputs every file that is read
 */
record RunIdentity(JsonObject document, List<InputIdentity> inputs) {
    private static final int ID_DIGITS = 12;

    static RunIdentity of(RunSpec spec, Settings settings, List<Path> files) throws BadInputException {
        JsonObject document = RunSpecJson.toJson(spec);
        document.remove("output");
        document.remove("resources");
        document.addProperty("device", spec.resources().device());
        JsonObject parameters = new JsonObject();
        settings.texts().forEach(parameters::addProperty);
        document.add("parameters", parameters);
        List<InputIdentity> inputs = new ArrayList<>();
        for (Path file : files) {
            inputs.add(InputIdentity.of(file));
        }
        return new RunIdentity(document, inputs);
    }

    /** Twelve hexadecimal digits that name the run; they do not depend on when the inputs were copied. */
    String runId() {
        StringBuilder text = new StringBuilder(document.toString());
        for (InputIdentity input : inputs) {
            text.append('\n').append(input.path().getFileName()).append(' ').append(input.bytes());
        }
        return Sha256.of(text.toString()).substring(0, ID_DIGITS);
    }

    /** The journal's first line, without the tiles. */
    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("palimpsest", Version.text());
        json.add("document", document);
        JsonArray files = new JsonArray();
        inputs.forEach(input -> files.add(input.toJson()));
        json.add("inputs", files);
        return json;
    }

    /**
     * Refuses to go on with another run.
     *
     * @param header the first line of the journal found
     * @throws BadInputException that names the first difference
     */
    void requireSame(JsonObject header, Path folder) throws BadInputException {
        JsonObject now = toJson();
        for (String part : List.of("palimpsest", "document", "inputs")) {
            JsonElement then = header.get(part);
            if (!now.get(part).equals(then)) {
                throw new BadInputException("The unfinished run in " + folder + " cannot be resumed: "
                        + difference(part, now.get(part), then)
                        + ". Run it as it was begun, or begin anew (--overwrite).");
            }
        }
    }

    private String difference(String part, JsonElement now, JsonElement then) {
        if (part.equals("palimpsest")) {
            return "it was begun with another version of Palimpsest (" + then + ")";
        }
        if (part.equals("inputs")) {
            for (int i = 0; i < inputs.size(); i++) {
                boolean there = then instanceof JsonArray array && i < array.size();
                if (!there || !inputs.get(i).toJson().equals(((JsonArray) then).get(i))) {
                    return "the input " + inputs.get(i).path() + " was changed or is another file";
                }
            }
            return "it was begun with other inputs";
        }
        if (then instanceof JsonObject before) {
            for (String key : document.keySet()) {
                if (!document.get(key).equals(before.get(key))) {
                    return "it was begun with another \"" + key + "\" (" + before.get(key) + ", now "
                            + document.get(key) + ")";
                }
            }
        }
        return "it was begun with other settings";
    }
}
