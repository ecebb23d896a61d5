package org.palimpsest.app.train;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.app.work.ShownProgress;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.train.dataset.Dataset;
import org.palimpsest.train.dataset.DatasetMaker;
import org.palimpsest.train.dataset.DatasetOptions;
import org.palimpsest.train.dataset.Datasets;
import org.palimpsest.train.dataset.Split;

/** The form that writes a dataset: from a georeferenced pair and what changed between its dates, or from another dataset. */
public final class DatasetMakeViewModel {
    private final Background background;
    private final BooleanProperty fromPair = new SimpleBooleanProperty(true);
    private final FormField before = new FormField("before", "");
    private final FormField after = new FormField("after", "");
    private final FormField label = new FormField("label", "");
    private final FormField source = new FormField("source", "");
    private final FormField chip = new FormField("chip", Integer.toString(DatasetOptions.USUAL_CHIP));
    private final FormField ignore = new FormField("ignore", "");
    private final FormField format = new FormField("format", "folder");
    private final FormField output = new FormField("output", "");
    private final ReadOnlyBooleanWrapper making = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private Cancellation.Flag cancellation = new Cancellation.Flag();

    /** What was written: the folder, and how many pairs each split has. */
    public record Made(Path folder, Map<Split, Integer> pairs) {
        /** "train 12, val 3". */
        public String words() {
            List<String> words = new ArrayList<>();
            pairs.forEach((split, count) -> words.add(split + " " + count));
            return String.join(", ", words);
        }
    }

    public DatasetMakeViewModel(Background background) {
        this.background = background;
    }

    /** Whether the source is a pair with a label, or another dataset. */
    BooleanProperty fromPairProperty() {
        return fromPair;
    }

    FormField before() {
        return before;
    }

    FormField after() {
        return after;
    }

    /** What changed: a raster or a file of polygons. */
    FormField label() {
        return label;
    }

    /** Another dataset. */
    FormField source() {
        return source;
    }

    FormField chip() {
        return chip;
    }

    FormField ignore() {
        return ignore;
    }

    /** "folder" or "parquet". */
    FormField format() {
        return format;
    }

    FormField output() {
        return output;
    }

    ReadOnlyBooleanProperty makingProperty() {
        return making.getReadOnlyProperty();
    }

    /** Share of the split that is written, 0 to 1; below 0 while unknown. */
    ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Why nothing was written; empty while nothing is wrong. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Proposes the pair that is open. */
    public void usePair(String first, String second) {
        before.textProperty().set(first);
        after.textProperty().set(second);
    }

    /** Ends the writing. */
    public void cancel() {
        cancellation.request();
    }

    /** Writes the dataset; {@code done} hears of it on the window's thread. */
    public void make(Consumer<Made> done) {
        List<FormField> wanted = fromPair.get() ? List.of(before, after, label, output) : List.of(source, output);
        boolean missing = false;
        for (FormField field : wanted) {
            field.setProblem(field.text().isEmpty() ? Text.of("dataset.needed") : "");
            missing |= field.text().isEmpty();
        }
        if (missing || making.get()) {
            return;
        }
        Cancellation.Flag flag = new Cancellation.Flag();
        cancellation = flag;
        problem.set("");
        progress.set(-1);
        Order order = new Order(
                fromPair.get(),
                before.text(),
                after.text(),
                label.text(),
                source.text(),
                chip.text(),
                ignore.text(),
                format.text(),
                output.text());
        making.set(true);
        background.run(
                () -> order.make(new ShownProgress(background, progress::set), flag),
                made -> {
                    making.set(false);
                    done.accept(made);
                },
                e -> {
                    making.set(false);
                    problem.set(
                            e instanceof CancelledException
                                    ? Text.of("dataset.make.cancelled", order.output())
                                    : NoticeText.of(e));
                });
    }

    /** What is to be written, as it was typed. */
    private record Order(
            boolean fromPair,
            String before,
            String after,
            String label,
            String source,
            String chip,
            String ignore,
            String format,
            String output) {
        Made make(Progress progress, Cancellation stop) throws Exception {
            DatasetOptions options = options();
            Dataset dataset = fromPair
                    ? Datasets.ofScene(path(before), path(after), path(label), options)
                    : Datasets.open(path(source), options);
            Path folder = path(output);
            return new Made(
                    folder,
                    DatasetMaker.make(
                            dataset, folder, DatasetMaker.Format.parse(format), options.chip(), progress, stop));
        }

        private DatasetOptions options() throws BadInputException {
            try {
                return new DatasetOptions(DatasetCheckViewModel.rule(ignore), Integer.parseInt(chip));
            } catch (NumberFormatException e) {
                throw new BadInputException(Text.of("train.notANumber", chip), e);
            } catch (IllegalArgumentException e) {
                throw new BadInputException(NoticeText.of(e), e);
            }
        }

        private static Path path(String text) throws BadInputException {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new BadInputException(Text.of("train.notAPath", text), e);
            }
        }
    }
}
