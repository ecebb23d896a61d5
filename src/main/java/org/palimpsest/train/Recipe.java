package org.palimpsest.train;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;

/**
 * How a network is usually trained, as a data file: settings that differ from the defaults, options that the network is built
 * with, its side outputs, and which of its parts are the encoder.
 *
 * @param name of the recipe; a network's own recipe is called like the network
 * @param summary one sentence: where it comes from
 * @param settings texts by parameter name, see {@link TrainParameters}
 * @param options of the network and their defaults; only these can be set
 * @param sides the network's outputs after the first one, in training
 * @param encoder beginnings of the names of the encoder's parameters, each with what stands for it in torchvision's names of the
 *     same encoder; empty for a network without one
 */
public record Recipe(
        String name,
        String summary,
        Map<String, String> settings,
        Map<String, Object> options,
        SideOutputs sides,
        Map<String, String> encoder) {
    private static final String FOLDER = "recipes/";

    public Recipe {
        settings = Map.copyOf(settings);
        options = Map.copyOf(options);
        encoder = Map.copyOf(encoder);
    }

    /** The recipe that a network is trained by where the user names none. */
    public static Recipe ofNetwork(String network) throws BadInputException {
        return exists(network) ? named(network) : named("usual");
    }

    /** A recipe that comes with the program, or the one in a file. */
    public static Recipe named(String nameOrFile) throws BadInputException {
        Path file = Path.of(nameOrFile);
        try {
            if (!exists(nameOrFile)) {
                if (!Files.isRegularFile(file)) {
                    throw new BadInputException("There is no recipe \"" + nameOrFile
                            + "\": neither one of the program's (the name of a network, or usual) nor a file.");
                }
                return parse(nameOrFile, Files.readString(file));
            }
            try (InputStream in = Recipe.class.getResourceAsStream(FOLDER + nameOrFile + ".json")) {
                String text = new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
                return parse(nameOrFile, text);
            }
        } catch (IOException e) {
            throw new BadInputException("The recipe " + nameOrFile + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static boolean exists(String name) {
        return name.matches("[a-z0-9-]+") && Recipe.class.getResource(FOLDER + name + ".json") != null;
    }

    static Recipe parse(String name, String text) throws BadInputException {
        JsonFields json = JsonFields.parse("The recipe " + name, text);
        String summary = json.optionalText("summary").orElse("");
        Map<String, String> settings = new LinkedHashMap<>();
        var set = json.optionalObject("settings");
        if (set.isPresent()) {
            settings.putAll(set.get().allTexts());
        }
        Map<String, Object> options = new LinkedHashMap<>();
        var built = json.optionalObject("options");
        if (built.isPresent()) {
            built.get().allTexts().forEach((key, value) -> options.put(key, NetworkChoice.value(value)));
        }
        var sides = json.optionalObject("sides");
        SideOutputs outputs = sides.isPresent() ? SideOutputs.read(sides.get()) : SideOutputs.NONE;
        Map<String, String> encoder = new LinkedHashMap<>();
        var parts = json.optionalObject("encoder");
        if (parts.isPresent()) {
            encoder.putAll(parts.get().allTexts());
        }
        json.end();
        return new Recipe(name, summary, settings, options, outputs, encoder);
    }

    /** This recipe with other settings on top. */
    public Recipe with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(more);
        return new Recipe(name, summary, all, options, sides, encoder);
    }
}
