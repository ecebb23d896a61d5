package org.palimpsest.app.detector;

import atlantafx.base.theme.Styles;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Icon;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.learned.ReadyMadeModel;
import org.palimpsest.zoo.NetworkRegistry;

/** Opened models, all detectors and the models of the hub as cards, with a search; what suits the pair's sensors comes first. */
public final class DetectorGallery extends VBox {
    private static final double CARD_WIDTH = 272;
    private static final double CARD_HEIGHT = 184;

    private final DetectorsViewModel detectors;
    private final ModelShelf models;
    private final HubShelf hub;
    /** Kept as they are, so that a card that is being fetched goes on showing how far it is while one types. */
    private final Map<HubShelf.Offer, Node> published = new HashMap<>();

    private final Actions actions;
    private final FlowPane cards = new FlowPane(8, 8);

    /** What the gallery asks the window to do. */
    public interface Actions {
        /** Asks for a model folder and puts it on the shelf. */
        void openModel();

        /** Opens the form of a training of a network from the start. */
        void train(Detector network);

        /** Opens the form of a training that starts from a model. */
        void fineTune(ModelShelf.Model model);

        /** Opens the form of a training that starts from the model that comes with the program. */
        void fineTuneReadyMade();

        void close();
    }

    public DetectorGallery(DetectorsViewModel detectors, ModelShelf models, HubShelf hub, Actions actions) {
        super(8);
        this.detectors = detectors;
        this.models = models;
        this.hub = hub;
        this.actions = actions;
        setId("gallery");
        Label title = new Label(Text.of("gallery.title"));
        title.getStyleClass().add(Styles.TITLE_4);
        TextField search = new TextField();
        search.setId("gallery-search");
        search.setPromptText(Text.of("gallery.search"));
        search.setAccessibleText(Text.of("gallery.search"));
        search.textProperty().bindBidirectional(detectors.searchProperty());
        search.setPrefWidth(280);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button open = new Button(Text.of("gallery.open"));
        open.setId("gallery-open");
        open.setTooltip(new Tooltip(Text.of("gallery.open.tip")));
        open.setOnAction(event -> actions.openModel());
        HBox head = new HBox(8, title, gap, open, search);
        head.setAlignment(Pos.CENTER_LEFT);
        Label advice = new Label(advice());
        advice.getStyleClass().add(Styles.TEXT_MUTED);
        advice.setId("gallery-advice");
        advice.setWrapText(true);
        // As wide as three cards, and not as its own words.
        advice.setMaxWidth(3 * CARD_WIDTH + 2 * 8);
        advice.setMinHeight(USE_PREF_SIZE);
        setMaxWidth(USE_PREF_SIZE);
        ScrollPane scroll = new ScrollPane(cards);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setPrefSize(3 * CARD_WIDTH + 2 * 8 + 16, 2.6 * CARD_HEIGHT);
        cards.setPrefWrapLength(3 * CARD_WIDTH + 2 * 8);
        getChildren().addAll(head, advice, scroll);
        detectors.shown().addListener((ListChangeListener<Detector>) change -> show());
        models.models().addListener((ListChangeListener<ModelShelf.Model>) change -> show());
        show();
        focusedProperty().addListener(change -> Platform.runLater(search::requestFocus));
    }

    private String advice() {
        return detectors
                .sensorsProperty()
                .get()
                .map(pair -> (detectors.reasonProperty().get() + " " + Text.of("gallery.advice." + pair)).strip())
                .orElse(Text.of("gallery.advice"));
    }

    private void show() {
        cards.getChildren()
                .setAll(models.models().stream()
                        .filter(model -> detectors.isSearched(
                                model.name() + " " + model.card().network()))
                        .map(this::card)
                        .toList());
        cards.getChildren().addAll(detectors.shown().stream().map(this::card).toList());
        for (HubShelf.Offer offer : hub.offers()) {
            if (detectors.isSearched("hub " + offer.model().reference() + " "
                    + offer.model().network() + " " + offer.model().dataset())) {
                cards.getChildren()
                        .add(published.computeIfAbsent(offer, one -> new HubCard(hub, one, CARD_WIDTH, CARD_HEIGHT)));
            }
        }
        if (cards.getChildren().isEmpty()) {
            Label none = new Label(Text.of("gallery.none"));
            none.getStyleClass().add(Styles.TEXT_MUTED);
            cards.getChildren().add(none);
        }
    }

