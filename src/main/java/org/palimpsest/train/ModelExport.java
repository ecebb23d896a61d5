package org.palimpsest.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.learned.ModelCard;
import org.palimpsest.learned.ModelFolder;
import org.palimpsest.learned.NetworkFacts;
import org.palimpsest.nn.weights.ElementType;
import org.palimpsest.nn.weights.SafetensorsWriter;
import org.palimpsest.nn.weights.StoredTensor;
import org.palimpsest.nn.weights.TorchArchiveWriter;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.NetworkRegistry;

/**
 * Writes a model for others to load: {@code model.safetensors} with the names of the network's original code (and for PyTorch
 * {@code model.pth} with the same), {@code config.json} and a model card, {@code README.md}.
 */
public final class ModelExport {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** For whom. */
    public enum Target {
        /** The original's PyTorch code. */
        TORCH(""),
        /** The UCD framework, whose names begin with {@code CD_model.}. */
        UCD("CD_model."),
        /** MaskCD's code, in the form of the hub's transformers library. */
        MASKCD(""),
        /** MineNetCD's code, in the form of the hub's transformers library. */
        MINENETCD("");

        private final String prefix;

        Target(String prefix) {
            this.prefix = prefix;
        }

        /** Reads "torch", "ucd", "maskcd" or "minenetcd". */
        public static Target parse(String name) throws BadInputException {
            for (Target target : values()) {
                if (target.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return target;
                }
            }
            throw new BadInputException(
                    "A model is exported as torch, ucd, maskcd or minenetcd, but was \"" + name + "\".");
        }
    }

    private static final Set<String> HUB_LICENCES = Set.of(
            "apache-2.0", "mit", "bsd-3-clause", "gpl-3.0", "cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0");

    private ModelExport() {}

    /** Writes the files into {@code folder}, made when missing. */
    public static void write(ModelFolder model, Target target, Path folder) throws IOException, BadInputException {
        ModelCard card = model.card();
        NetworkRegistry.Entry entry = NetworkRegistry.byId(card.network())
                .orElseThrow(() -> new BadInputException("The model in " + model.weights() + " is for the network \""
                        + card.network() + "\", which this version does not know."));
        JsonObject config =
                switch (target) {
                    case TORCH -> torchConfig(entry, card);
                    case UCD -> OriginalConfig.ucd(card);
                    case MASKCD -> OriginalConfig.maskCd(card);
                    case MINENETCD -> OriginalConfig.mineNetCd(card);
                };
        Files.createDirectories(folder);
        try (WeightsFile weights = WeightsFile.open(model.weights())) {
            List<SafetensorsWriter.Content> contents = contents(weights, target);
            SafetensorsWriter.write(folder.resolve("model.safetensors"), contents, Map.of("format", "pt"));
            if (target == Target.TORCH) {
                TorchArchiveWriter.write(folder.resolve("model.pth"), contents);
            }
        }
        AtomicFile.writeText(folder.resolve("config.json"), GSON.toJson(config) + "\n");
        AtomicFile.writeText(folder.resolve("README.md"), readme(entry, card));
    }

    /** What is written of the weights: every tensor under the name that the original's code has for it. */
    static List<SafetensorsWriter.Content> contents(WeightsFile weights, Target target) {
        List<SafetensorsWriter.Content> contents = new ArrayList<>();
        weights.tensors().forEach((name, tensor) -> contents.add(content(target.prefix + unwrapped(name), tensor)));
        return contents;
    }

    private static String unwrapped(String name) {
        return name.replaceFirst("^(CD_model\\.)?(module\\.)?", "");
    }

    private static SafetensorsWriter.Content content(String name, StoredTensor tensor) {
        ElementType type = tensor.type().isFloatingPoint() ? ElementType.F32 : ElementType.I64;
        return new SafetensorsWriter.Content(name, type, tensor.shape(), () -> TensorBytes.of(tensor, type));
    }

    private static JsonObject torchConfig(NetworkRegistry.Entry entry, ModelCard card) {
        JsonObject json = new JsonObject();
        json.addProperty("model_name", entry.name());
        json.add("options", GSON.toJsonTree(new TreeMap<>(card.options().values())));
        json.add("image_mean", GSON.toJsonTree(card.normalisation().mean()));
        json.add("image_std", GSON.toJsonTree(card.normalisation().deviation()));
        json.addProperty("rescale_factor", "1/255");
        json.addProperty("threshold", card.threshold());
        json.add("bands", GSON.toJsonTree(card.bands()));
        return json;
    }

    private static String readme(NetworkRegistry.Entry entry, ModelCard card) throws BadInputException {
        NetworkFacts facts = NetworkFacts.of(entry.id());
        StringBuilder text = new StringBuilder("---\ntags:\n- change-detection\n- remote-sensing\n");
        // Only a licence that the hub knows by this name may stand in the head of its cards.
        if (HUB_LICENCES.contains(card.licence().toLowerCase(Locale.ROOT))) {
            text.append("license: ")
                    .append(card.licence().toLowerCase(Locale.ROOT))
                    .append('\n');
        }
        text.append("---\n\n# " + entry.name() + "\n\n" + facts.summary() + "\n\n");
        text.append("Network: ")
                .append(facts.paper())
                .append(", ")
                .append(facts.year())
                .append(".\n\n");
        text.append("| | |\n| --- | --- |\n");
        row(text, "bands", String.join(", ", card.bands()));
        row(text, "normalisation of images of 0 to 1", card.normalisation().toString());
        row(text, "threshold on the probability of change", Double.toString(card.threshold()));
        row(text, "licence of the weights", card.licence());
        new TreeMap<>(card.training()).forEach((key, value) -> row(text, key, value));
        return text.append("\nTrained and exported with Palimpsest.\n").toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }
}
