package org.palimpsest.app.train;

import atlantafx.base.theme.Styles;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;
import org.palimpsest.base.Notice;
import org.palimpsest.train.dataset.DatasetReport;
import org.palimpsest.train.dataset.DatasetReport.SplitReport;
import org.palimpsest.train.dataset.Split;

/** What the check of a dataset found: counts of each split, what is broken by its name, and pictures of some pairs. */
final class DatasetReportView extends VBox {
    private static final int MOST_SENTENCES = 100;
    private static final double PICTURE_WIDTH = 372;

    private final DatasetCheckViewModel check;

    DatasetReportView(DatasetCheckViewModel check) {
        super(8);
        this.check = check;
        setId("dataset-report");
        check.stateProperty().addListener(change -> show());
        show();
    }

    private void show() {
        getChildren().clear();
        switch (check.state()) {
            case NONE -> getChildren().add(muted(Text.of("dataset.none")));
            case RUNNING -> getChildren().add(running());
            case FAILED -> getChildren().add(notice("message-error", check.failure()));
            case SOUND, BROKEN -> check.found().ifPresent(this::show);
        }
    }

    private Node running() {
        ProgressBar bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty().bind(check.progressProperty());
        bar.setAccessibleText(Text.of("dataset.checking"));
        HBox.setHgrow(bar, Priority.ALWAYS);
        Button stop = new Button(Text.of("dataset.stop"));
        stop.setOnAction(event -> check.cancel());
        HBox row = new HBox(8, new Label(Text.of("dataset.checking")), bar, stop);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void show(DatasetCheckViewModel.Found found) {
        DatasetReport report = found.report();
        getChildren().addAll(muted(report.format()), table(report));
        if (check.state() == DatasetCheckViewModel.State.BROKEN) {
            getChildren()
                    .add(notice(
                            "message-error",
                            Text.of("dataset.broken", report.problems().size())));
        }
        sentences("message-error", report.problems());
        sentences("message-warning", report.warnings());
        found.samples()
                .forEach((split, picture) -> getChildren().addAll(muted(samples(split)), picture(split, picture)));
    }

    private static String samples(Split split) {
        return Text.of("dataset.samples", split.id());
    }

    private void sentences(String kind, List<Notice> sentences) {
        sentences.stream().limit(MOST_SENTENCES).forEach(sentence -> getChildren()
                .add(notice(kind, NoticeText.of(sentence))));
        if (sentences.size() > MOST_SENTENCES) {
            getChildren().add(muted(Text.of("dataset.more", sentences.size() - MOST_SENTENCES)));
        }
    }

    private static Node table(DatasetReport report) {
        GridPane table = new GridPane();
        table.setId("dataset-splits");
        table.setHgap(16);
        table.setVgap(2);
        int column = 0;
        for (String key : List.of("split", "pairs", "withChange", "share", "size")) {
            Label head = muted(Text.of("dataset.column." + key));
            head.setMinWidth(USE_PREF_SIZE);
            GridPane.setHalignment(head, column == 0 || column == 4 ? HPos.LEFT : HPos.RIGHT);
            table.add(head, column++, 0);
        }
        int row = 1;
        for (Map.Entry<Split, SplitReport> entry : report.splits().entrySet()) {
            SplitReport split = entry.getValue();
            table.addRow(
                    row++,
                    whole(new Label(entry.getKey().id())),
                    number(Integer.toString(split.pairs())),
                    number(Integer.toString(split.pairsWithChange())),
                    number(String.format(Locale.ROOT, "%.2f %%", 100 * split.changeShare())),
                    new Label(sizes(split)));
        }
        return table;
    }

    private static String sizes(SplitReport split) {
        String sizes = split.sizes().size() == 1
                ? split.sizes().keySet().iterator().next()
                : Text.of("dataset.sizes", split.sizes().size());
        String bands = String.join(
                "/", split.bands().keySet().stream().map(String::valueOf).toList());
        return Text.of("dataset.sizeAndBands", sizes.replace(" x ", " × "), bands);
    }

    /** Words that are never cut; the last column gives way. */
    private static Label whole(Label label) {
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static Label number(String text) {
        Label label = whole(new Label(text));
        label.getStyleClass().add("number");
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }

    private static Node picture(Split split, byte[] png) {
        ImageView view = new ImageView(new Image(new ByteArrayInputStream(png)));
        view.setPreserveRatio(true);
        view.setFitWidth(PICTURE_WIDTH);
        view.setAccessibleText(samples(split));
        return view;
    }

    private static Label muted(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        return label;
    }

    private static Node notice(String kind, String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox box = new HBox(8, Icon.of("warning"), label);
        box.getStyleClass().addAll("notice", kind);
        return box;
    }
}