    private Node card(Detector detector) {
        DetectorCard card = detector.card();
        Label name = new Label(DetectorText.name(card));
        name.getStyleClass().add(Styles.TEXT_BOLD);
        name.setWrapText(true);
        Label summary = new Label(DetectorText.summary(card));
        summary.setWrapText(true);
        Label works = new Label(card.suits().stream()
                .sorted()
                .map(pair -> Text.of("sensors." + pair))
                .collect(Collectors.joining(" · ")));
        works.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        String speed = ModelText.speed(detector, detectors.speeds().measured(card.id()));
        Label facts = new Label(Stream.concat(
                        detector.cost().stream().map(ModelText::of),
                        Stream.of(
                                        speed,
                                        detector.cost().isPresent()
                                                ? ""
                                                : Text.of("gallery.facts", Integer.toString(card.year()), card.paper()))
                                .filter(words -> !words.isEmpty()))
                .collect(Collectors.joining("\n")));
        boolean atHand = models.newest(card.id()).isPresent() || detectors.bringsWeights(detector);
        String kind = Text.of(atHand ? "kind.WITH_WEIGHTS" : "kind." + card.kind());
        Button button = card(name, summary, facts, kind, works);
        button.setId("card-" + card.id());
        button.setTooltip(new Tooltip(card.paper()));
        button.setAccessibleText(String.join(
                ". ",
                name.getText(),
                summary.getText(),
                kind,
                works.getText(),
                facts.getText().replace('\n', ' ')));
        boolean chosen = detectors
                .selectedProperty()
                .get()
                .filter(now -> now == detector)
                .isPresent();
        if (chosen) {
            button.getStyleClass().add("chosen");
        }
        if (!detectors.suits(detector)) {
            button.setOpacity(0.6);
        }
        button.setOnAction(event -> {
            detectors.selectedProperty().set(Optional.of(detector));
            // A network without weights runs with those that were opened last.
            models.newest(card.id()).ifPresent(model -> detectors.offerWeights(detector, model.folder()));
            actions.close();
        });
        if (NetworkRegistry.byId(card.id()).isPresent()) {
            return trainable(button, "train-" + card.id(), "gallery.train", () -> actions.train(detector));
        }
        if (card.id().equals(ReadyMadeModel.DETECTOR)) {
            return trainable(button, "tune-" + card.id(), "gallery.fineTune", actions::fineTuneReadyMade);
        }
        return button;
    }

    /** A card of a trained model, which runs as it is. */
    private Node card(ModelShelf.Model model) {
        Label name = new Label(model.name());
        name.getStyleClass().add(Styles.TEXT_BOLD);
        Label summary = new Label(ModelText.of(model.card()));
        summary.setWrapText(true);
        Label facts = new Label(model.folder().toString());
        Label network = new Label(detectors
                .byId(model.card().network())
                .map(detector -> DetectorText.name(detector.card()))
                .orElse(model.card().network()));
        network.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        Button button = card(name, summary, facts, Text.of("kind.MODEL"), network);
        button.setId("model-" + model.name());
        button.setAccessibleText(model.name() + ". " + summary.getText());
        MenuItem remove = new MenuItem(Text.of("gallery.remove"));
        remove.setOnAction(event -> models.remove(model));
        MenuItem tune = new MenuItem(Text.of("gallery.fineTune"));
        tune.setOnAction(event -> actions.fineTune(model));
        button.setContextMenu(new ContextMenu(tune, remove));
        button.setOnAction(event -> {
            detectors.use(model);
            actions.close();
        });
        return trainable(button, "tune-" + model.name(), "gallery.fineTune", () -> actions.fineTune(model));
    }

    /** A card with a button in its upper corner that begins a training. */
    private static Node trainable(Button card, String id, String key, Runnable action) {
        Button train = new Button();
        train.setId(id);
        train.setGraphic(Icon.of("train"));
        train.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        train.setAccessibleText(Text.of(key));
        train.setTooltip(new Tooltip(Text.of(key)));
        train.setOnAction(event -> action.run());
        StackPane place = new StackPane(card, train);
        StackPane.setAlignment(train, Pos.TOP_RIGHT);
        StackPane.setMargin(train, new Insets(6, 6, 0, 0));
        return place;
    }

    private static Button card(Label name, Label summary, Label facts, String kindText, Label works) {
        facts.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        facts.setWrapText(true);
        facts.setMaxHeight(44);
        Label kind = new Label(kindText);
        kind.getStyleClass().add("badge");
        kind.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        VBox content = new VBox(4, name, summary, space, facts, new HBox(8, kind, works));
        content.setAlignment(Pos.TOP_LEFT);
        content.setPrefSize(CARD_WIDTH - 24, CARD_HEIGHT - 20);
        content.setMaxSize(CARD_WIDTH - 24, CARD_HEIGHT - 20);
        Button button = new Button();
        button.setGraphic(content);
        button.getStyleClass().add("detector-card");
        button.setPrefSize(CARD_WIDTH, CARD_HEIGHT);
        button.setMinHeight(CARD_HEIGHT);
        return button;
    }
}
