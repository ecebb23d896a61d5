package org.palimpsest.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server that behaves like the public model hub: listings, small files from itself, large ones by a redirect to a second server
 * on another port, ranges, private and gated repositories, revisions, creating and committing. It can be told to misbehave.
 */
public final class FakeHub implements AutoCloseable {
    private static final int LARGE = 4096;

    private final HttpServer hub;
    private final HttpServer store;
    private final Map<String, Repository> repositories = new ConcurrentHashMap<>();
    private final Map<String, Content> objects = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sendsCut = new AtomicInteger();
    private volatile long cutAfter;
    private volatile boolean ignoresRanges;

    /** A request that came: "hub" or "store", method, path, and the authorisation that it brought. */
    public record Asked(
            String where, String method, String path, Optional<String> authorisation, Optional<String> range) {}

    /** An answer in place of the right one. */
    private record Fault(int status, Map<String, String> headers) {}

    /** Bytes that need not be in memory. */
    private record Content(long size, String sha256, String git, Opening opening) {
        static Content of(long size, Opening opening) {
            byte[] head = ("blob " + size + "\0").getBytes(StandardCharsets.UTF_8);
            return new Content(size, hash("SHA-256", new byte[0], opening), hash("SHA-1", head, opening), opening);
        }
    }

    /** A repository at its newest commit. */
    public final class Repository {
        private final String id;
        private final Map<String, Content> files = new LinkedHashMap<>();
        private String commit = "1".repeat(40);
        private String licence = "mit";
        private boolean listsHashes = true;
        private Optional<String> wantedToken = Optional.empty();
        private boolean gated;

        private Repository(String id) {
            this.id = id;
        }

        public Repository file(String path, byte[] bytes) {
            return file(path, bytes.length, () -> new java.io.ByteArrayInputStream(bytes));
        }

        public Repository file(String path, String text) {
            return file(path, text.getBytes(StandardCharsets.UTF_8));
        }

        public Repository file(String path, Path file) throws IOException {
            return file(path, Files.size(file), () -> Files.newInputStream(file));
        }

        /** A file of {@code size} bytes that {@code opening} makes anew for each request. */
        public Repository file(String path, long size, Opening opening) {
            files.put(path, Content.of(size, opening));
            return this;
        }

        public Repository commit(String other) {
            commit = other;
            return this;
        }

        public Repository licence(String other) {
            licence = other;
            return this;
        }

        /** From now on the listing tells names only, as some mirrors do. */
        public Repository withoutHashes() {
            listsHashes = false;
            return this;
        }

        public Repository onlyFor(String token) {
            wantedToken = Optional.of(token);
            return this;
        }

        public Repository gated() {
            gated = true;
            return this;
        }

        /** Makes the server send other bytes than it states. */
        public void spoil(String path) {
            Content right = files.get(path);
            files.put(path, new Content(right.size(), right.sha256(), right.git(), () -> new Noise(right.size(), 99)));
        }

        public byte[] bytes(String path) throws IOException {
            try (InputStream in = files.get(path).opening().open()) {
                return in.readAllBytes();
            }
        }

        public List<String> paths() {
            return List.copyOf(files.keySet());
        }
    }

