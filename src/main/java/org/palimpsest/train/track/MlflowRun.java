package org.palimpsest.train.track;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * A run on an MLflow tracking server, by its REST interface (version 2.0): parameters, metrics by step, artifacts. Every call may
 * fail with the server; whoever trains goes on without it.
 */
public final class MlflowRun {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String API = "api/2.0/mlflow/";
    /** MLflow's limits on one batch and on a parameter's text. */
    private static final int MOST_PARAMETERS = 100;

    private static final int LONGEST_PARAMETER = 500;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI server;
    private final Clock clock;
    private String id = "";
    private String artifacts = "";

    private MlflowRun(URI server, Clock clock) {
        String text = server.toString();
        this.server = URI.create(text.endsWith("/") ? text : text + "/");
        this.clock = clock;
    }

    /** Begins a run in an experiment, which is made when it is missing. */
    public static MlflowRun begin(URI server, String experiment, String name, Clock clock) throws IOException {
        MlflowRun run = new MlflowRun(server, clock);
        JsonObject body = new JsonObject();
        body.addProperty("experiment_id", run.experiment(experiment));
        body.addProperty("run_name", name);
        body.addProperty("start_time", clock.millis());
        run.remember(run.post("runs/create", body));
        return run;
    }

    /** Goes on with a run that was begun earlier. */
    public static MlflowRun resume(URI server, String id, Clock clock) throws IOException {
        MlflowRun run = new MlflowRun(server, clock);
        run.remember(run.get("runs/get?run_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
        return run;
    }

    private void remember(JsonObject answer) throws IOException {
        try {
            JsonObject info = answer.getAsJsonObject("run").getAsJsonObject("info");
            id = info.get("run_id").getAsString();
            artifacts = info.has("artifact_uri") ? info.get("artifact_uri").getAsString() : "";
        } catch (IllegalStateException | NullPointerException e) {
            throw new IOException("The MLflow server gave an answer that is not understood.", e);
        }
    }

    /** The server's name for this run. */
    public String id() {
        return id;
    }

    private String experiment(String name) throws IOException {
        String query = "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        HttpResponse<String> found = send(request(query).GET().build());
        try {
            if (found.statusCode() == 200) {
                return JsonParser.parseString(found.body())
                        .getAsJsonObject()
                        .getAsJsonObject("experiment")
                        .get("experiment_id")
                        .getAsString();
            }
            JsonObject body = new JsonObject();
            body.addProperty("name", name);
            return post("experiments/create", body).get("experiment_id").getAsString();
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IOException("The MLflow server gave an answer that is not understood.", e);
        }
    }

    /** Logs parameters; the first hundred, each cut to 500 characters, as the server wants them. */
    public void parameters(Map<String, String> values) throws IOException {
        JsonArray array = new JsonArray();
        values.entrySet().stream().limit(MOST_PARAMETERS).forEach(entry -> {
            String text = entry.getValue();
            JsonObject one = new JsonObject();
            one.addProperty("key", entry.getKey());
            one.addProperty("value", text.substring(0, Math.min(LONGEST_PARAMETER, text.length())));
            array.add(one);
        });
        batch("params", array);
    }

    /** Logs numbers of a step. */
    public void metrics(long step, Map<String, Double> values) throws IOException {
        JsonArray array = new JsonArray();
        values.forEach((key, value) -> {
            JsonObject one = new JsonObject();
            one.addProperty("key", key);
            one.addProperty("value", value);
            one.addProperty("timestamp", clock.millis());
            one.addProperty("step", step);
            array.add(one);
        });
        batch("metrics", array);
    }

    private void batch(String kind, JsonArray values) throws IOException {
        JsonObject body = new JsonObject();
        body.addProperty("run_id", id);
        body.add(kind, values);
        post("runs/log-batch", body);
    }

    /**
     * Stores a file with the run: through the server where it takes artifacts, or in the folder that it names.
     *
     * @param path within the run's artifacts, such as {@code best_f1/model.json}
     * @return false where the run's artifacts are at a place that needs a client of its own
     */
    public boolean artifact(String path, Path file) throws IOException {
        if (artifacts.startsWith("mlflow-artifacts:")) {
            String place = artifacts.replaceFirst("^mlflow-artifacts:/*", "") + "/" + path;
            URI target = server.resolve("api/2.0/mlflow-artifacts/artifacts/" + place);
            HttpResponse<String> answer = send(HttpRequest.newBuilder(target)
                    .timeout(PATIENCE)
                    .PUT(HttpRequest.BodyPublishers.ofFile(file))
                    .build());
            check(answer);
            return true;
        }
        if (artifacts.startsWith("file:") || artifacts.startsWith("/")) {
            Path folder = artifacts.startsWith("/") ? Path.of(artifacts) : Path.of(URI.create(artifacts));
            Path target = folder.resolve(path);
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            return true;
        }
        return false;
    }

    /** Ends the run as FINISHED, or as KILLED where it was stopped. */
    public void end(boolean finished) throws IOException {
        JsonObject body = new JsonObject();
        body.addProperty("run_id", id);
        body.addProperty("status", finished ? "FINISHED" : "KILLED");
        body.addProperty("end_time", clock.millis());
        post("runs/update", body);
    }

    private HttpRequest.Builder request(String call) {
        return HttpRequest.newBuilder(server.resolve(API + call)).timeout(PATIENCE);
    }

    private JsonObject get(String call) throws IOException {
        return check(send(request(call).GET().build()));
    }

    private JsonObject post(String call, JsonObject body) throws IOException {
        return check(send(request(call)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build()));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonObject check(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("the server answered " + answer.statusCode() + " to "
                    + answer.uri().getPath());
        }
        try {
            return answer.body().isBlank()
                    ? new JsonObject()
                    : JsonParser.parseString(answer.body()).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("the server's answer is not JSON", e);
        }
    }
}
