package org.palimpsest.app.pair;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.palimpsest.app.run.PreparationForm;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;
import org.palimpsest.detect.DetectorCard.SensorPair;
import org.palimpsest.detect.Preparation;
import org.palimpsest.detect.shift.ShiftEstimate;

/** The card that says how two dates fit, what will be done about it, and lets the user change that. */
public final class PairPane extends ScrollPane {
    private final PairViewModel pair;
    private final PreparationForm preparation;
    private final ObjectProperty<Optional<SensorPair>> sensors;
    private final VBox content = new VBox(8);
    private final Label plan = new Label();

    /**
     * @param preparation how both dates are made comparable in the next run
     * @param sensors which sensors took the pair, for advice on detectors
     */
    public PairPane(PairViewModel pair, PreparationForm preparation, ObjectProperty<Optional<SensorPair>> sensors) {
        this.pair = pair;
        this.preparation = preparation;
        this.sensors = sensors;
        setId("pair");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("edge-to-edge");
        plan.setWrapText(true);
        content.getStyleClass().add("inspector");
        setContent(content);
        pair.checkProperty().addListener(change -> show());
        pair.measuringProperty().addListener(change -> show());
        pair.problemProperty().addListener(change -> show());
        preparation.correctionProperty().addListener(change -> showPlan());
        preparation.gridProperty().addListener(change -> showPlan());
        show();
    }

    private void show() {
        content.getChildren().clear();
        if (!pair.problemProperty().get().isEmpty()) {
            content.getChildren()
                    .add(notice("error", "warning", pair.problemProperty().get()));
        } else if (pair.measuringProperty().get()) {
            ProgressBar bar = new ProgressBar();
            bar.setMaxWidth(Double.MAX_VALUE);
            content.getChildren().addAll(muted(Text.of("pair.measuring")), bar);
        } else {
            pair.checkProperty().get().ifPresentOrElse(this::show, () -> content.getChildren()
                    .add(muted(Text.of("pair.empty"))));
        }
    }

    private void show(PairCheck check) {
        content.getChildren().addAll(table(check), section("pair.fit"));
        content.getChildren().add(fact("pair.overlap", String.format(Locale.ROOT, "%.1f %%", check.overlap() * 100)));
        content.getChildren()
                .add(fact(
                        "pair.shift",
                        check.shift()
                                .map(shift -> Text.of(
                                        "pair.shiftValue",
                                        number(shift.dx()),
                                        number(shift.dy()),
                                        number(shift.spread())))
                                .orElse(Text.of("pair.shiftUnknown"))));
        if (check.shift().filter(ShiftEstimate::isDisturbing).isPresent()) {
            content.getChildren()
                    .add(notice(
                            "warning",
                            "warning",
                            Text.of(
                                    check.sensors().differ() ? "pair.shiftMixed" : "pair.shiftWarning",
                                    number(check.shift().get().length()))));
        }
        check.warnings()
                .forEach(warning -> content.getChildren().add(notice("warning", "warning", NoticeText.of(warning))));
        content.getChildren().add(choice("pair.sensors", sensorsBox()));
        Label why = muted(PairText.why(check.sensors()));
        why.setId("sensors-why");
        why.setWrapText(true);
        content.getChildren().add(why);
        content.getChildren().add(section("pair.plan"));
        content.getChildren().add(plan);
        showPlan();
        content.getChildren()
                .add(choice(
                        "pair.correction",
                        box("correction", preparation.correctionProperty(), Preparation.CORRECTIONS)));
        content.getChildren().add(choice("pair.grid", gridBox()));
        content.getChildren()
                .add(choice(
                        "pair.resampling",
                        box("resampling", preparation.resamplingProperty(), Preparation.RESAMPLINGS)));
        CheckBox force = new CheckBox(Text.of("pair.force"));
        force.setId("force");
        force.setWrapText(true);
        force.selectedProperty().bindBidirectional(preparation.forceProperty());
        content.getChildren().add(force);
    }

    /** Says what a run will do to bring both dates together. */
    private void showPlan() {
        boolean corrected = !preparation.correctionProperty().get().equals(Preparation.NONE);
        pair.checkProperty().get().ifPresent(check -> {
            boolean elsewhere = !preparation.gridProperty().get().equals(Preparation.DEFAULT_GRID);
            String grid = elsewhere
                    ? Text.of("pair.planElsewhere")
                    : check.sameGrid()
                            ? Text.of("pair.planNothing")
                            : Text.of("pair.planReproject", systemOf(check.before()), pixel(check.before()));
            String shift = Text.of("pair.planCorrect");
            plan.setText(!corrected ? grid : check.sameGrid() && !elsewhere ? shift : grid + " " + shift);
        });
    }

    private static Node table(PairCheck check) {
        GridPane table = new GridPane();
        table.setHgap(8);
        table.setVgap(4);
        ColumnConstraints names = new ColumnConstraints(72);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setPercentWidth(37);
        table.getColumnConstraints().setAll(names, values, values);
        table.addRow(0, new Label(), head("layers.date.BEFORE"), head("layers.date.AFTER"));
        row(table, 1, "property.system", systemOf(check.before()), systemOf(check.after()));
        row(table, 2, "property.pixel", pixel(check.before()), pixel(check.after()));
        row(table, 3, "property.size", size(check.before()), size(check.after()));
        row(table, 4, "property.bands", bands(check.before()), bands(check.after()));
        return table;
    }

