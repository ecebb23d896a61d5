package org.palimpsest.app.shell;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.palimpsest.app.detector.DetectorText;
import org.palimpsest.app.detector.ModelShelf;
import org.palimpsest.app.detector.ModelText;
import org.palimpsest.app.detector.ParameterSheet;
import org.palimpsest.app.detector.ParameterValue;
import org.palimpsest.app.run.RunFormViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.threshold.ThresholdRule;

/** Choosing a detector, its parameters and what becomes of its result; at the foot, the button that runs it. */
final class DetectPane extends BorderPane {
    private final Workbench workbench;
    private final Label summary = new Label();
    private final Label paper = new Label();
    private final Label weights = new Label();
    private final ChangeListener<String> weightsChange = (observable, old, path) -> describeWeights(path);
    private Optional<ParameterValue> watched = Optional.empty();
    private final ParameterSheet parameters;
    private final Label parametersTitle = section("detect.parameters");

    DetectPane(Workbench workbench, Commands commands) {
        this.workbench = workbench;
        parameters = new ParameterSheet(commands::chooseFile);
        ComboBox<Detector> choice = new ComboBox<>(
                FXCollections.observableArrayList(workbench.detectors().all()));
        choice.setId("detector");
        choice.setAccessibleText(Text.of("detect.detector"));
        choice.setMinWidth(0);
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.setConverter(new Names());
        choice.valueProperty()
                .addListener((observable, old, chosen) ->
                        workbench.detectors().selectedProperty().set(Optional.ofNullable(chosen)));
        HBox.setHgrow(choice, Priority.ALWAYS);
        HBox chooser = new HBox(8, choice, commands.get("gallery").iconButton());
        summary.setWrapText(true);
        summary.setId("detector-summary");
        paper.setWrapText(true);
        paper.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        weights.setWrapText(true);
        weights.setId("detector-weights");
        parameters.setId("parameters");
        RunFormViewModel form = workbench.form();
        VBox content = new VBox(
                8,
                section("detect.detector"),
                chooser,
                summary,
                paper,
                weights,
                parametersTitle,
                parameters,
                new PreparationFields(workbench.form(), commands::chooseFile),
                section("detect.result"),
                threshold(),
                direction(),
                area("minimum-area", "detect.minimumArea", form.minimumAreaProperty(), form.minimumAreaUnitProperty()),
                area("fill-holes", "detect.fillHoles", form.fillHolesProperty(), form.fillHolesUnitProperty()),
                area(commands.get("drawArea")),
                formats());
        content.getStyleClass().add("inspector");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        setCenter(scroll);
        Button start = commands.get("run").button();
        start.getStyleClass().remove("flat");
        start.getStyleClass().add(Styles.ACCENT);
        start.setMaxWidth(Double.MAX_VALUE);
        start.setId("run-button");
        HBox.setHgrow(start, Priority.ALWAYS);
        Button preview = commands.get("preview").button();
        preview.getStyleClass().remove("flat");
        HBox foot = new HBox(8, preview, start, commands.get("copyCommand").iconButton());
        foot.getStyleClass().add("pane-foot");
        setBottom(foot);
        workbench.beforeProperty().addListener(change -> describeWeights());
        workbench.afterProperty().addListener(change -> describeWeights());
        workbench.detectors().selectedProperty().addListener((observable, old, chosen) -> {
            choice.setValue(chosen.orElse(null));
            show(chosen);
        });
        choice.setValue(workbench.detectors().selectedProperty().get().orElse(null));
        show(workbench.detectors().selectedProperty().get());
    }

    private void show(Optional<Detector> chosen) {
        summary.setText(
                chosen.map(detector -> DetectorText.summary(detector.card())).orElse(""));
        paper.setText(chosen.map(detector -> citation(detector.card())).orElse(""));
        watchWeights(chosen);
        chosen.ifPresentOrElse(
                detector -> parameters.show(workbench.detectors(), detector),
                () -> parameters.getItems().clear());
        boolean any = !parameters.getItems().isEmpty();
        for (Node node : new Node[] {parameters, parametersTitle}) {
            node.setVisible(any);
            node.setManaged(any);
        }
    }

    /** Says of a network which weights it has, or how to get some, and goes on saying it while they change. */
    private void watchWeights(Optional<Detector> chosen) {
        watched.ifPresent(value -> value.textProperty().removeListener(weightsChange));
        watched = chosen.flatMap(workbench.detectors()::weights);
        watched.ifPresent(value -> value.textProperty().addListener(weightsChange));
        weights.setVisible(watched.isPresent());
        weights.setManaged(watched.isPresent());
        describeWeights();
    }

    private void describeWeights() {
        watched.ifPresent(value -> describeWeights(value.textProperty().get()));
    }

