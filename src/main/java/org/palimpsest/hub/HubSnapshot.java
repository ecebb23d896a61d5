package org.palimpsest.hub;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;

/**
 * A repository at one commit as it lies in the cache: its files under their own names, and this note of where they came from,
 * {@code hub.json}, written last.
 *
 * @param reference with the commit
 * @param kind model or dataset
 * @param address of the hub
 * @param licence as the repository's card states it, empty where it does not
 * @param files their paths in the repository
 */
public record HubSnapshot(HubReference reference, HubKind kind, String address, String licence, List<String> files) {
    /** The note's name in the folder. */
    public static final String NOTE = "hub.json";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    public HubSnapshot {
        files = List.copyOf(files);
    }

    /** The note of a folder that came from the hub; empty for any other folder. */
    public static Optional<HubSnapshot> of(Path folder) throws BadInputException {
        Path note = folder.resolve(NOTE);
        if (!Files.isRegularFile(note)) {
            return Optional.empty();
        }
        String text;
        try {
            text = Files.readString(note);
        } catch (IOException e) {
            throw new BadInputException(note + " cannot be read: " + e.getMessage() + ".", e);
        }
        JsonFields fields = JsonFields.parse(note.toString(), text);
        HubReference reference = HubReference.parse(fields.text("repository") + "@" + fields.text("commit"));
        HubKind kind = fields.text("kind").equals(HubKind.DATASET.word()) ? HubKind.DATASET : HubKind.MODEL;
        return Optional.of(new HubSnapshot(
                reference,
                kind,
                fields.text("address"),
                fields.text("licence"),
                fields.optionalTexts("files").orElse(List.of())));
    }

    void write(Path folder) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("repository", HubReference.SCHEME + reference.id());
        json.addProperty("commit", reference.revision().orElseThrow());
        json.addProperty("kind", kind.word());
        json.addProperty("address", address);
        json.addProperty("licence", licence);
        json.add("files", GSON.toJsonTree(files));
        AtomicFile.writeText(folder.resolve(NOTE), GSON.toJson(json) + "\n");
    }
}
