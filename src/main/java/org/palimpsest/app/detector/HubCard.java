package org.palimpsest.app.detector;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.hub.HubCatalogue;

/** A published model as a card of the gallery: what it is, its licence and score, and how far it has come; a click fetches it. */
final class HubCard extends Button {
    private final HubShelf.Offer offer;
    private final Label state = new Label();
    private final Label facts = new Label();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label owner;

    HubCard(HubShelf shelf, HubShelf.Offer offer, double width, double height) {
        this.offer = offer;
        HubCatalogue.Model model = offer.model();
        setId("hub-" + model.reference().name());
        Label name = new Label(model.reference().name());
        name.getStyleClass().add(Styles.TEXT_BOLD);
        Label summary = new Label(Text.of("hub.trained", offer.network(), model.dataset()) + "\n" + score(model));
        summary.setWrapText(true);
        facts.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        facts.setWrapText(true);
        facts.setMaxHeight(60);
        state.getStyleClass().add("badge");
        bar.progressProperty().bind(offer.shareProperty());
        bar.setPrefWidth(80);
        owner = new Label(model.reference().owner());
        state.setMinWidth(Region.USE_PREF_SIZE);
        owner.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        HBox foot = new HBox(8, state, bar, owner);
        foot.setAlignment(Pos.CENTER_LEFT);
        VBox content = new VBox(4, name, summary, space, facts, foot);
        content.setAlignment(Pos.TOP_LEFT);
        content.setPrefSize(width - 24, height - 20);
        content.setMaxSize(width - 24, height - 20);
        setGraphic(content);
        getStyleClass().add("detector-card");
        setPrefSize(width, height);
        setMinHeight(height);
        setTooltip(new Tooltip(model.reference().toString()
                + (model.note().isEmpty() ? "" : "\n" + model.note())
                + model.score()
                        .map(score -> "\n" + Text.of("hub.source", score.source()))
                        .orElse("")));
        setOnAction(event -> shelf.toggle(offer));
        offer.stateProperty().addListener(change -> show());
        offer.shareProperty().addListener(change -> show());
        show();
        setAccessibleText(String.join(
                ". ", name.getText(), summary.getText().replace('\n', ' '), facts.getText(), state.getText()));
    }

    private static String score(HubCatalogue.Model model) {
        return model.score()
                .map(score -> Text.of("hub.score", number(score.f1()), number(score.iou())))
                .orElse(Text.of("hub.noScore"));
    }

    private static String number(double value) {
        return String.format(java.util.Locale.ROOT, "%.3f", value);
    }

    private void show() {
        HubShelf.State now = offer.stateProperty().get();
        boolean coming = now == HubShelf.State.COMING;
        bar.setVisible(coming);
        bar.setManaged(coming);
        owner.setVisible(!coming);
        owner.setManaged(!coming);
        if (!offer.isUsable()) {
            setDisable(true);
            state.setText(Text.of("hub.state.ABSENT"));
            facts.setText(Text.of("hub.absent", offer.model().network()));
            return;
        }
        state.setText(
                coming
                        ? Text.of("hub.state.COMING", Integer.toString((int)
                                Math.round(100 * offer.shareProperty().get())))
                        : Text.of("hub.state." + now));
        facts.setText(
                now == HubShelf.State.FAILED
                        ? offer.problemProperty().get()
                        : Text.of("model.licence", offer.model().licence()));
    }
}
