package org.palimpsest.app.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.app.text.Text;

/** One training as the window shows it, told by the lines that it wrote; window's thread only. */
public final class TrainingViewModel {
    private static final int LONGEST_LOG = 2000;

    private final TrainingFiles files;
    private final ReadOnlyObjectWrapper<TrainingState> state = new ReadOnlyObjectWrapper<>(TrainingState.WAITING);
    /** Counts what changed, so that one listener hears of everything. */
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();

    private final BooleanProperty stopping = new SimpleBooleanProperty();
    private final BooleanProperty stoppingAfterEpoch = new SimpleBooleanProperty();
    private final TreeMap<Integer, EpochPoint> points = new TreeMap<>();
    private final ObservableList<String> messages = FXCollections.observableArrayList();
    private String network = "";
    private String ending = "";
    private int epochs;
    private Optional<TrainingNews.Step> step = Optional.empty();

    TrainingViewModel(Path folder) {
        files = new TrainingFiles(folder);
    }

    /** The folder of the training. */
    public Path folder() {
        return files.folder();
    }

    /** The model folder of its best epoch. */
    public Path model() {
        return files.best();
    }

    TrainingFiles files() {
        return files;
    }

    /** The folder's own name. */
    public String name() {
        return String.valueOf(folder().getFileName());
    }

    /** Id of the network; empty until it is known. */
    public String network() {
        return network;
    }

    /** What is known of it before it tells anything itself; 0 epochs are not known. */
    void describe(String trained, int all) {
        network = trained;
        epochs = all;
        changed();
    }

    public ReadOnlyObjectProperty<TrainingState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public TrainingState state() {
        return state.get();
    }

    /** Another number whenever anything is new. */
    public ReadOnlyIntegerProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    /** Whether it ended early and has got so far that it can go on. */
    public boolean canResume() {
        return (state() == TrainingState.STOPPED || state() == TrainingState.FAILED) && epochs > 0;
    }

    /** Whether it was asked to end after its step, which takes a moment. */
    public boolean isStopping() {
        return stopping.get();
    }

    /** Whether it was asked to end after its epoch. */
    public boolean isStoppingAfterEpoch() {
        return stoppingAfterEpoch.get();
    }

    void setStopping(boolean afterEpoch) {
        (afterEpoch ? stoppingAfterEpoch : stopping).set(true);
        changed();
    }

    /** Its finished epochs, the first one first. */
    public List<EpochPoint> points() {
        return List.copyOf(points.values());
    }

    /** The epoch with the best F1 on validation. */
    public Optional<EpochPoint> best() {
        return points.values().stream().filter(EpochPoint::best).reduce((first, last) -> last);
    }

    /** How many epochs it has in all; 0 until it is known. */
    public int epochs() {
        return epochs;
    }

    /** The last step that was told of. */
    Optional<TrainingNews.Step> step() {
        return step;
    }

    /** Sentences for the user, the oldest first. */
    public ObservableList<String> messages() {
        return messages;
    }

    /** One sentence about its end; empty before it. */
    public String ending() {
        return ending;
    }

    /** Share of all its steps that are done, 0 to 1; below 0 while it waits. */
    public double progress() {
        if (state() == TrainingState.DONE) {
            return 1;
        }
        if (epochs == 0 || state() == TrainingState.WAITING) {
            return -1;
        }
        double inEpoch = step.filter(now -> now.epoch() > points.size() && now.steps() > 0)
                .map(now -> now.step() / (double) now.steps())
                .orElse(0.0);
        return Math.min(1, (points.size() + inEpoch) / epochs);
    }

    /** Forgets what an earlier process said of its end, because a new one goes on. */
    void beginAgain() {
        ending = "";
        step = Optional.empty();
        stopping.set(false);
        stoppingAfterEpoch.set(false);
        state.set(TrainingState.WAITING);
        changed();
    }

    /** Takes up what the training wrote. */
    void hear(TrainingNews news) {
        if (news instanceof TrainingNews.Started started) {
            network = started.network();
            epochs = started.epochs();
            points.tailMap(started.epochsDone(), false).clear();
            running();
        } else if (news instanceof TrainingNews.Step one) {
            step = Optional.of(one);
            running();
        } else if (news instanceof TrainingNews.Epoch epoch) {
            points.put(epoch.point().epoch(), epoch.point());
        } else if (news instanceof TrainingNews.Note note) {
            note(note.message());
        } else if (news instanceof TrainingNews.Finished finished) {
            switch (finished.outcome()) {
                case "done" -> end(TrainingState.DONE, finished.message());
                case "failed" -> end(TrainingState.FAILED, withWhatIsKept(finished.message()));
                default -> end(TrainingState.STOPPED, finished.message());
            }
        }
        changed();
    }

    /** Its process has ended without a word of it. */
    void died(String lastWords) {
        if (!state().isEnded() && epochs > 0 && points.size() >= epochs) {
            state.set(TrainingState.DONE);
            changed();
        } else if (!state().isEnded()) {
            boolean begun = hasBegun();
            String words = lastWords;
            // The folder of a training that was begun in a shell tells only of its epochs, not of its end.
            if (words.isEmpty() && (!begun || state() == TrainingState.RUNNING)) {
                words = Text.of("training.died");
            }
            end(begun && lastWords.isEmpty() ? TrainingState.STOPPED : TrainingState.FAILED, withWhatIsKept(words));
            changed();
        }
    }

    private boolean hasBegun() {
        return !points.isEmpty() || step.isPresent();
    }

    private String withWhatIsKept(String words) {
        return hasBegun() ? (words + " " + Text.of("training.kept")).strip() : words;
    }

    private void end(TrainingState how, String sentence) {
        ending = sentence;
        note(sentence);
        state.set(how);
    }

    private void running() {
        if (state() == TrainingState.WAITING) {
            state.set(TrainingState.RUNNING);
        }
    }

    /** Log and events tell of the same things; each is shown once. */
    private void note(String sentence) {
        if (!sentence.isBlank() && !messages.contains(sentence)) {
            messages.add(sentence);
            if (messages.size() > LONGEST_LOG) {
                messages.remove(0);
            }
        }
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }
}
