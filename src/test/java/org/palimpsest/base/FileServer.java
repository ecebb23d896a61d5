package org.palimpsest.base;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A small web server for tests, on this machine only: files with ranges, redirects, refusals and connections that are cut. */
public final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Path> files = new ConcurrentHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private volatile int cuts;

    public FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Gives {@code content} at {@code path}, from a file that the system deletes with its others. */
    public void put(String path, byte[] content) throws IOException {
        Path file = Files.createTempFile("served", null);
        file.toFile().deleteOnExit();
        put(path, Files.write(file, content));
    }

    public void put(String path, Path file) {
        files.put(path, file);
    }

    /** The next {@code times} answers end in the middle of what they promised. */
    public void cut(int times) {
        cuts = times;
    }

    /** What was asked for: path, and the range where there was one. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    public URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String range = exchange.getRequestHeaders().getFirst("Range");
            synchronized (this) {
                requests.add(path + (range == null ? "" : " " + range));
            }
            if (path.startsWith("/moved/")) {
                exchange.getResponseHeaders().add("Location", path.substring("/moved".length()));
                exchange.sendResponseHeaders(302, -1);
            } else if (path.equals("/round")) {
                exchange.getResponseHeaders().add("Location", "/round?again");
                exchange.sendResponseHeaders(302, -1);
            } else if (path.equals("/private")) {
                exchange.sendResponseHeaders(401, -1);
            } else if (!files.containsKey(path)) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                send(exchange, files.get(path), range);
            }
        }
    }

    private void send(HttpExchange exchange, Path file, String range) throws IOException {
        long from = range == null ? 0 : Long.parseLong(range.replaceAll("\\D", ""));
        long rest = Math.max(0, Files.size(file) - from);
        exchange.sendResponseHeaders(range == null ? 200 : 206, rest == 0 ? -1 : rest);
        boolean cut = cuts > 0;
        cuts -= cut ? 1 : 0;
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Math.min(from, Files.size(file)));
            long left = cut ? rest / 2 : rest;
            byte[] buffer = new byte[1 << 16];
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                exchange.getResponseBody().write(buffer, 0, read);
                left -= read;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
