package org.palimpsest.learned;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Sha256;
import org.palimpsest.hub.HubSnapshot;
import org.palimpsest.nn.weights.Checkpoint;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkRegistry;

/**
 * Weights on disk that a detector can use: a model folder ({@code model.safetensors} and {@code model.json}), or weights of one
 * of the zoo's networks as others published them, with or without their {@code config.json}.
 *
 * @param weights the file of weights
 * @param card what is known of them
 */
public record ModelFolder(Path weights, ModelCard card) {
    public static final String WEIGHTS = "model.safetensors";
    public static final String CARD = "model.json";

    private static final Map<Hashed, String> HASHES = new ConcurrentHashMap<>();

    /**
     * Opens a model folder, published weights with their configuration, one of the files of either, or a bare checkpoint.
     *
     * @param path folder or file
     * @param network the network that published weights are for, where they do not say it themselves; a folder must be for the
     *     same one
     */
    public static ModelFolder open(Path path, Optional<String> network) throws BadInputException {
        try {
            ModelFolder model = opened(path, network);
            if (network.isPresent() && !network.get().equals(model.card().network())) {
                throw new BadInputException(
                        "The model in " + path + " is for " + model.card().network() + ", not for " + network.get()
                                + ". Choose detector " + model.card().network() + ".");
            }
            return model;
        } catch (NoSuchFileException e) {
            throw new BadInputException(
                    "There is no " + e.getFile() + ". Give a model folder or a file of weights.", e);
        } catch (IOException e) {
            throw new BadInputException("The weights in " + path + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static ModelFolder opened(Path path, Optional<String> network) throws IOException, BadInputException {
        boolean folder = Files.isDirectory(path);
        if (folder && !Files.isRegularFile(path.resolve(CARD))) {
            Optional<PublishedModel> published = PublishedModel.in(path);
            if (published.isPresent()) {
                return ofBareWeights(published.get(), network);
            }
        }
        if (folder || isPartOfFolder(path)) {
            return ofFolder(folder ? path : path.resolveSibling(""));
        }
        Path weights = PublishedModel.isOne(path)
                ? PublishedModel.in(path.resolveSibling("")).orElseThrow().weights()
                : path;
        return ofBareWeights(new PublishedModel(weights), network);
    }

    /**
     * Tells whether a path is a model that says itself which network it is for: a model folder, or published weights with their
     * {@code config.json}; or one of the files of such a folder.
     */
    public static boolean isModel(Path path) {
        return Files.isRegularFile(path.resolve(CARD)) || isPartOfFolder(path) || PublishedModel.isOne(path);
    }

    /**
     * What a model folder says of itself, without a look at the values of its weights (nor at their hash, which is left empty
     * where the folder does not state it).
     *
     * @param path the folder or one of its two files
     */
    public static ModelCard describe(Path path) throws BadInputException {
        Path card = Files.isDirectory(path) ? path.resolve(CARD) : path.resolveSibling(CARD);
        try {
            if (!Files.isRegularFile(card) && PublishedModel.isOne(path)) {
                return PublishedModel.in(card.resolveSibling("")).orElseThrow().card(Optional.empty(), "");
            }
            return ModelCardJson.read(Files.readString(card), card.toString());
        } catch (NoSuchFileException e) {
            throw new BadInputException("There is no " + card + ", so " + path + " is no model folder.", e);
        } catch (IOException e) {
            throw new BadInputException("The model in " + path + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static boolean isPartOfFolder(Path path) {
        String name = String.valueOf(path.getFileName());
        return (name.equals(CARD) || name.equals(WEIGHTS)) && Files.exists(path.resolveSibling(CARD));
    }

    private static ModelFolder ofFolder(Path folder) throws IOException, BadInputException {
        Path card = folder.resolve(CARD);
        Path weights = folder.resolve(WEIGHTS);
        ModelCard read = ModelCardJson.read(Files.readString(card), card.toString());
        String hash = hash(weights);
        if (!hash.equals(read.weightsSha256())) {
            throw new BadInputException(weights + " is not the file that " + CARD
                    + " describes: its SHA-256 differs. The folder was changed or damaged; get it again.");
        }
        Optional<HubSnapshot> snapshot = HubSnapshot.of(folder);
        return new ModelFolder(
                weights,
                snapshot.isPresent() ? read.from(snapshot.get().reference().toString()) : read);
    }

    /** A run asks several times, and hundreds of megabytes take a second; a file of the same size and time is the same. */
    private static String hash(Path weights) throws IOException {
        Hashed key = new Hashed(weights.toAbsolutePath(), Files.size(weights), Files.getLastModifiedTime(weights));
        String known = HASHES.get(key);
        if (known != null) {
            return known;
        }
        String hash = Sha256.of(weights);
        HASHES.put(key, hash);
        return hash;
    }

    private record Hashed(Path file, long bytes, FileTime modified) {}

    private static ModelFolder ofBareWeights(PublishedModel model, Optional<String> network)
            throws IOException, BadInputException {
        return new ModelFolder(model.weights(), model.card(network, hash(model.weights())));
    }

    /**
     * Builds the network with these weights.
     *
     * @param device "cpu", "gpu" or "gpu:N"
     */
    public Network load(String device) throws BadInputException {
        NetworkRegistry.Entry entry = NetworkRegistry.byId(card.network())
                .orElseThrow(() -> new BadInputException("The model in " + weights + " is for the network \""
                        + card.network() + "\", which this version does not know."));
        Network network = entry.create(card.options());
        boolean complete = false;
        try {
            network.allocate(ComputeDevice.parse(device));
            Checkpoint.load(network, weights);
            complete = true;
            return network;
        } catch (IOException e) {
            throw new BadInputException("The weights in " + weights + " cannot be read: " + e.getMessage() + ".", e);
        } finally {
            if (!complete) {
                network.close();
            }
        }
    }

    /**
     * Writes the description of weights that lie in {@code folder} already, under the name {@link #WEIGHTS}, so that it is a model
     * folder.
     */
    public static void saveCard(Path folder, ModelCard card) throws IOException, BadInputException {
        NetworkRegistry.Entry entry = NetworkRegistry.byId(card.network())
                .orElseThrow(() -> new BadInputException(
                        "There is no network \"" + card.network() + "\" in this version of Palimpsest."));
        try (Network network = entry.create(card.options())) {
            String hash = Sha256.of(folder.resolve(WEIGHTS));
            AtomicFile.writeText(folder.resolve(CARD), ModelCardJson.write(card.hashed(hash), network.sizeMultiple()));
        }
    }

    /** Writes a model folder; its two files replace those of an earlier model only when both are complete. */
    public static void save(Path folder, Network network, ModelCard card) throws IOException {
        Files.createDirectories(folder);
        Path part = AtomicFile.partOf(folder.resolve(WEIGHTS));
        try {
            Checkpoint.save(network, part, Map.of("network", card.network()));
            ModelCard hashed = card.hashed(Sha256.of(part));
            AtomicFile.moveIntoPlace(part, folder.resolve(WEIGHTS));
            AtomicFile.writeText(folder.resolve(CARD), ModelCardJson.write(hashed, network.sizeMultiple()));
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
