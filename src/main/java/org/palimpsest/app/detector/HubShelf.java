package org.palimpsest.app.detector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.app.work.ShownProgress;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.hub.Hub;
import org.palimpsest.hub.HubCatalogue;
import org.palimpsest.hub.HubKind;
import org.palimpsest.hub.HubReference;
import org.palimpsest.learned.UcdNames;
import org.palimpsest.zoo.NetworkRegistry;

/**
 * The published models of the hub that the gallery offers: which are being fetched, how far each is, what went wrong. A fetched one
 * goes to the {@link ModelShelf} and is an ordinary model from then on.
 *
 * <p>Nobody is asked before the user clicks. One is fetched at a time, the others wait. Used from the window's thread; fetching
 * goes on while the gallery is closed.
 */
public final class HubShelf {

    private final Background background;
    private final Executor downloads;
    private final Fetch fetch;
    private final ModelShelf models;
    private final List<Offer> offers = new ArrayList<>();

    /** Brings a repository onto this disk. */
    @FunctionalInterface
    public interface Fetch {
        /** @return its folder */
        Path of(HubReference reference, Progress progress, Cancellation cancellation)
                throws BadInputException, CancelledException, IOException;
    }

    /** Where an offer stands. */
    public enum State {
        /** A click fetches it. */
        OFFERED,
        /** It waits for another one, or comes. */
        COMING,
        /** The last try ended with the sentence in {@link Offer#problemProperty()}. */
        FAILED
    }

    /** One published model. */
    public static final class Offer {
        private final HubCatalogue.Model model;
        private final Optional<NetworkRegistry.Entry> network;
        private final ObjectProperty<State> state = new SimpleObjectProperty<>(State.OFFERED);
        private final DoubleProperty share = new SimpleDoubleProperty(0);
        private final StringProperty problem = new SimpleStringProperty("");
        private Cancellation.Flag cancel = new Cancellation.Flag();

        private Offer(HubCatalogue.Model model) {
            this.model = model;
            network = UcdNames.find(model.network());
        }

        public HubCatalogue.Model model() {
            return model;
        }

        /** Whether this version has the network that the model is for. */
        public boolean isUsable() {
            return network.isPresent();
        }

        /** The network's name, as in its paper where this version has it. */
        String network() {
            return network.map(NetworkRegistry.Entry::name).orElse(model.network());
        }

        public ObjectProperty<State> stateProperty() {
            return state;
        }

        /** How much of it is there, 0 to 1. */
        public DoubleProperty shareProperty() {
            return share;
        }

        public StringProperty problemProperty() {
            return problem;
        }
    }

    /** What is published, fetched by a thread of its own. */
    public HubShelf(Background background, ModelShelf models) {
        this(background, models, thread(), (reference, progress, cancellation) -> Hub.current()
                .fetch(reference, HubKind.MODEL, progress, cancellation));
    }

    HubShelf(Background background, ModelShelf models, Executor downloads, Fetch fetch) {
        this.background = background;
        this.models = models;
        this.downloads = downloads;
        this.fetch = fetch;
        HubCatalogue.published().models().forEach(model -> offers.add(new Offer(model)));
    }

    private static Executor thread() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "hub");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Everything that is published and not on the shelf of models; first what can be used. */
    public List<Offer> offers() {
        return offers.stream()
                .filter(offer -> models.models().stream()
                        .noneMatch(
                                model -> model.isFrom(offer.model().reference().id())))
                .sorted((one, other) -> Boolean.compare(other.isUsable(), one.isUsable()))
                .toList();
    }

    /** Begins to fetch an offer, or ends that. */
    public void toggle(Offer offer) {
        if (offer.state.get() == State.COMING) {
            offer.cancel.request();
            return;
        }
        Cancellation.Flag flag = new Cancellation.Flag();
        offer.cancel = flag;
        offer.share.set(0);
        offer.problem.set("");
        offer.state.set(State.COMING);
        downloads.execute(() -> {
            try {
                flag.check();
                Path folder = fetch.of(offer.model.reference(), new ShownProgress(background, offer.share::set), flag);
                background
                        .window()
                        .execute(() -> models.add(
                                folder, model -> offer.state.set(State.OFFERED), failure -> failed(offer, failure)));
            } catch (CancelledException e) {
                background.window().execute(() -> offer.state.set(State.OFFERED));
            } catch (BadInputException | IOException | RuntimeException e) {
                background.window().execute(() -> failed(offer, e));
            }
        });
    }

    private static void failed(Offer offer, Exception failure) {
        offer.problem.set(
                failure instanceof BadInputException
                        ? NoticeText.of(failure)
                        : Text.of("hub.failed", NoticeText.of(failure)));
        offer.state.set(State.FAILED);
    }
}