    private static void row(GridPane table, int row, String key, String before, String after) {
        Label name = muted(Text.of(key));
        name.setMinWidth(USE_PREF_SIZE);
        Label first = value(before);
        Label second = value(after);
        if (!before.equals(after)) {
            first.getStyleClass().add(Styles.TEXT_BOLD);
            second.getStyleClass().add(Styles.TEXT_BOLD);
        }
        table.addRow(row, name, first, second);
        GridPane.setValignment(name, VPos.TOP);
        GridPane.setValignment(first, VPos.TOP);
        GridPane.setValignment(second, VPos.TOP);
    }

    private static Node box(String name, StringProperty choice, List<String> choices) {
        ComboBox<String> box = new ComboBox<>(FXCollections.observableArrayList(choices));
        box.setId(name);
        box.setConverter(words(
                value -> Text.has(name + "." + value) ? Text.of(name + "." + value) : Text.of("choice." + value)));
        box.valueProperty().bindBidirectional(choice);
        box.setAccessibleText(Text.of("pair." + name));
        return box;
    }

    /** The usual grids to choose from; another system with its pixel size is typed in. */
    private Node gridBox() {
        ComboBox<String> box = new ComboBox<>(FXCollections.observableArrayList("before", "after", "auto-utm"));
        box.setId("grid");
        box.setEditable(true);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(String grid) {
                return grid == null ? "" : Text.has("choice." + grid) ? Text.of("choice." + grid) : grid;
            }

            @Override
            public String fromString(String words) {
                String typed = words.trim();
                return box.getItems().stream()
                        .filter(grid -> toString(grid).equals(typed))
                        .findFirst()
                        .orElse(typed.isEmpty() ? Preparation.DEFAULT_GRID : typed);
            }
        });
        box.valueProperty().bindBidirectional(preparation.gridProperty());
        box.focusedProperty().addListener((observable, was, is) -> {
            if (!is) {
                box.commitValue();
            }
        });
        box.setTooltip(new Tooltip(Text.of("pair.grid.tip")));
        box.setAccessibleText(Text.of("pair.grid"));
        return box;
    }

    private Node sensorsBox() {
        ComboBox<SensorPair> box = new ComboBox<>(FXCollections.observableArrayList(SensorPair.values()));
        box.setId("sensors");
        box.setConverter(words(value -> Text.of("sensors." + value)));
        box.setValue(sensors.get().orElse(null));
        box.setPromptText(Text.of("sensors.unknown"));
        box.valueProperty().addListener((observable, old, chosen) -> sensors.set(Optional.ofNullable(chosen)));
        box.setAccessibleText(Text.of("pair.sensors"));
        return box;
    }

    private static Node choice(String key, Node box) {
        Label label = new Label(Text.of(key));
        label.setMinWidth(96);
        label.setLabelFor(box);
        if (box instanceof ComboBox<?> combo) {
            combo.setMinWidth(0);
            combo.setMaxWidth(Double.MAX_VALUE);
        }
        HBox.setHgrow(box, Priority.ALWAYS);
        HBox row = new HBox(8, label, box);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Node notice(String kind, String icon, String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox box = new HBox(8, Icon.of(icon), label);
        box.getStyleClass().addAll("notice", "message-" + kind);
        return box;
    }

    private static Node fact(String key, String words) {
        Label name = muted(Text.of(key));
        name.setMinWidth(96);
        Label value = value(words);
        HBox row = new HBox(8, name, value);
        HBox.setHgrow(value, Priority.ALWAYS);
        return row;
    }

    private static Label section(String key) {
        Label label = new Label(Text.of(key));
        label.getStyleClass().add("section");
        return label;
    }

    private static Label head(String key) {
        Label label = new Label(Text.of(key));
        label.getStyleClass().add(Styles.TEXT_BOLD);
        return label;
    }

    private static Label muted(String words) {
        Label label = new Label(words);
        label.getStyleClass().add(Styles.TEXT_MUTED);
        label.setWrapText(true);
        return label;
    }

    private static Label value(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("number");
        label.setWrapText(true);
        return label;
    }

    private static String systemOf(PairCheck.Facts facts) {
        return facts.system().isEmpty() ? Text.of("status.noCrs") : facts.system();
    }

    private static String pixel(PairCheck.Facts facts) {
        double size = facts.pixelWidth();
        return String.format(Locale.ROOT, size < 0.01 ? "%.3e %s" : "%.4g %s", size, facts.unit());
    }

    private static String size(PairCheck.Facts facts) {
        return facts.width() + " × " + facts.height();
    }

    private static String bands(PairCheck.Facts facts) {
        return facts.bands() + " × " + facts.type();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static <T> StringConverter<T> words(java.util.function.Function<T, String> name) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : name.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("The list is not typed into.");
            }
        };
    }
}
