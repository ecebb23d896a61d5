package org.palimpsest.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The models and datasets that the authors of MaskCD, MineNetCD and the UCD framework published on the hub, as far as they are
 * known: {@code published.json} beside this class. Nothing is asked for.
 */
public final class HubCatalogue {
    private static final HubCatalogue PUBLISHED = read();

    private final List<Model> models;
    private final List<Dataset> datasets;

    /**
     * A published score of the change class, each between 0 and 1.
     *
     * @param source who says so
     */
    public record Score(double oa, double f1, double precision, double recall, double iou, String source) {}

    /**
     * A published model.
     *
     * @param reference without a revision
     * @param network id in the zoo, or the UCD framework's name for it
     * @param dataset that it was trained on and scored with, by its usual name
     * @param datasetId the same on the hub
     * @param licence and whose word it is
     * @param score where one was found
     * @param note what to know of it, empty where there is nothing
     */
    public record Model(
            HubReference reference,
            String network,
            String dataset,
            String datasetId,
            String licence,
            Optional<Score> score,
            String note) {}

    /**
     * A published dataset of pairs of 256 x 256 pixels.
     *
     * @param train pairs, likewise {@code val} and {@code test}
     * @param bytes to fetch, where known
     */
    public record Dataset(HubReference reference, int train, int val, int test, OptionalLong bytes) {}

    private HubCatalogue(List<Model> models, List<Dataset> datasets) {
        this.models = List.copyOf(models);
        this.datasets = List.copyOf(datasets);
    }

    /** What is known of the hub. */
    public static HubCatalogue published() {
        return PUBLISHED;
    }

    public List<Model> models() {
        return models;
    }

    public List<Dataset> datasets() {
        return datasets;
    }

    /** What is known of a model, whatever its revision. */
    public Optional<Model> model(HubReference reference) {
        return models.stream()
                .filter(model -> model.reference().id().equals(reference.id()))
                .findFirst();
    }

    private static HubCatalogue read() {
        try (InputStream bytes = Objects.requireNonNull(HubCatalogue.class.getResourceAsStream("published.json"));
                Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            JsonObject json = JsonParser.parseReader(text).getAsJsonObject();
            List<Model> models = new ArrayList<>();
            for (JsonElement item : json.getAsJsonArray("models")) {
                models.add(model(item.getAsJsonObject()));
            }
            List<Dataset> datasets = new ArrayList<>();
            for (JsonElement item : json.getAsJsonArray("datasets")) {
                datasets.add(dataset(item.getAsJsonObject()));
            }
            return new HubCatalogue(models, datasets);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The list of published models that came with the program cannot be read.", e);
        }
    }

    private static Model model(JsonObject json) {
        Optional<Score> score = json.has("score")
                ? Optional.of(score(json.getAsJsonObject("score"), text(json, "scoreSource")))
                : Optional.empty();
        return new Model(
                reference(json),
                text(json, "network"),
                text(json, "dataset"),
                text(json, "datasetId"),
                text(json, "licence"),
                score,
                json.has("note") ? text(json, "note") : "");
    }

    private static Score score(JsonObject json, String source) {
        return new Score(
                json.get("oa").getAsDouble(),
                json.get("f1").getAsDouble(),
                json.get("precision").getAsDouble(),
                json.get("recall").getAsDouble(),
                json.get("iou").getAsDouble(),
                source);
    }

    private static Dataset dataset(JsonObject json) {
        return new Dataset(
                reference(json),
                json.get("train").getAsInt(),
                json.get("val").getAsInt(),
                json.get("test").getAsInt(),
                json.has("bytes") ? OptionalLong.of(json.get("bytes").getAsLong()) : OptionalLong.empty());
    }

    private static HubReference reference(JsonObject json) {
        String[] id = text(json, "id").split("/", 2);
        return new HubReference(id[0], id[1], Optional.empty());
    }

    private static String text(JsonObject json, String key) {
        return json.get(key).getAsString();
    }
}
