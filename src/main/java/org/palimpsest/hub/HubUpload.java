package org.palimpsest.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.base.Sha256;

/**
 * Publishes the files of a folder as one commit of a repository of models, made where it is missing: small files within the
 * commit, large ones through Git LFS before it. Nothing shows on the hub before the commit.
 */
public final class HubUpload {
    private static final int SAMPLE = 512;
    /** What the hub's storage takes in one piece. */
    private static final long LARGEST = 5L << 30;

    private static final String JSON = "application/json";
    private static final String LFS = "application/vnd.git-lfs+json";
    private static final int CONFLICT = 409;

    /** Headers that Java's HTTP client writes itself and lets nobody set. */
    private static final Set<String> SET_BY_JAVA = Set.of("content-length", "host", "connection", "expect", "upgrade");

    private final HubConnection connection;
    private final HubReference reference;
    private final Cancellation cancellation;

    /** @param hub with a token that may write there */
    public HubUpload(Hub hub, HubReference reference, Cancellation cancellation) throws BadInputException {
        connection = hub.connection();
        this.reference = reference;
        this.cancellation = cancellation;
        if (hub.settings().offline()) {
            throw new BadInputException("Palimpsest is offline, so nothing is published. Leave --offline out, or change"
                    + " the settings.");
        }
        if (hub.settings().token().isEmpty()) {
            throw new BadInputException("Publishing needs a token with the right to write: put it into "
                    + HubSettings.TOKEN_VARIABLE + ".");
        }
        if (reference.revision().isPresent()) {
            throw new BadInputException("A model is published as the newest revision; leave \"@"
                    + reference.revision().get() + "\" out.");
        }
    }

    /**
     * Publishes.
     *
     * @param files in one folder; their names are their paths in the repository
     * @param hidden whether a new repository is private; one that is there stays as it is
     * @param summary one line that says what the commit is
     * @return the commit
     */
    public String push(List<Path> files, boolean hidden, String summary, Progress progress)
            throws BadInputException, CancelledException, IOException {
        for (Path file : files) {
            if (Files.size(file) > LARGEST) {
                throw new BadInputException(file + " is larger than 5 GB, which the hub does not take in one piece.");
            }
        }
        create(hidden);
        Map<String, Boolean> large = large(files);
        progress.stage("upload", files.size());
        StringBuilder commit = new StringBuilder(line("header", header(summary)));
        long done = 0;
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (large.getOrDefault(name, false)) {
                commit.append(line("lfsFile", store(file)));
            } else {
                JsonObject value = new JsonObject();
                value.addProperty("content", Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
                value.addProperty("path", name);
                value.addProperty("encoding", "base64");
                commit.append(line("file", value));
            }
            progress.done(++done);
        }
        JsonObject answer = post(
                connection.at("api/models/" + reference.id() + "/commit/" + Hub.NEWEST),
                "application/x-ndjson",
                commit.toString());
        return answer.get("commitOid") instanceof JsonPrimitive oid ? oid.getAsString() : Hub.NEWEST;
    }

    private void create(boolean hidden) throws BadInputException, CancelledException {
        JsonObject json = new JsonObject();
        json.addProperty("name", reference.name());
        json.addProperty("organization", reference.owner());
        json.addProperty("type", "model");
        json.addProperty("private", hidden);
        HttpRequest.Builder request = HttpRequest.newBuilder(connection.at("api/repos/create"))
                .header("Content-Type", JSON)
                .POST(HttpRequest.BodyPublishers.ofString(json.toString()));
        connection.require(request, CONFLICT, reference.toString(), cancellation);
    }

