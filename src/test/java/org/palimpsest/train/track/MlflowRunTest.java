package org.palimpsest.train.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that answers as MLflow's documentation says hears of experiment, run, parameters, metrics, artifacts and the end. */
class MlflowRunTest {
    @TempDir
    private Path folder;

    private final List<String> calls = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        calls.add(exchange.getRequestMethod() + " " + path.replace("/api/2.0/", ""));
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String answer = "{}";
        int code = 200;
        if (path.endsWith("get-by-name")) {
            code = 404;
            answer = "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\"}";
        } else if (path.endsWith("experiments/create")) {
            answer = "{\"experiment_id\":\"7\"}";
        } else if (path.endsWith("runs/create") || path.endsWith("runs/get")) {
            answer = "{\"run\":{\"info\":{\"run_id\":\"abc\",\"artifact_uri\":\"mlflow-artifacts:/7/abc/artifacts\"}}}";
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void aWholeRun_isToldInOrder() throws Exception {
        Path model = Files.writeString(folder.resolve("model.json"), "{}");
        MlflowRun run = MlflowRun.begin(uri(), "Palimpsest", "first", Clock.systemUTC());
        run.parameters(Map.of("batch", "8"));
        run.metrics(3, Map.of("val_iou", 0.5));
        assertTrue(run.artifact("best_f1/model.json", model));
        run.end(true);

        assertEquals(
                List.of(
                        "GET mlflow/experiments/get-by-name",
                        "POST mlflow/experiments/create",
                        "POST mlflow/runs/create",
                        "POST mlflow/runs/log-batch",
                        "POST mlflow/runs/log-batch",
                        "PUT mlflow-artifacts/artifacts/7/abc/artifacts/best_f1/model.json",
                        "POST mlflow/runs/update"),
                calls);
        JsonObject metric = JsonParser.parseString(bodies.get(4))
                .getAsJsonObject()
                .getAsJsonArray("metrics")
                .get(0)
                .getAsJsonObject();
        assertEquals("val_iou", metric.get("key").getAsString());
        assertEquals(0.5, metric.get("value").getAsDouble());
        assertEquals(3, metric.get("step").getAsLong());
        assertTrue(metric.get("timestamp").getAsLong() > 1_500_000_000_000L);
        assertEquals(
                "FINISHED",
                JsonParser.parseString(bodies.get(6))
                        .getAsJsonObject()
                        .get("status")
                        .getAsString());
    }

    @Test
    void aResumedRun_keepsItsName() throws Exception {
        assertEquals("abc", MlflowRun.resume(uri(), "abc", Clock.systemUTC()).id());
    }

    @Test
    void aServerThatIsGone_isAnErrorThatTheTrainingCanPassOver() {
        URI gone = uri();
        server.stop(0);
        assertThrows(IOException.class, () -> MlflowRun.begin(gone, "Palimpsest", "x", Clock.systemUTC()));
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
