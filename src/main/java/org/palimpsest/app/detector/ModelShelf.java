package org.palimpsest.app.detector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.hub.HubReference;
import org.palimpsest.learned.ModelCard;
import org.palimpsest.learned.ModelFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model folders that a person opened: trained networks, ready to run, which the gallery shows as cards. Their places are
 * kept in a file, one a line.
 *
 * <p>Used from the window's thread; weights are hashed on a worker, and libtorch is never loaded.
 */
public final class ModelShelf {
    private static final Logger LOG = LoggerFactory.getLogger(ModelShelf.class);

    /** What a training calls its model folders. */
    private static final Set<String> WRITTEN_BY_TRAINING = Set.of("best_f1", "best_loss", "last");

    private final Background background;
    private final Path list;
    private final ObservableList<Model> models = FXCollections.observableArrayList();

    /**
     * A model folder.
     *
     * @param folder where it is
     * @param card what it says of itself
     */
    public record Model(Path folder, ModelCard card) {
        /** The name of its repository on the hub, or its training's where a training wrote it, or else the folder's own. */
        public String name() {
            Optional<HubReference> repository = repository();
            if (repository.isPresent()) {
                return repository.get().name();
            }
            String own = String.valueOf(folder.getFileName());
            Path training = folder.getParent();
            return WRITTEN_BY_TRAINING.contains(own) && training != null ? String.valueOf(training.getFileName()) : own;
        }

        /** Whether it was fetched from this repository of the hub, OWNER/NAME. */
        boolean isFrom(String id) {
            return repository().filter(reference -> reference.id().equals(id)).isPresent();
        }

        private Optional<HubReference> repository() {
            String source = card.training().getOrDefault(ModelCard.SOURCE, "");
            try {
                return source.isEmpty() ? Optional.empty() : Optional.of(HubReference.parse(source));
            } catch (BadInputException e) {
                return Optional.empty(); // Somebody else's words in a model.json.
            }
        }
    }

    /** Takes over the models that {@code list} names and that are still there. */
    public ModelShelf(Background background, Path list) {
        this.background = background;
        this.list = list;
        background.run(() -> described(list), models::setAll, e -> LOG.warn("{} cannot be read", list, e));
    }

    private static List<Model> described(Path list) throws IOException {
        List<Model> found = new ArrayList<>();
        if (Files.isRegularFile(list)) {
            for (String line : Files.readAllLines(list)) {
                try {
                    found.add(new Model(Path.of(line), ModelFolder.describe(Path.of(line))));
                } catch (BadInputException | IllegalArgumentException e) {
                    LOG.info("A model is gone from the gallery: {}", e.getMessage());
                }
            }
        }
        return found;
    }

    /** The models, the newest first. */
    public ObservableList<Model> models() {
        return models;
    }

    /** The newest model of a network. */
    public Optional<Model> newest(String network) {
        return models.stream()
                .filter(model -> model.card().network().equals(network))
                .findFirst();
    }

    /** The model whose folder this is. */
    public Optional<Model> at(String folder) {
        return models.stream()
                .filter(model -> model.folder().toString().equals(folder))
                .findFirst();
    }

    /**
     * Checks a model folder with its weights and puts it on the shelf.
     *
     * @param path the folder or one of its two files
     * @param failed hears why it cannot be used
     */
    public void add(Path path, Consumer<? super Model> added, Consumer<? super Exception> failed) {
        background.run(
                () -> {
                    ModelFolder opened = ModelFolder.open(path, Optional.empty());
                    Path folder = Optional.ofNullable(
                                    opened.weights().toAbsolutePath().getParent())
                            .orElse(path.toAbsolutePath());
                    return new Model(folder, opened.card());
                },
                model -> {
                    models.removeIf(other -> other.folder().equals(model.folder()));
                    models.add(0, model);
                    keep();
                    added.accept(model);
                },
                failed);
    }

    /** Takes a model off the shelf; its files stay. */
    public void remove(Model model) {
        models.remove(model);
        keep();
    }

    private void keep() {
        try {
            Files.createDirectories(list.toAbsolutePath().getParent());
            StringBuilder lines = new StringBuilder();
            models.forEach(model -> lines.append(model.folder()).append('\n'));
            AtomicFile.writeText(list, lines.toString());
        } catch (IOException e) {
            LOG.warn("The list of models cannot be written to {}", list, e);
        }
    }
}
