package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.Settings;
import org.palimpsest.learned.ModelFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code palimpsest detect}, which together make one run document. */
final class DetectOptions {
    /** The parameter by which a user allows code from a file to run. */
    static final String TRUST = "trust";

    /** The parameter that names a stage inside a network. */
    private static final String STAGE = "stage";

    @Option(
            names = {"-d", "--detector"},
            paramLabel = "ID",
            description =
                    "Detector, one of those that \"palimpsest detectors\" lists; not needed with a model folder, which"
                            + " names its own.")
    private String detector = "";

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the detector; may come several times.")
    private List<String> parameters = List.of();

    @Option(
            names = "--checkpoint",
            paramLabel = "MODEL",
            description =
                    "Weights, for a detector that needs some: a model folder, a file, or hub:OWNER/NAME[@REVISION].")
    private @Nullable String checkpoint;

    @Option(
            names = "--trust",
            description =
                    "Run the code in the TorchScript file of --checkpoint; only for files from someone you trust.")
    private boolean trust;

    /** The run document, with the detector and its parameters checked. */
    private RunSpec runSpec(DetectorRegistry registry, HubPlaces places) throws BadInputException, CancelledException {
        Optional<Path> weights = checkpoint == null ? Optional.empty() : Optional.of(places.model(checkpoint));
        return run.runSpec(detection(registry, detector(weights), parameterTexts(), weights, trust));
    }

    /**
     * The runs that are asked for: one, or, where several stages of a network are named with commas, one for each in a folder of
     * its name. All are checked before this returns.
     */
    List<RunSpec> runSpecs(DetectorRegistry registry, HubPlaces places) throws BadInputException, CancelledException {
        String[] stages = parameterTexts().getOrDefault(STAGE, "").split(",", -1);
        if (stages.length == 1) {
            return List.of(runSpec(registry, places));
        }
        Optional<Path> weights = checkpoint == null ? Optional.empty() : Optional.of(places.model(checkpoint));
        String id = detector(weights);
        List<RunSpec> runs = new ArrayList<>();
        for (String stage : stages) {
            Map<String, String> texts = parameterTexts();
            texts.put(STAGE, stage.trim());
            RunSpec spec = run.runSpec(detection(registry, id, texts, weights, trust));
            RunSpec.Output output = spec.output();
            runs.add(spec.withOutput(new RunSpec.Output(
                    output.directory().resolve(stage.trim()), output.formats(), output.overwrite())));
        }
        return runs;
    }

    private String detector(Optional<Path> weights) throws BadInputException {
        if (!detector.isEmpty()) {
            return detector;
        }
        if (weights.isPresent()) {
            return ModelFolder.open(weights.get(), Optional.empty()).card().network();
        }
        String advice = run.advice();
        throw new BadInputException("Choose a detector with -d; \"palimpsest detectors\" lists them. Only weights"
                + " given with --checkpoint name their own." + (advice.isEmpty() ? "" : " " + advice));
    }

    /**
     * A detector with parameters, checked.
     *
     * @param trust whether the user trusts the code in a file of weights
     */
    static RunSpec.Detection detection(
            DetectorRegistry registry,
            String id,
            Map<String, String> parameters,
            Optional<Path> checkpoint,
            boolean trust)
            throws BadInputException {
        Detector chosen = registry.get(id);
        Map<String, String> set = new LinkedHashMap<>(parameters);
        if (trust) {
            if (chosen.parameters().stream().noneMatch(p -> p.name().equals(TRUST))) {
                throw new BadInputException("Detector " + id + " runs no code from files; leave --trust out.");
            }
            set.put(TRUST, "true");
        }
        try {
            Settings.of(chosen.parameters(), set);
        } catch (BadInputException e) {
            throw new BadInputException("Detector " + id + ": " + e.getMessage(), e);
        }
        return RunSpec.Detection.of(id).withParameters(set).withCheckpoint(checkpoint);
    }

    private Map<String, String> parameterTexts() throws BadInputException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String assignment : parameters) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new BadInputException("A parameter is set as --set name=value, but was \"" + assignment + "\".");
            }
            texts.put(
                    assignment.substring(0, equals).trim(),
                    assignment.substring(equals + 1).trim());
        }
        return texts;
    }
}
