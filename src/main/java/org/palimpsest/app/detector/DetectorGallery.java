package org.palimpsest.app.detector;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;

/** All detectors as cards, with a search; those that suit the pair's sensors come first. */
public final class DetectorGallery extends VBox {
    private static final double CARD_WIDTH = 272;
    private static final double CARD_HEIGHT = 176;

    private final DetectorsViewModel detectors;
    private final Runnable close;
    private final FlowPane cards = new FlowPane(8, 8);

    public DetectorGallery(DetectorsViewModel detectors, Runnable close) {
        super(8);
        this.detectors = detectors;
        this.close = close;
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
        HBox head = new HBox(8, title, gap, search);
        head.setAlignment(Pos.CENTER_LEFT);
        Label advice = new Label(advice());
        advice.getStyleClass().add(Styles.TEXT_MUTED);
        ScrollPane scroll = new ScrollPane(cards);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setPrefSize(3 * CARD_WIDTH + 2 * 8 + 16, 2.6 * CARD_HEIGHT);
        cards.setPrefWrapLength(3 * CARD_WIDTH + 2 * 8);
        getChildren().addAll(head, advice, scroll);
        detectors.shown().addListener((ListChangeListener<Detector>) change -> show());
        show();
        focusedProperty().addListener(change -> Platform.runLater(search::requestFocus));
    }

    private String advice() {
        return detectors
                .sensorsProperty()
                .get()
                .map(pair -> Text.of("gallery.advice." + pair))
                .orElse(Text.of("gallery.advice"));
    }

    private void show() {
        cards.getChildren().setAll(detectors.shown().stream().map(this::card).toList());
        if (detectors.shown().isEmpty()) {
            Label none = new Label(Text.of("gallery.none"));
            none.getStyleClass().add(Styles.TEXT_MUTED);
            cards.getChildren().add(none);
        }
    }

    private Node card(Detector detector) {
        DetectorCard card = detector.card();
        Label name = new Label(card.name());
        name.getStyleClass().add(Styles.TEXT_BOLD);
        name.setWrapText(true);
        Label summary = new Label(card.summary());
        summary.setWrapText(true);
        Label works = new Label(card.suits().stream()
                .sorted()
                .map(pair -> Text.of("sensors." + pair))
                .collect(Collectors.joining(" · ")));
        works.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        Label facts = new Label(Text.of("gallery.facts", card.paper(), Integer.toString(card.year())));
        facts.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        facts.setWrapText(true);
        facts.setMaxHeight(30);
        Label kind = new Label(Text.of("kind." + card.kind()));
        kind.getStyleClass().add("badge");
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        VBox content = new VBox(4, name, summary, space, facts, new HBox(8, kind, works));
        content.setAlignment(Pos.TOP_LEFT);
        Button button = new Button();
        button.setGraphic(content);
        button.setId("card-" + card.id());
        button.getStyleClass().add("detector-card");
        button.setPrefSize(CARD_WIDTH, CARD_HEIGHT);
        button.setMinHeight(CARD_HEIGHT);
        content.setPrefSize(CARD_WIDTH - 24, CARD_HEIGHT - 20);
        content.setMaxSize(CARD_WIDTH - 24, CARD_HEIGHT - 20);
        button.setAccessibleText(card.name() + ". " + card.summary());
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
            close.run();
        });
        return button;
    }
}