    private void describeWeights(String path) {
        Optional<ModelShelf.Model> model = workbench.models().at(path);
        String words = path.isBlank()
                ? Text.of("detect.weights.none")
                : model.map(known -> Text.of("detect.weights.model", known.name(), ModelText.of(known.card())))
                        .orElseGet(() -> Text.of("detect.weights.file"));
        String bands = model.map(known -> SeenBands.of(
                        workbench, known.card().options().bands(), known.card().bands()))
                .orElseGet(() -> SeenBands.colours(workbench));
        weights.setText((words + " " + bands).strip());
    }

    private static String citation(DetectorCard card) {
        return card.paper();
    }

    private Node threshold() {
        RunFormViewModel form = workbench.form();
        ComboBox<String> rule = words("threshold", form.thresholdRuleProperty(), thresholdRules());
        TextField value = field("threshold-value", form.thresholdValueProperty());
        value.visibleProperty().bind(form.thresholdRuleProperty().isEqualTo(RunFormViewModel.VALUE));
        value.managedProperty().bind(value.visibleProperty());
        return row("detect.threshold", rule, value);
    }

    private Node direction() {
        return row(
                "detect.direction",
                words(
                        "direction",
                        workbench.form().directionProperty(),
                        RunSpec.Detection.DIRECTIONS.toArray(String[]::new)));
    }

    private static String[] thresholdRules() {
        List<String> rules = new ArrayList<>(ThresholdRule.NAMES);
        rules.remove(RunFormViewModel.AUTOMATIC);
        rules.add(0, RunFormViewModel.AUTOMATIC);
        rules.add(RunFormViewModel.VALUE);
        return rules.toArray(String[]::new);
    }

    /** An area with its unit. */
    private static Node area(String id, String key, StringProperty area, StringProperty unit) {
        return row(key, field(id, area), words(id + "-unit", unit, "px", "m2"));
    }

    private Node area(Command draw) {
        ComboBox<RunFormViewModel.Area> box =
                new ComboBox<>(FXCollections.observableArrayList(RunFormViewModel.Area.values()));
        box.setId("area");
        box.setAccessibleText(Text.of("detect.area"));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(RunFormViewModel.Area area) {
                return area == null ? "" : Text.of("area." + area);
            }

            @Override
            public RunFormViewModel.Area fromString(String text) {
                throw new UnsupportedOperationException("The list is not typed into.");
            }
        });
        box.valueProperty().bindBidirectional(workbench.form().areaProperty());
        box.setMinWidth(0);
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        return row("detect.area", box, draw.iconButton());
    }

    private Node formats() {
        RunFormViewModel form = workbench.form();
        return row(
                "detect.formats",
                format("GPKG", form.geoPackageProperty()),
                format("SHP", form.shapefileProperty()),
                format("FGB", form.flatGeobufProperty()));
    }

    private static CheckBox format(String name, javafx.beans.property.BooleanProperty property) {
        CheckBox box = new CheckBox(name);
        box.setId("format-" + name.toLowerCase(java.util.Locale.ROOT));
        box.selectedProperty().bindBidirectional(property);
        box.setMinWidth(USE_PREF_SIZE);
        return box;
    }

    private static TextField field(String id, StringProperty property) {
        TextField field = new TextField();
        field.setId(id);
        field.setPrefWidth(72);
        field.textProperty().bindBidirectional(property);
        field.setAccessibleText(Text.of("field." + id));
        return field;
    }

    static ComboBox<String> words(String id, StringProperty property, String... choices) {
        ComboBox<String> box = new ComboBox<>(FXCollections.observableArrayList(choices));
        box.setId(id);
        box.setAccessibleText(Text.of("field." + id));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(String choice) {
                return choice == null ? "" : Text.of("choice." + choice);
            }

            @Override
            public String fromString(String text) {
                return text;
            }
        });
        box.valueProperty().bindBidirectional(property);
        box.setMinWidth(0);
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    static Node row(String key, Node... fields) {
        Label label = new Label(Text.of(key));
        label.setMinWidth(96);
        label.setPrefWidth(96);
        label.setTooltip(new Tooltip(Text.of(key + ".tip")));
        label.setLabelFor(fields[0]);
        HBox row = new HBox(8, label);
        row.getChildren().addAll(fields);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    static Label section(String key) {
        Label label = new Label(Text.of(key));
        label.getStyleClass().add("section");
        return label;
    }

    /** Detectors by their names. */
    private static final class Names extends StringConverter<Detector> {
        @Override
        public String toString(Detector detector) {
            return detector == null ? "" : DetectorText.name(detector.card());
        }

        @Override
        public Detector fromString(String text) {
            throw new UnsupportedOperationException("The list is not typed into.");
        }
    }
}
