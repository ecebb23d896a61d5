package org.palimpsest.app.train;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.app.work.ShownProgress;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.TemporaryFolder;
import org.palimpsest.train.dataset.Dataset;
import org.palimpsest.train.dataset.DatasetCheck;
import org.palimpsest.train.dataset.DatasetReport;
import org.palimpsest.train.dataset.Datasets;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.train.dataset.SamplePictures;
import org.palimpsest.train.dataset.Split;

/** The check of a dataset: every pair is read once on a worker, then the report and pictures of a few pairs are shown. */
public final class DatasetCheckViewModel {
    private static final int SAMPLES = 3;

    /** Where the check stands. */
    public enum State {
        NONE,
        RUNNING,
        /** It can be trained on. */
        SOUND,
        /** Something is broken, does not fit or is missing. */
        BROKEN,
        /** It is not a dataset, or the check was stopped. */
        FAILED
    }

    /**
     * What a check found.
     *
     * @param samples a PNG for each split: some pairs with before, after and label
     */
    public record Found(DatasetReport report, Map<Split, byte[]> samples) {}

    private final Background background;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NONE);
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private Optional<Found> found = Optional.empty();
    private String failure = "";
    private String checked = "";
    private Cancellation.Flag cancellation = new Cancellation.Flag();

    public DatasetCheckViewModel(Background background) {
        this.background = background;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public State state() {
        return state.get();
    }

    /** Share of the split that is read, 0 to 1; below 0 while unknown. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What the last check found; empty until it has ended. */
    public Optional<Found> found() {
        return found;
    }

    /** Why there is no report; empty where there is one. */
    public String failure() {
        return failure;
    }

    /** Tells whether a dataset with labels of this rule is what was checked, or is being checked. */
    public boolean isOf(String place, String ignore) {
        return checked.equals(key(place, ignore));
    }

    private static String key(String place, String ignore) {
        return place + "\n" + ignore;
    }

    /** Forgets what was found, because another dataset is named. */
    public void reset() {
        cancellation.request();
        checked = "";
        found = Optional.empty();
        failure = "";
        state.set(State.NONE);
    }

    /** Ends a check that takes too long. */
    public void cancel() {
        cancellation.request();
    }

    /**
     * Checks a dataset.
     *
     * @param ignore value of the labels that means not labelled; empty text for none
     * @param done is told when the check has ended, whatever it found
     */
    public void start(String place, String ignore, Runnable done) {
        reset();
        checked = key(place, ignore);
        String key = checked;
        Cancellation.Flag flag = new Cancellation.Flag();
        cancellation = flag;
        progress.set(-1);
        state.set(State.RUNNING);
        background.run(
                () -> check(place, ignore, flag),
                result -> {
                    if (checked.equals(key)) {
                        found = Optional.of(result);
                        state.set(isSound(result.report()) ? State.SOUND : State.BROKEN);
                        done.run();
                    }
                },
                e -> {
                    if (checked.equals(key)) {
                        failure = e instanceof CancelledException ? Text.of("dataset.cancelled") : NoticeText.of(e);
                        state.set(State.FAILED);
                        done.run();
                    }
                });
    }

    /** Training wants both splits, and pairs that can all be read. */
    private static boolean isSound(DatasetReport report) {
        return report.isSound() && List.of(Split.TRAIN, Split.VAL).stream().allMatch(report.splits()::containsKey);
    }

    private Found check(String place, String ignore, Cancellation stop) throws Exception {
        Dataset dataset = Datasets.open(path(place), rule(ignore));
        DatasetReport report = DatasetCheck.of(dataset, new ShownProgress(background, progress::set), stop);
        Map<Split, byte[]> samples = new EnumMap<>(Split.class);
        try (TemporaryFolder folder = TemporaryFolder.create("samples")) {
            for (Map.Entry<Split, Path> drawn :
                    SamplePictures.draw(dataset, SAMPLES, folder.path()).entrySet()) {
                samples.put(drawn.getKey(), Files.readAllBytes(drawn.getValue()));
            }
        }
        return new Found(report, samples);
    }

    private static Path path(String place) throws BadInputException {
        try {
            return Path.of(place);
        } catch (InvalidPathException e) {
            throw new BadInputException(Text.of("train.notAPath", place), e);
        }
    }

    /** What a typed value of labels means. */
    static LabelRule rule(String ignore) throws BadInputException {
        try {
            return new LabelRule(
                    ignore.isBlank() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(ignore.strip())));
        } catch (NumberFormatException e) {
            throw new BadInputException(Text.of("train.notANumber", ignore), e);
        }
    }
}