    /** Makes a stream. */
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }

    public FakeHub() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        for (HttpServer server : List.of(hub, store)) {
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "fake-hub");
                thread.setDaemon(true);
                return thread;
            }));
        }
        hub.createContext("/", exchange -> answer("hub", exchange, this::hub));
        store.createContext("/", exchange -> answer("store", exchange, this::store));
        hub.start();
        store.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + hub.getAddress().getPort());
    }

    public HubSettings settings(Path cache) {
        return new HubSettings(address(), cache, false, Optional.empty());
    }

    /** Makes or finds a repository; {@code id} is OWNER/NAME, with {@code datasets/} before it for a dataset. */
    public Repository repository(String id) {
        return repositories.computeIfAbsent(id, Repository::new);
    }

    public boolean has(String id) {
        return repositories.containsKey(id);
    }

    /** The next request for a file gets this status instead. */
    public void fail(int status, Map<String, String> headers) {
        faults.add(new Fault(status, headers));
    }

    /** The next {@code times} contents end after {@code bytes} bytes. */
    public void cut(int times, long bytes) {
        cutAfter = bytes;
        sendsCut.set(times);
    }

    public void ignoreRanges() {
        ignoresRanges = true;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public long asked(String where, String method, String partOfPath) {
        return asked.stream()
                .filter(one -> one.where().equals(where)
                        && one.method().equals(method)
                        && one.path().contains(partOfPath))
                .count();
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
    }

    /** Bytes that look random and are the same for the same seed, of any length. */
    public static final class Noise extends InputStream {
        private long left;
        private long state;

        public Noise(long size, long seed) {
            left = size;
            state = seed * 0x9E3779B97F4A7C15L + 1;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            return (int) (state & 0xff);
        }
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void answer(String where, HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            Headers headers = exchange.getRequestHeaders();
            asked.add(new Asked(
                    where,
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Optional.ofNullable(headers.getFirst("Authorization")),
                    Optional.ofNullable(headers.getFirst("Range"))));
            handler.handle(exchange);
        }
    }

    private void hub(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/api/repos/create")) {
            create(exchange);
        } else if (path.contains("/revision/")) {
            listing(exchange, path);
        } else if (path.contains("/resolve/")) {
            resolve(exchange, path);
        } else if (path.endsWith("/info/lfs/objects/batch")) {
            batch(exchange);
        } else if (path.contains("/preupload/")) {
            preupload(exchange);
        } else if (path.contains("/commit/")) {
            commit(exchange, path);
        } else {
            status(exchange, 404, Map.of());
        }
    }

    private @Nullable Repository allowed(HttpExchange exchange, String id) throws IOException {
        Repository repository = repositories.get(id);
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (repository == null) {
            // The public hub does not tell strangers whether a repository exists.
            status(exchange, token == null ? 401 : 404, Map.of("X-Error-Code", "RepoNotFound"));
            return null;
        }
        if (repository.gated) {
            status(exchange, token == null ? 401 : 403, Map.of("X-Error-Code", "GatedRepo"));
            return null;
        }
        if (repository.wantedToken.isPresent() && !("Bearer " + repository.wantedToken.get()).equals(token)) {
            status(exchange, 401, Map.of("X-Error-Code", "RepoNotFound"));
            return null;
        }
        return repository;
    }

    private void listing(HttpExchange exchange, String path) throws IOException {
        String[] halves = path.split("/revision/", 2);
        String id = halves[0].replaceFirst("^/api/models/", "").replaceFirst("^/api/datasets/", "datasets/");
        if (fault(exchange)) {
            return;
        }
        Repository repository = allowed(exchange, id);
        if (repository == null) {
            return;
        }
        if (!List.of("main", repository.commit).contains(halves[1])) {
            status(exchange, 404, Map.of("X-Error-Code", "RevisionNotFound"));
            return;
        }
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("sha", repository.commit);
        JsonObject card = new JsonObject();
        card.addProperty("license", repository.licence);
        json.add("cardData", card);
        JsonArray siblings = new JsonArray();
        repository.files.forEach((name, content) -> siblings.add(sibling(repository, name, content)));
        json.add("siblings", siblings);
        send(exchange, 200, json.toString());
    }

    private static JsonObject sibling(Repository repository, String name, Content content) {
        JsonObject file = new JsonObject();
        file.addProperty("rfilename", name);
        if (repository.listsHashes) {
            file.addProperty("size", content.size());
            file.addProperty("blobId", content.git());
            if (content.size() >= LARGE) {
                JsonObject lfs = new JsonObject();
                lfs.addProperty("sha256", content.sha256());
                lfs.addProperty("size", content.size());
                file.add("lfs", lfs);
            }
        }
        return file;
    }

    private void resolve(HttpExchange exchange, String path) throws IOException {
        String[] halves = path.substring(1).split("/resolve/", 2);
        if (fault(exchange)) {
            return;
        }
        Repository repository = allowed(exchange, halves[0]);
        if (repository == null) {
            return;
        }
        String file = halves[1].substring(halves[1].indexOf('/') + 1);
        Content content = repository.files.get(file);
        if (content == null) {
            status(exchange, 404, Map.of("X-Error-Code", "EntryNotFound"));
            return;
        }
        exchange.getResponseHeaders().set("X-Repo-Commit", repository.commit);
        if (content.size() < LARGE) {
            exchange.getResponseHeaders().set("ETag", "\"" + content.git() + "\"");
            send(exchange, content);
            return;
        }
        objects.put(content.sha256(), content);
        exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + content.sha256() + "\"");
        exchange.getResponseHeaders().set("X-Linked-Size", Long.toString(content.size()));
        exchange.getResponseHeaders().set("Location", storeAddress() + "/" + content.sha256() + "?signature=x");
        exchange.sendResponseHeaders(302, -1);
    }

    private String storeAddress() {
        return "http://127.0.0.1:" + store.getAddress().getPort();
    }

    private void store(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        if (exchange.getRequestMethod().equals("PUT")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            objects.put(name, Content.of(bytes.length, () -> new java.io.ByteArrayInputStream(bytes)));
            status(exchange, 200, Map.of());
            return;
        }
        Content content = objects.get(name);
        if (content == null) {
            status(exchange, 403, Map.of());
        } else {
            send(exchange, content);
        }
    }

    private boolean fault(HttpExchange exchange) throws IOException {
        Fault fault = faults.poll();
        if (fault != null) {
            status(exchange, fault.status(), fault.headers());
        }
        return fault != null;
    }

    private void send(HttpExchange exchange, Content content) throws IOException {
        long from = 0;
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range != null && !ignoresRanges) {
            from = Long.parseLong(range.replaceAll("bytes=(\\d+)-.*", "$1"));
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            String.format(Locale.ROOT, "bytes %d-%d/%d", from, content.size() - 1, content.size()));
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(content.size()));
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, head ? -1 : Math.max(-1, content.size() - from));
        if (head) {
            return;
        }
        long left = sendsCut.getAndUpdate(times -> Math.max(0, times - 1)) > 0 ? cutAfter : Long.MAX_VALUE;
        try (InputStream in = content.opening().open()) {
            in.skipNBytes(from);
            OutputStream out = exchange.getResponseBody();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read > 0 && left > 0; read = in.read(buffer)) {
                int part = (int) Math.min(left, read);
                out.write(buffer, 0, part);
                left -= part;
            }
        }
    }

    private void create(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
            status(exchange, 401, Map.of());
            return;
        }
        JsonObject json = body(exchange);
        String id =
                json.get("organization").getAsString() + "/" + json.get("name").getAsString();
        if (repositories.containsKey(id)) {
            status(exchange, 409, Map.of());
            return;
        }
        repository(id);
        send(exchange, 200, "{\"url\": \"" + address() + "/" + id + "\"}");
    }

    private void preupload(HttpExchange exchange) throws IOException {
        JsonArray answers = new JsonArray();
        body(exchange).getAsJsonArray("files").forEach(item -> {
            JsonObject file = item.getAsJsonObject();
            JsonObject answer = new JsonObject();
            answer.addProperty("path", file.get("path").getAsString());
            answer.addProperty("uploadMode", file.get("size").getAsLong() < LARGE ? "regular" : "lfs");
            answer.addProperty("shouldIgnore", false);
            answers.add(answer);
        });
        JsonObject json = new JsonObject();
        json.add("files", answers);
        send(exchange, 200, json.toString());
    }

    private void batch(HttpExchange exchange) throws IOException {
        JsonArray answers = new JsonArray();
        body(exchange).getAsJsonArray("objects").forEach(item -> {
            JsonObject wanted = item.getAsJsonObject();
            String oid = wanted.get("oid").getAsString();
            JsonObject answer = wanted.deepCopy();
            if (!objects.containsKey(oid)) {
                JsonObject upload = new JsonObject();
                upload.addProperty("href", storeAddress() + "/" + oid);
                JsonObject actions = new JsonObject();
                actions.add("upload", upload);
                answer.add("actions", actions);
            }
            answers.add(answer);
        });
        JsonObject json = new JsonObject();
        json.add("objects", answers);
        send(exchange, 200, json.toString());
    }

    private void commit(HttpExchange exchange, String path) throws IOException {
        String id = path.replaceFirst("^/api/models/", "").split("/commit/", 2)[0];
        Repository repository = repositories.get(id);
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            JsonObject operation = JsonParser.parseString(line).getAsJsonObject();
            JsonObject value = operation.getAsJsonObject("value");
            String key = operation.get("key").getAsString();
            if (key.equals("file")) {
                repository.file(
                        value.get("path").getAsString(),
                        Base64.getDecoder().decode(value.get("content").getAsString()));
            } else if (key.equals("lfsFile")) {
                Content content = objects.get(value.get("oid").getAsString());
                if (content == null || !content.sha256().equals(value.get("oid").getAsString())) {
                    status(exchange, 400, Map.of("X-Error-Message", "LFS object is missing"));
                    return;
                }
                repository.files.put(value.get("path").getAsString(), content);
            }
        }
        repository.commit("c".repeat(40));
        send(exchange, 200, "{\"commitOid\": \"" + repository.commit + "\"}");
    }

    private static JsonObject body(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private static void status(HttpExchange exchange, int status, Map<String, String> headers) throws IOException {
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(status, -1);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String hash(String algorithm, byte[] head, Opening opening) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(head);
            try (InputStream in = new DigestInputStream(opening.open(), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (java.security.NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
