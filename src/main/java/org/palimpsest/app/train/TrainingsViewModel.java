package org.palimpsest.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.train.TrainCommandFile;
import org.palimpsest.train.TrainSpec;
import org.palimpsest.train.Trainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trainings that this person began in the window, the newest first. Each goes on in a process of its own; the window only
 * reads what it writes, so it finds them again, running or ended, when it is opened anew.
 *
 * <p>Window's thread; files are read on a worker each time {@link #look} is called.
 */
public final class TrainingsViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingsViewModel.class);
    private static final String ENDED = "ended\t";
    private static final String GOING = "going\t";

    private final TrainingProcess process;
    private final Background background;
    private final Path list;
    private final ObservableList<TrainingViewModel> trainings = FXCollections.observableArrayList();
    private final Map<TrainingViewModel, Watch> watches = new HashMap<>();
    private BiConsumer<TrainingViewModel, Path> onModel = (training, model) -> {};
    private Consumer<TrainingViewModel> onEnd = training -> {};
    private Consumer<Exception> onFailure = e -> {};
    /** Trainings whose past is no news: an earlier window told of it, or the user asked for an old folder. */
    private final Set<TrainingViewModel> told = new HashSet<>();

    private boolean looking;

    /** The two files of a training that grow while it is going on. */
    private record Watch(GrowingFile log, GrowingFile events) {
        Watch(TrainingFiles files) {
            this(new GrowingFile(files.log()), new GrowingFile(files.events()));
        }
    }

    /** What a look found: new lines, and whether somebody is still writing. */
    private record Seen(List<TrainingNews> news, boolean alive, String lastWords, Optional<Document> document) {}

    /** What the training document says, for trainings whose events are not there to say it. */
    private record Document(String network, int epochs) {
        static Optional<Document> read(TrainingFiles files) throws IOException {
            try {
                return Files.isRegularFile(files.document())
                        ? Optional.of(of(Trainer.specOf(files.folder())))
                        : Optional.empty();
            } catch (BadInputException e) {
                LOG.info("{} cannot be read", files.document(), e);
                return Optional.empty();
            }
        }

        private static Document of(TrainSpec spec) throws BadInputException {
            return new Document(spec.network(), spec.settings().whole("epochs"));
        }
    }

    /**
     * @param list file in which the folders of the trainings are kept, one a line
     */
    public TrainingsViewModel(TrainingProcess process, Background background, Path list) {
        this.process = process;
        this.background = background;
        this.list = list;
    }

    /** The newest first. */
    public ObservableList<TrainingViewModel> list() {
        return trainings;
    }

    /** Who is told, on the window's thread, of a model folder that a training has written. */
    public void setOnModel(BiConsumer<TrainingViewModel, Path> listener) {
        onModel = listener;
    }

    /** Who is told, on the window's thread, that a training has ended while the window was open. */
    public void setOnEnd(Consumer<TrainingViewModel> listener) {
        onEnd = listener;
    }

    /** Who is told of files that cannot be read or written. */
    public void setOnFailure(Consumer<Exception> listener) {
        onFailure = listener;
    }

    /** Tells whether some training has not ended. */
    public boolean isBusy() {
        return trainings.stream().anyMatch(training -> !training.state().isEnded());
    }

    /** Starts a training, or queues it where another one uses the device. */
    public TrainingViewModel start(TrainingOrder order) {
        TrainingViewModel training = new TrainingViewModel(order.folder());
        training.describe(order.network(), 0);
        trainings.removeIf(other -> other.folder().equals(order.folder()));
        trainings.add(0, training);
        launch(training, order.words(), order.resources().memoryBytes());
        return training;
    }

    /** Goes on with a training that was stopped or failed. */
    public void resume(TrainingViewModel training, TrainingOrder.Resources resources) {
        if (training.canResume()) {
            training.beginAgain();
            launch(training, TrainingOrder.resumeWords(training.folder(), resources), resources.memoryBytes());
        }
    }

    private void launch(TrainingViewModel training, List<String> words, long memoryBytes) {
        watches.remove(training);
        keep();
        background.run(
                () -> {
                    TrainCommandFile.remove(training.folder());
                    process.start(training.folder(), words, memoryBytes);
                    return new Watch(training.files());
                },
                watch -> watches.put(training, watch),
                e -> {
                    training.died(NoticeText.of(e));
                    keep();
                    onFailure.accept(e);
                });
    }

    /**
     * Shows a training that was begun elsewhere, or that was taken out of the list.
     *
     * @param opened hears of it on the window's thread
     */
    public void open(Path folder, Consumer<TrainingViewModel> opened) {
        background.run(
                () -> {
                    if (!Files.isRegularFile(new TrainingFiles(folder).document())) {
                        throw new BadInputException(Text.of("training.none", folder));
                    }
                    return folder;
                },
                found -> opened.accept(listed(found)),
                onFailure);
    }

    private TrainingViewModel listed(Path folder) {
        Optional<TrainingViewModel> known = trainings.stream()
                .filter(training -> training.folder().equals(folder))
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        TrainingViewModel training = attach(folder);
        told.add(training);
        trainings.add(0, training);
        look();
        return training;
    }

    private TrainingViewModel attach(Path folder) {
        TrainingViewModel training = new TrainingViewModel(folder);
        watches.put(training, new Watch(training.files()));
        return training;
    }

    /** Finds the trainings of earlier windows again, whether they are going on or have ended. */
    public void restore() {
        background.run(
                () -> Files.isRegularFile(list) ? Files.readAllLines(list) : List.<String>of(),
                lines -> {
                    for (String line : lines) {
                        String folder = line.substring(line.indexOf('\t') + 1);
                        TrainingViewModel training = attach(Path.of(folder));
                        trainings.add(training);
                        if (line.startsWith(ENDED)) {
                            told.add(training);
                        }
                    }
                    look();
                },
                e -> LOG.warn("{} cannot be read", list, e));
    }

    /** Takes an ended training out of the list; its files stay. */
    public void forget(TrainingViewModel training) {
        if (training.state().isEnded()) {
            trainings.remove(training);
            watches.remove(training);
            keep();
        }
    }

    /** Asks a training to end; it can be resumed. */
    public void stop(TrainingViewModel training, boolean afterEpoch) {
        if (training.state().isEnded()) {
            return;
        }
        command(List.of(training), afterEpoch, () -> {});
    }

    /** Asks every training that is going on to end; {@code then} is done when all have been asked. */
    public void stopAll(boolean afterEpoch, Runnable then) {
        command(
                trainings.stream()
                        .filter(training -> !training.state().isEnded())
                        .toList(),
                afterEpoch,
                then);
    }

    private void command(List<TrainingViewModel> those, boolean afterEpoch, Runnable then) {
        those.forEach(training -> training.setStopping(afterEpoch));
        background.run(
                () -> {
                    for (TrainingViewModel training : those) {
                        TrainCommandFile.write(
                                training.folder(),
                                afterEpoch ? TrainCommandFile.Command.STOP_AFTER_EPOCH : TrainCommandFile.Command.STOP);
                    }
                    return true;
                },
                written -> then.run(),
                e -> {
                    onFailure.accept(e);
                    then.run();
                });
    }

    /** Reads what is new of the trainings that have not ended; to be called again and again. */
    public void look() {
        if (looking) {
            return;
        }
        Map<TrainingViewModel, Watch> open = new HashMap<>();
        trainings.stream()
                .filter(training -> !training.state().isEnded())
                .filter(watches::containsKey)
                .forEach(training -> open.put(training, watches.get(training)));
        if (open.isEmpty()) {
            return;
        }
        looking = true;
        Set<TrainingViewModel> known =
                open.keySet().stream().filter(training -> training.epochs() > 0).collect(Collectors.toSet());
        background.run(
                () -> {
                    Map<TrainingViewModel, Seen> seen = new HashMap<>();
                    for (Map.Entry<TrainingViewModel, Watch> entry : open.entrySet()) {
                        TrainingViewModel training = entry.getKey();
                        seen.put(training, seen(training.files(), known.contains(training), entry.getValue()));
                    }
                    return seen;
                },
                seen -> {
                    looking = false;
                    seen.forEach(this::hear);
                },
                e -> {
                    looking = false;
                    onFailure.accept(e);
                });
    }

    private Seen seen(TrainingFiles files, boolean isKnown, Watch watch) throws IOException {
        // Asked before reading, so that the last lines of one that has just ended are not missed.
        boolean alive = process.isAlive(files.folder());
        List<TrainingNews> news = new ArrayList<>();
        for (GrowingFile file : List.of(watch.log(), watch.events())) {
            file.newLines().forEach(line -> TrainingNews.parse(line).ifPresent(news::add));
        }
        return new Seen(news, alive, alive ? "" : files.lastWords(), isKnown ? Optional.empty() : Document.read(files));
    }

    private void hear(TrainingViewModel training, Seen seen) {
        seen.document().ifPresent(document -> training.describe(document.network(), document.epochs()));
        seen.news().forEach(training::hear);
        if (!seen.alive()) {
            training.died(seen.lastWords());
        }
        if (told.remove(training)) {
            keep();
            return;
        }
        Optional<Path> best = seen.news().stream()
                .filter(TrainingNews.Product.class::isInstance)
                .map(TrainingNews.Product.class::cast)
                .filter(product -> product.kind().equals("best_f1"))
                .map(TrainingNews.Product::file)
                .reduce((first, last) -> last);
        best.ifPresent(model -> onModel.accept(training, model));
        if (training.state().isEnded()) {
            keep();
            onEnd.accept(training);
        }
    }

    private void keep() {
        StringBuilder lines = new StringBuilder();
        trainings.forEach(training -> lines.append(training.state().isEnded() ? ENDED : GOING)
                .append(training.folder())
                .append('\n'));
        try {
            Files.createDirectories(list.toAbsolutePath().getParent());
            AtomicFile.writeText(list, lines.toString());
        } catch (IOException e) {
            LOG.warn("The list of trainings cannot be written to {}", list, e);
        }
    }
}