    /** Asks the hub which files it wants through LFS. */
    private Map<String, Boolean> large(List<Path> files) throws BadInputException, CancelledException, IOException {
        JsonArray list = new JsonArray();
        for (Path file : files) {
            JsonObject one = new JsonObject();
            one.addProperty("path", file.getFileName().toString());
            one.addProperty("size", Files.size(file));
            try (InputStream in = Files.newInputStream(file)) {
                one.addProperty("sample", Base64.getEncoder().encodeToString(in.readNBytes(SAMPLE)));
            }
            list.add(one);
        }
        JsonObject json = new JsonObject();
        json.add("files", list);
        JsonObject answer =
                post(connection.at("api/models/" + reference.id() + "/preupload/" + Hub.NEWEST), JSON, json.toString());
        Map<String, Boolean> large = new java.util.HashMap<>();
        if (answer.get("files") instanceof JsonArray modes) {
            for (JsonElement item : modes) {
                JsonObject mode = item.getAsJsonObject();
                large.put(
                        mode.get("path").getAsString(),
                        mode.get("uploadMode").getAsString().equals("lfs"));
            }
        }
        return large;
    }

    /** Puts a large file into the hub's storage, unless it has it, and gives what the commit says of it. */
    private JsonObject store(Path file) throws BadInputException, CancelledException, IOException {
        String hash = Sha256.of(file);
        long size = Files.size(file);
        JsonObject object = new JsonObject();
        object.addProperty("oid", hash);
        object.addProperty("size", size);
        for (JsonObject actions : actions(object)) {
            if (actions.get("upload") instanceof JsonObject upload) {
                put(upload, file);
            }
            if (actions.get("verify") instanceof JsonObject verify) {
                post(address(verify), LFS, object.toString());
            }
        }
        JsonObject value = new JsonObject();
        value.addProperty("path", file.getFileName().toString());
        value.addProperty("algo", "sha256");
        value.addProperty("oid", hash);
        value.addProperty("size", size);
        return value;
    }

    private List<JsonObject> actions(JsonObject object) throws BadInputException, CancelledException {
        JsonArray objects = new JsonArray();
        objects.add(object);
        JsonArray transfers = new JsonArray();
        transfers.add("basic");
        JsonObject batch = new JsonObject();
        batch.addProperty("operation", "upload");
        batch.add("transfers", transfers);
        batch.add("objects", objects);
        batch.addProperty("hash_algo", "sha256");
        JsonObject answer = post(connection.at(reference.id() + ".git/info/lfs/objects/batch"), LFS, batch.toString());
        List<JsonObject> actions = new ArrayList<>();
        if (answer.get("objects") instanceof JsonArray answered) {
            for (JsonElement item : answered) {
                if (item.getAsJsonObject().get("error") instanceof JsonObject error) {
                    throw new BadInputException(
                            "The hub does not take a file of " + reference + ": " + error.get("message") + ".");
                }
                if (item.getAsJsonObject().get("actions") instanceof JsonObject found) {
                    actions.add(found);
                }
            }
        }
        return actions;
    }

    private void put(JsonObject upload, Path file) throws BadInputException, CancelledException, IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(upload));
        try {
            request.PUT(HttpRequest.BodyPublishers.ofFile(file));
        } catch (FileNotFoundException e) {
            throw new IOException(file + " is gone", e);
        }
        if (upload.get("header") instanceof JsonObject headers) {
            headers.asMap().forEach((name, value) -> {
                if (!SET_BY_JAVA.contains(name.toLowerCase(Locale.ROOT))) {
                    request.header(name, value.getAsString());
                }
            });
        }
        connection
                .send(request, file.getFileName() + " of " + reference, cancellation)
                .last()
                .body()
                .close();
    }

    private URI address(JsonObject action) throws BadInputException {
        try {
            return new URI(action.get("href").getAsString());
        } catch (URISyntaxException e) {
            throw new BadInputException("The hub names an address that is none for a file of " + reference + ".", e);
        }
    }

    private JsonObject post(URI address, String type, String body) throws BadInputException, CancelledException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .header("Accept", type.equals(LFS) ? LFS : JSON)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        return connection.json(request, reference.toString(), cancellation);
    }

    private static JsonObject header(String summary) {
        JsonObject header = new JsonObject();
        header.addProperty("summary", summary);
        header.addProperty("description", "");
        return header;
    }

    private static String line(String key, JsonObject value) {
        JsonObject line = new JsonObject();
        line.addProperty("key", key);
        line.add("value", value);
        return line + "\n";
    }
}
