package org.palimpsest.app.detector;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.DetectorCard.SensorPair;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.mixed.PairSensors;

/** The detectors that can be chosen, the chosen one, and what the user typed for each. */
public final class DetectorsViewModel {
    private static final String CHECKPOINT = "checkpoint";

    /** What is chosen until the user chooses, or the sensors turn out to differ. */
    public static final String FIRST = "cva";

    private final List<Detector> all;
    private final ObservableList<Detector> shown = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<Detector>> selected = new SimpleObjectProperty<>(Optional.empty());
    private final StringProperty reason = new SimpleStringProperty("");
    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<Optional<SensorPair>> sensors = new SimpleObjectProperty<>(Optional.empty());
    private final Map<String, List<ParameterValue>> values = new HashMap<>();

    private final DetectorSpeeds speeds;
    private String proposed = FIRST;

    /** @param speeds what is known of how fast they are */
    public DetectorsViewModel(List<Detector> detectors, DetectorSpeeds speeds) {
        all = List.copyOf(detectors);
        this.speeds = speeds;
        search.addListener(change -> filter());
        sensors.addListener(change -> {
            filter();
            propose();
        });
        filter();
        selected.set(all.stream().findFirst());
        select(FIRST);
    }

    public List<Detector> all() {
        return all;
    }

    /** The detector with this id; empty where it is not installed. */
    public Optional<Detector> byId(String id) {
        return all.stream().filter(detector -> detector.card().id().equals(id)).findFirst();
    }

    /** How fast they are. */
    public DetectorSpeeds speeds() {
        return speeds;
    }

    /** Those that match the search; detectors that suit the sensors come first, and of them those that run at once. */
    public ObservableList<Detector> shown() {
        return shown;
    }

    public ObjectProperty<Optional<Detector>> selectedProperty() {
        return selected;
    }

    /** Words that a detector's name, sentence, paper or year must contain. */
    public StringProperty searchProperty() {
        return search;
    }

    /** Which sensors the pair comes from; empty while unknown. */
    public ObjectProperty<Optional<SensorPair>> sensorsProperty() {
        return sensors;
    }

    /** What the sensors were told from, in one sentence; empty while unknown. */
    public StringProperty reasonProperty() {
        return reason;
    }

    /** The values of a detector's parameters, kept while the window is open. */
    public List<ParameterValue> values(Detector detector) {
        return values.computeIfAbsent(detector.card().id(), id -> detector.parameters().stream()
                .map(parameter -> new ParameterValue(id, parameter))
                .toList());
    }

    /**
     * The values of a detector's parameters that differ from the defaults.
     *
     * @throws BadInputException names the value that is out of range, and the range
     */
    public Map<String, String> changedValues(Detector detector) throws BadInputException {
        Map<String, String> changed = new LinkedHashMap<>();
        for (ParameterValue value : values(detector)) {
            if (value.isChanged()) {
                changed.put(value.parameter().name(), value.textProperty().get());
            }
        }
        Settings.of(detector.parameters(), changed);
        return changed;
    }

    /** What was typed for the detectors' parameters where it differs from the defaults, by detector and name. */
    public Map<String, Map<String, String>> typed() {
        Map<String, Map<String, String>> typed = new LinkedHashMap<>();
        values.forEach((detector, list) -> {
            Map<String, String> changed = new LinkedHashMap<>();
            list.stream()
                    .filter(ParameterValue::isChanged)
                    .forEach(value -> changed.put(
                            value.parameter().name(), value.textProperty().get()));
            if (!changed.isEmpty()) {
                typed.put(detector, changed);
            }
        });
        return typed;
    }

    /** Shows what was typed earlier, and the defaults of all else. */
    public void setTyped(Map<String, Map<String, String>> typed) {
        for (Detector detector : all) {
            Map<String, String> texts = typed.getOrDefault(detector.card().id(), Map.of());
            if (!texts.isEmpty() || values.containsKey(detector.card().id())) {
                for (ParameterValue value : values(detector)) {
                    value.reset();
                    Optional.ofNullable(texts.get(value.parameter().name())).ifPresent(value.textProperty()::set);
                }
            }
        }
    }

    /** Chooses a detector by its id; one that is not there changes nothing. */
    public void select(String id) {
        all.stream()
                .filter(detector -> detector.card().id().equals(id))
                .findFirst()
                .ifPresent(detector -> selected.set(Optional.of(detector)));
    }

    /** Chooses a model's network, with the model as its weights. */
    public void use(ModelShelf.Model model) {
        byId(model.card().network()).ifPresent(detector -> {
            weights(detector)
                    .ifPresent(value -> value.textProperty().set(model.folder().toString()));
            selected.set(Optional.of(detector));
        });
    }

    /** Gives a network weights, where the user has chosen none. */
    public void offerWeights(Detector detector, Path model) {
        weights(detector).filter(value -> value.textProperty().get().isBlank()).ifPresent(value -> value.textProperty()
                .set(model.toString()));
    }

    /** The parameter that names a detector's weights; empty for detectors without. */
    public Optional<ParameterValue> weights(Detector detector) {
        return values(detector).stream()
                .filter(value -> value.parameter().name().equals(CHECKPOINT))
                .findFirst();
    }

    /** Tells whether a text has all the words that are searched for. */
    public boolean isSearched(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(search.get().toLowerCase(Locale.ROOT).trim().split("\\s+"))
                .allMatch(lower::contains);
    }

    private void filter() {
        shown.setAll(all.stream()
                .filter(detector -> isSearched(text(detector.card())))
                .sorted(Comparator.comparing((Detector detector) -> !suits(detector))
                        .thenComparing(this::placeAmongMixed)
                        .thenComparing(detector -> detector.card().kind())
                        .thenComparing(detector -> !bringsWeights(detector)))
                .toList());
    }

    /** Between different sensors the detectors for that come in the order in which they are advised. */
    private int placeAmongMixed(Detector detector) {
        int place = PairSensors.FOR_MIXED.indexOf(detector.card().id());
        boolean mixed = sensors.get().equals(Optional.of(SensorPair.MIXED));
        return mixed && place >= 0 ? place : PairSensors.FOR_MIXED.size();
    }

    /** Chooses what suits the sensors, as long as the user has not chosen anything else. */
    private void propose() {
        boolean untouched =
                selected.get().filter(now -> !now.card().id().equals(proposed)).isEmpty();
        if (untouched) {
            proposed = sensors.get().equals(Optional.of(SensorPair.MIXED)) ? PairSensors.FOR_MIXED.get(0) : FIRST;
            select(proposed);
        }
    }

    /** Tells whether a learned detector has its weights in the program. */
    public boolean bringsWeights(Detector detector) {
        return detector.card().kind() == DetectorCard.Kind.SUPERVISED
                && detector.parameters().stream()
                        .noneMatch(parameter -> parameter.name().equals(CHECKPOINT));
    }

    /** Tells whether a detector works on the pair's sensors, or might while they are unknown. */
    public boolean suits(Detector detector) {
        return sensors.get().map(pair -> detector.card().suits().contains(pair)).orElse(true);
    }

    private static String text(DetectorCard card) {
        return String.join(
                " ",
                card.id(),
                card.name(),
                DetectorText.name(card),
                DetectorText.summary(card),
                card.paper(),
                Integer.toString(card.year()));
    }
}
