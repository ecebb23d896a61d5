package org.palimpsest.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.palimpsest.base.BadInputException;

/**
 * What the hub says of one repository at one commit.
 *
 * @param commit 40 hexadecimal digits
 * @param files in the hub's order
 * @param licence as its card states it, empty where it does not
 */
record HubListing(String commit, List<Entry> files, String licence) {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    HubListing {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param path in the repository, with slashes
     * @param bytes its size, where the hub tells it
     * @param hash where the hub tells it
     */
    record Entry(String path, OptionalLong bytes, Optional<FileHash> hash) {}

    /**
     * Reads the answer of {@code /api/models/ID/revision/REV?blobs=true}.
     *
     * @param reference for messages
     */
    static HubListing read(JsonObject json, HubReference reference) throws BadInputException {
        String commit = text(json, "sha").orElse("");
        if (!COMMIT.matcher(commit).matches() || !(json.get("siblings") instanceof JsonArray siblings)) {
            throw new BadInputException(
                    "What answers at the hub's address is no hub: it tells no commit and no files of " + reference
                            + ". Check the address.");
        }
        List<Entry> files = new ArrayList<>();
        for (JsonElement item : siblings) {
            if (item instanceof JsonObject file) {
                text(file, "rfilename").ifPresent(path -> files.add(entry(path, file)));
            }
        }
        return new HubListing(commit, files, licence(json));
    }

    private static Entry entry(String path, JsonObject file) {
        Optional<JsonObject> large =
                file.get("lfs") instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        OptionalLong size = file.get("size") instanceof JsonPrimitive number && number.isNumber()
                ? OptionalLong.of(number.getAsLong())
                : OptionalLong.empty();
        Optional<FileHash> hash = large.flatMap(object -> text(object, "sha256").or(() -> text(object, "oid")))
                .or(() -> text(file, "blobId"))
                .flatMap(FileHash::parse);
        // Of a large file, Git's blob is the pointer and not the content.
        boolean usable = hash.isPresent() && (large.isEmpty() || hash.get().ofLargeFile());
        return new Entry(path, size, usable ? hash : Optional.empty());
    }

    private static String licence(JsonObject json) {
        Optional<String> stated =
                json.get("cardData") instanceof JsonObject card ? text(card, "license") : Optional.empty();
        if (stated.isPresent()) {
            return stated.get();
        }
        if (json.get("tags") instanceof JsonArray tags) {
            for (JsonElement tag : tags) {
                if (tag.isJsonPrimitive() && tag.getAsString().startsWith("license:")) {
                    return tag.getAsString().substring("license:".length());
                }
            }
        }
        return "";
    }

    private static Optional<String> text(JsonObject json, String key) {
        return json.get(key) instanceof JsonPrimitive value ? Optional.of(value.getAsString()) : Optional.empty();
    }
}
