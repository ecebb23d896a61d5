package org.palimpsest.learned;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.GridWish;
import org.palimpsest.detect.NetworkCost;
import org.palimpsest.detect.Parameter;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Tiling;
import org.palimpsest.zoo.NetworkRegistry;

/**
 * The network that comes with the program, weights and all: for whoever has neither labels nor weights. It learnt from invented
 * scenes only; its model card says so.
 */
final class ReadyMadeDetector implements Detector {
    private static final String WEIGHTS = "checkpoint";
    /** What weights of one's own would decide. */
    private static final Set<String> DECIDED = Set.of(WEIGHTS, "normalisation");

    private static final DetectorCard CARD = new DetectorCard(
            ReadyMadeModel.DETECTOR,
            "Ready-made network",
            "Finds new and vanished buildings, roads, pits and clearings in colour images; learnt from invented scenes only, so"
                    + " it needs no weights of yours.",
            2026,
            "This program; the network is FC-Siam-diff: R. Caye Daudt, B. Le Saux, A. Boulch, \"Fully Convolutional Siamese"
                    + " Networks for Change Detection\", ICIP 2018",
            "Apache-2.0 (this program's own code)",
            "Apache-2.0",
            DetectorCard.Kind.SUPERVISED,
            Set.of(DetectorCard.SensorPair.OPTICAL),
            1,
            "0.5");

    private final NetworkRegistry.Entry network;
    private final Detector detector;

    ReadyMadeDetector() throws BadInputException {
        network = NetworkRegistry.byId("fc-siam-diff").orElseThrow();
        detector = new NetworkDetector(network);
    }

    @Override
    public DetectorCard card() {
        return CARD;
    }

    @Override
    public Optional<NetworkCost> cost() {
        return NetworkCosts.of(network);
    }

    @Override
    public List<Parameter> parameters() {
        return detector.parameters().stream()
                .filter(parameter -> !DECIDED.contains(parameter.name()))
                .toList();
    }

    @Override
    public Optional<GridWish> gridWish(Settings settings) throws BadInputException {
        return detector.gridWish(withWeights(settings));
    }

    @Override
    public Optional<Tiling> tiling(Settings settings) throws BadInputException {
        return detector.tiling(withWeights(settings));
    }

    @Override
    public ChangeModel fit(FitInput input) throws BadInputException, CancelledException {
        return detector.fit(new FitInput(
                input.pair(),
                withWeights(input.settings()),
                input.device(),
                input.threads(),
                input.memoryBytes(),
                input.progress(),
                input.cancellation()));
    }

    private Settings withWeights(Settings settings) throws BadInputException {
        Path folder = ReadyMadeModel.folder();
        Map<String, String> texts = new LinkedHashMap<>(settings.texts());
        texts.put(WEIGHTS, folder.toString());
        return Settings.of(detector.parameters(), texts);
    }
}
