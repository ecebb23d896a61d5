package org.palimpsest.app.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.RunEvent;

/** One run as the window shows it; everything here belongs to the window's thread. */
public final class RunViewModel {
    private static final int LONGEST_LOG = 2000;

    private final int number;
    private final String title;
    private final RunSpec spec;
    private boolean resumed;
    private String unobserved = "";
    private RunControl control = () -> {};
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>(RunState.QUEUED);
    private static final String TRAINING = "train";

    private final ReadOnlyStringWrapper stage = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper("");
    private final ReadOnlyLongWrapper done = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper total = new ReadOnlyLongWrapper();
    private final ReadOnlyDoubleWrapper megapixelsPerSecond = new ReadOnlyDoubleWrapper(Double.NaN);
    private final ReadOnlyDoubleWrapper secondsLeft = new ReadOnlyDoubleWrapper(Double.NaN);
    private final ReadOnlyStringWrapper whatHappened = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper whatToDo = new ReadOnlyStringWrapper("");
    private final ObservableList<String> log = FXCollections.observableArrayList();
    private final ObservableList<RunEvent.Product> products = FXCollections.observableArrayList();
    private final EpochsViewModel epochs = new EpochsViewModel();

    /**
     * @param number counts the runs of this session from 1
     * @param title name of the detector
     */
    public RunViewModel(int number, String title, RunSpec spec) {
        this.number = number;
        this.title = title;
        this.spec = spec;
    }

    public int number() {
        return number;
    }

    public String title() {
        return title;
    }

    public RunSpec spec() {
        return spec;
    }

    /** Whether it goes on from the finished tiles of an earlier run. */
    public boolean isResumed() {
        return resumed;
    }

    /** The folder of the products. */
    public Path directory() {
        return spec.output().directory();
    }

    public ReadOnlyObjectProperty<RunState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public RunState state() {
        return state.get();
    }

    /** The stage's name in the run protocol; empty before the first. */
    public ReadOnlyStringProperty stageProperty() {
        return stage.getReadOnlyProperty();
    }

    /** Steps of the stage that are finished. */
    public ReadOnlyLongProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    /** Steps of the stage; 0 when unknown. */
    public ReadOnlyLongProperty totalProperty() {
        return total.getReadOnlyProperty();
    }

    /** NaN while unknown. */
    public ReadOnlyDoubleProperty megapixelsPerSecondProperty() {
        return megapixelsPerSecond.getReadOnlyProperty();
    }

    /** NaN while unknown. */
    public ReadOnlyDoubleProperty secondsLeftProperty() {
        return secondsLeft.getReadOnlyProperty();
    }

    /** One sentence about the end of the run; empty before it. */
    public ReadOnlyStringProperty whatHappenedProperty() {
        return whatHappened.getReadOnlyProperty();
    }

    /** What the user can do now; empty when there is nothing to be done. */
    public ReadOnlyStringProperty whatToDoProperty() {
        return whatToDo.getReadOnlyProperty();
    }

    /** Sentences for the user, the oldest first. */
    public ObservableList<String> log() {
        return log;
    }

    /** Finished products in the order in which they came. */
    public ObservableList<RunEvent.Product> products() {
        return products;
    }

    /** How the training on the pair goes or went; without any epoch where the run trains nothing. */
    public EpochsViewModel epochs() {
        return epochs;
    }

    /** Share of the stage that is done, 0 to 1; below 0 while its length is unknown. */
    public double progress() {
        return switch (state()) {
            case DONE -> 1;
            case QUEUED -> 0;
            default -> total.get() <= 0 ? -1 : done.get() / (double) total.get();
        };
    }

    /** Asks the run to end after the tiles in flight; they are kept. */
    public void cancel() {
        if (state() == RunState.QUEUED || state() == RunState.RUNNING) {
            state.set(RunState.CANCELLING);
            control.cancel();
        }
    }

    /** Says that the run goes on from finished tiles. */
    void setResumed(boolean goesOn) {
        resumed = goesOn;
    }

    /** Asks a run that trains on the pair to go on with the map that it has. */
    public void enough() {
        if (state() == RunState.RUNNING) {
            control.enough();
        }
    }

    /** Whether the run is in a training that can be ended early. */
    public boolean isTraining() {
        return state() == RunState.RUNNING && stage.get().equals(TRAINING);
    }

    /** How the stage stands, in the run's own few words; empty where it says nothing. */
    public ReadOnlyStringProperty remarkProperty() {
        return remark.getReadOnlyProperty();
    }

    /** Says what the worker can be asked. */
    void setControl(RunControl asked) {
        control = asked;
    }

    /** Takes up something that the worker reported. */
    void hear(RunEvent event) {
        if (event instanceof RunEvent.Stage begun) {
            running();
            stage.set(begun.name());
            remark.set("");
            done.set(0);
            total.set(begun.total());
            megapixelsPerSecond.set(Double.NaN);
            secondsLeft.set(Double.NaN);
            note(begun.name());
        } else if (event instanceof RunEvent.Step step) {
            running();
            done.set(step.done());
            total.set(step.total());
            megapixelsPerSecond.set(step.megapixelsPerSecond());
            secondsLeft.set(step.secondsLeft());
        } else if (event instanceof RunEvent.Note said) {
            remark.set(said.text());
        } else if (event instanceof RunEvent.Epoch epoch) {
            epochs.hear(epoch);
        } else if (event instanceof RunEvent.Fitted) {
            epochs.trained();
        } else if (event instanceof RunEvent.Warning warning) {
            note(NoticeText.of(warning.notice()));
        } else if (event instanceof RunEvent.Observed observed && observed.unobservedPixels() > 0) {
            unobserved = RunText.unobserved(observed);
            note(unobserved);
        } else if (event instanceof RunEvent.Product product) {
            products.add(product);
            note(product.file().toString());
        } else if (event instanceof RunEvent.Finished finished) {
            end(finished.outcome());
        }
    }

    /** Ends the run; a second end changes nothing. */
    void end(Outcome outcome) {
        if (state().isEnded()) {
            return;
        }
        if (outcome instanceof Outcome.Done ended) {
            List<String> sentences =
                    ended.warnings().stream().map(NoticeText::of).collect(Collectors.toCollection(ArrayList::new));
            if (hidesPixels() && !unobserved.isEmpty()) {
                sentences.add(0, unobserved);
            }
            whatHappened.set(String.join(" ", sentences));
            state.set(RunState.DONE);
        } else if (outcome instanceof Outcome.Cancelled cancelled) {
            whatHappened.set(Long.toString(cancelled.tilesKept()));
            state.set(RunState.CANCELLED);
        } else if (outcome instanceof Outcome.Failed failed) {
            whatHappened.set(NoticeText.of(failed.whatHappened()));
            whatToDo.set(NoticeText.of(failed.whatToDo()));
            note(whatHappened.get());
            note(whatToDo.get());
            state.set(RunState.FAILED);
        }
    }

    /** Whether the user asked that something must not count, and so wants to know how much that was. */
    private boolean hidesPixels() {
        return spec.before().mask().isPresent()
                || spec.after().mask().isPresent()
                || !spec.region().exclude().isEmpty();
    }

    private void running() {
        if (state() == RunState.QUEUED) {
            state.set(RunState.RUNNING);
        }
    }

    private void note(String sentence) {
        if (!sentence.isBlank()) {
            log.add(sentence);
            if (log.size() > LONGEST_LOG) {
                log.remove(0);
            }
        }
    }
}
