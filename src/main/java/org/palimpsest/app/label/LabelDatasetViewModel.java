package org.palimpsest.app.label;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;
import org.palimpsest.label.LabelMap;
import org.palimpsest.label.LabelRaster;
import org.palimpsest.train.dataset.BlockOptions;
import org.palimpsest.train.dataset.BlockSplit;
import org.palimpsest.train.dataset.BlockSplit.Counts;
import org.palimpsest.train.dataset.DatasetMaker;
import org.palimpsest.train.dataset.Split;

/**
 * Making a dataset of labels: chip size, share and margin of the validation ground, format and folder; first counted, then written.
 * Window's thread only; reading and writing are done on workers.
 */
public final class LabelDatasetViewModel {
    /** What the dataset is made of. */
    public record Scene(Path before, Path after, LabelMap labels) {}

    private static final int USUAL_CHIP = 256;
    private static final int[] CHIPS = {256, 128, 64};

    private final Scene scene;
    private final Background background;
    private final Cancellation.Flag closing = new Cancellation.Flag();
    private final StringProperty chip = new SimpleStringProperty(Integer.toString(USUAL_CHIP));
    private final StringProperty validation = new SimpleStringProperty("20");
    private final StringProperty margin = new SimpleStringProperty(Integer.toString(USUAL_CHIP / 4));
    private final StringProperty folder;
    private final ObjectProperty<DatasetMaker.Format> format = new SimpleObjectProperty<>(DatasetMaker.Format.FOLDER);
    private final ReadOnlyObjectWrapper<Map<Split, Counts>> counts = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<Path>> made = new ReadOnlyObjectWrapper<>(Optional.empty());
    private long asked;

    /**
     * @param parent folder in which a new folder is proposed
     */
    public LabelDatasetViewModel(Scene scene, Path parent, Background background) {
        this.scene = scene;
        this.background = background;
        folder = new SimpleStringProperty(free(parent).toString());
        int fitting = CHIPS[CHIPS.length - 1];
        int shorter =
                Math.min(scene.labels().grid().width(), scene.labels().grid().height());
        for (int size : CHIPS) {
            if (fitting < size && 4 * size <= shorter) {
                fitting = size;
            }
        }
        chip.set(Integer.toString(fitting));
        margin.set(Integer.toString(fitting / 4));
        for (StringProperty field : new StringProperty[] {chip, validation, margin}) {
            field.addListener(change -> count());
        }
    }

    private static Path free(Path parent) {
        for (int number = 1; ; number++) {
            Path candidate = parent.resolve("dataset-" + number);
            if (!Files.exists(candidate)) {
                return candidate;
            }
        }
    }

    /** Width and height of chips in pixels, as typed. */
    public StringProperty chipProperty() {
        return chip;
    }

    /** Percent of the labelled pixels for validation, as typed. */
    public StringProperty validationProperty() {
        return validation;
    }

    /** Pixels between training and validation ground, as typed. */
    public StringProperty marginProperty() {
        return margin;
    }

    /** Where the dataset goes: a folder that is empty or missing. */
    public StringProperty folderProperty() {
        return folder;
    }

    public ObjectProperty<DatasetMaker.Format> formatProperty() {
        return format;
    }

    /** What each split would hold; empty while that is not known. */
    public ReadOnlyObjectProperty<Map<Split, Counts>> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /** Why no dataset can be made as it stands; empty when one can. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether something is being counted or written. */
    public ReadOnlyBooleanProperty workingProperty() {
        return working.getReadOnlyProperty();
    }

    /** The dataset, once it is written. */
    public ReadOnlyObjectProperty<Optional<Path>> madeProperty() {
        return made.getReadOnlyProperty();
    }

    /** Ends what is going on; nothing of an unfinished dataset bears its name. */
    public void close() {
        closing.request();
    }

    /** Deals the labels as the fields say, and tells what each split would hold. */
    public void count() {
        long mine = ++asked;
        Optional<BlockOptions> options = options();
        counts.set(Map.of());
        if (options.isEmpty()) {
            return;
        }
        working.set(true);
        background.run(
                () -> {
                    try (BlockSplit split = split(options.get())) {
                        return split.counts();
                    }
                },
                found -> {
                    if (mine == asked) {
                        working.set(false);
                        problem.set("");
                        counts.set(new EnumMap<>(found));
                    }
                },
                e -> {
                    if (mine == asked) {
                        failed(e);
                    }
                });
    }

    /** Writes the dataset. */
    public void make() {
        Optional<BlockOptions> options = options();
        Optional<Path> place = place();
        if (options.isEmpty() || place.isEmpty()) {
            return;
        }
        asked++;
        working.set(true);
        problem.set("");
        DatasetMaker.Format wanted = format.get();
        background.run(
                () -> {
                    try (BlockSplit split = split(options.get())) {
                        DatasetMaker.make(
                                split.dataset(),
                                place.get(),
                                wanted,
                                options.get().chip(),
                                Progress.NONE,
                                closing);
                        return split.counts();
                    }
                },
                found -> {
                    working.set(false);
                    counts.set(new EnumMap<>(found));
                    made.set(place);
                },
                this::failed);
    }

    private BlockSplit split(BlockOptions options) throws Exception {
        return BlockSplit.of(
                scene.before(), scene.after(), new LabelRaster(scene.labels()), options, Progress.NONE, closing);
    }

    private void failed(Exception e) {
        working.set(false);
        if (!closing.requested()) {
            problem.set(
                    e instanceof BadInputException || e instanceof IOException
                            ? NoticeText.of(e)
                            : Text.of("message.fault", e.getClass().getSimpleName()));
        }
    }

    private Optional<Path> place() {
        try {
            String text = folder.get().strip();
            if (!text.isEmpty()) {
                return Optional.of(Path.of(text));
            }
        } catch (InvalidPathException e) {
            problem.set(NoticeText.of(e));
            return Optional.empty();
        }
        problem.set(Text.of("label.dataset.needs.folder"));
        return Optional.empty();
    }

    private Optional<BlockOptions> options() {
        try {
            return Optional.of(new BlockOptions(
                    Integer.parseInt(chip.get().strip()),
                    Double.parseDouble(validation.get().strip()) / 100,
                    Integer.parseInt(margin.get().strip())));
        } catch (IllegalArgumentException e) {
            working.set(false);
            problem.set(Text.of("label.dataset.range"));
            return Optional.empty();
        }
    }
}
