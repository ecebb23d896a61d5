package org.palimpsest.learned;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.ObjectModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.Tiling;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.raster.Window;
import org.palimpsest.zoo.Network;

/**
 * A network with weights, ready for one scene: gives the probability of change of any window.
 *
 * <p>One batch at a time is in the network, on a thread of its own; other threads meanwhile read theirs. Out of memory: a batch is halved, and so
 * is every later one; a single window that does not fit a graphics card is computed on the processor, and so is everything after it. Tiles that
 * were finished stay as they are. A window is never made smaller within a run, because its size is part of the result.
 */
final class NetworkModel implements ChangeModel {
    private static final int SAMPLED_WINDOWS = 9;
    private static final double STRONG = 0.9;
    private static final Statistic PROBABILITY =
            new Statistic("probability of change", "", false, new ScoreMap.Linear(0, 1));

    private final ModelFolder model;
    private final Loader loader;
    private final Inference inference;
    private final NetworkSight sight;
    private final NetworkPass pass;
    private final QueryObjects queries;
    private final int window;
    private final Progress progress;
    private final ForwardThread forward;
    private final int windowsAtOnce;
    private final boolean answersWithMasks;
    /** Only the forward thread changes these four, and reads them while a run is going on. */
    private Network network;

    private boolean onProcessor;
    private int mostAtOnce = Integer.MAX_VALUE;
    private int largestBatch;
    /** The strength that becomes 0.5 where a stage is looked at. */
    private float half = Float.NaN;

    /** Builds the network with its weights on a device. */
    @FunctionalInterface
    interface Loader {
        Network load(String device) throws BadInputException;
    }

    /**
     * How windows go through the network.
     *
     * @param half whether it computes with numbers of 16 bits
     * @param flips whether each window is also seen mirrored, and the four results averaged
     * @param batch windows in the network at once; 0 to choose by the memory that one takes
     * @param stage inside the network that is looked at; empty for the change that it finds
     * @param leastClassScore of an object, where the network answers with masks
     */
    record Inference(
            boolean half, boolean flips, int batch, Tiling tiling, Optional<String> stage, double leastClassScore) {}

    /** Looks once at the scene's range of values, loads the network and decides how many windows it sees at once. */
    static NetworkModel fit(FitInput input, ModelFolder model, Loader loader, Inference inference)
            throws BadInputException, CancelledException {
        AlignedPair pair = input.pair();
        int channels = model.card().options().bands();
        List<String> roles = model.card().bands();
        ChannelRoles before = ChannelRoles.of("before", pair.beforeBands(), pair.beforeDescriptions(), channels, roles);
        ChannelRoles after = ChannelRoles.of("after", pair.afterBands(), pair.afterDescriptions(), channels, roles);
        // Loaded before the scene is read: weights that do not fit should not cost that time.
        input.progress().stage("load", 0);
        Network network = loader.load(input.device());
        boolean complete = false;
        try {
            input.progress()
                    .warning(Notice.of(
                            "network.sees", "What the network sees: {0}; {1}.", before.reason(), after.reason()));
            SceneStretch stretch = SceneStretch.of(input, before, after);
            NetworkSight sight =
                    new NetworkSight(before, after, stretch, model.card().normalisation());
            NetworkModel fitted = new NetworkModel(input, model, loader, network, sight, inference);
            if (inference.stage().isPresent()) {
                fitted.scale(input);
            }
            complete = true;
            return fitted;
        } finally {
            if (!complete) {
                network.close();
            }
        }
    }

    private NetworkModel(
            FitInput input, ModelFolder model, Loader loader, Network network, NetworkSight sight, Inference inference)
            throws BadInputException {
        this.model = model;
        this.loader = loader;
        this.network = network;
        this.sight = sight;
        this.inference = inference;
        pass = new NetworkPass(inference.flips(), inference.stage());
        queries = new QueryObjects(inference.leastClassScore());
        answersWithMasks = network.masks().isPresent();
        window = inference.tiling().core() + 2 * inference.tiling().halo();
        progress = input.progress();
        forward = new ForwardThread(input.threads());
        onProcessor = input.device().equals("cpu");
        BatchSize size = new BatchSize(window, onProcessor, input.memoryBytes());
        windowsAtOnce = inference.batch() > 0
                ? inference.batch()
                : size.choose(() -> forward.call(
                        () -> pass.of(network, NetworkBatch.blank(sight.channels(), window), outputs -> {})));
    }

    @Override
    public Statistic statistic() {
        return inference
                .stage()
                .map(stage -> new Statistic("strength of stage " + stage, "", false, new ScoreMap.Linear(0, 1)))
                .orElse(PROBABILITY);
    }

    /** Finds the strength that one pixel in ten of windows spread over the scene exceeds. */
    private void scale(FitInput input) throws BadInputException, CancelledException {
        Window extent = input.pair().extent();
        int side = (int) Math.round(Math.sqrt(SAMPLED_WINDOWS));
        float[] strengths = new float[0];
        for (int i = 0; i < SAMPLED_WINDOWS; i++) {
            input.cancellation().check();
            int row = i / side;
            int x = extent.x() + (int) ((long) Math.max(0, extent.width() - window) * (i % side) / (side - 1));
            int y = extent.y() + (int) ((long) Math.max(0, extent.height() - window) * row / (side - 1));
            PairWindow sample = input.pair().read(new Window(x, y, window, window));
            NetworkBatch batch = sight.of(List.of(sample), Optional.empty());
            float[] found =
                    forward.call(() -> pass.of(network, batch, outputs -> {})).get(0);
            int from = strengths.length;
            strengths = Arrays.copyOf(strengths, from + found.length);
            int kept = from;
            for (int pixel = 0; pixel < found.length; pixel++) {
                if (sample.valid()[pixel]) {
                    strengths[kept++] = found[pixel];
                }
            }
            strengths = Arrays.copyOf(strengths, kept);
        }
        Arrays.sort(strengths);
        float strong = strengths.length == 0 ? 0 : strengths[(int) (STRONG * (strengths.length - 1))];
        half = strong > 0 ? strong : 1;
    }

    @Override
    public Map<String, String> record() {
        ModelCard card = model.card();
        Map<String, String> record = new LinkedHashMap<>();
        record.put("network", card.network());
        record.put("weights", model.weights().toString());
        record.put("weightsSha256", card.weightsSha256());
        record.put("weightsLicence", card.licence());
        Optional.ofNullable(card.training().get(ModelCard.SOURCE))
                .ifPresent(source -> record.put("weightsSource", source));
        record.put("channels", sight.reason());
        record.put("stretch", sight.stretch().reason());
        record.put("normalisation", sight.normalisation().toString());
        record.put("window", Integer.toString(window));
        record.put("halo", Integer.toString(halo()));
        record.put("feather", Integer.toString(inference.tiling().feather()));
        record.put("batch", mostAtOnce < largestBatch ? largestBatch + ", later " + mostAtOnce : largestBatch + "");
        record.put("precision", inference.half() && !onProcessor ? "half" : "single");
        record.put("flips", Boolean.toString(inference.flips()));
        if (objects().isPresent()) {
            record.put("leastClassScore", Double.toString(inference.leastClassScore()));
        }
        inference.stage().ifPresent(stage -> {
            record.put("stage", stage);
            record.put("stageHalf", Float.toString(half));
        });
        record.put(
                "trainedGroundSampleDistance",
                card.groundSampleDistance().isPresent()
                        ? Double.toString(card.groundSampleDistance().getAsDouble())
                        : "unknown");
        record.put("device", onProcessor ? "cpu" : "gpu");
        return record;
    }

    @Override
    public int halo() {
        return inference.tiling().halo();
    }

    @Override
    public int windowsAtOnce() {
        return windowsAtOnce;
    }

    @Override
    public int sizeMultiple() {
        return network.sizeMultiple();
    }

    @Override
    public boolean needsOneShape() {
        return true;
    }

    @Override
    public List<float[]> apply(List<PairWindow> batch) throws BadInputException {
        return find(batch, Optional.empty()).stream()
                .map(ObjectModel.Finding::statistic)
                .toList();
    }

    /** Objects are the network's plain answer: flips, which average maps, are not asked for them. */
    @Override
    public Optional<ObjectModel> objects() {
        return answersWithMasks && inference.stage().isEmpty()
                ? Optional.of((batch, cores) -> find(batch, Optional.of(cores)))
                : Optional.empty();
    }

    /** @param cores of the windows where their objects are wanted too */
    private List<ObjectModel.Finding> find(List<PairWindow> batch, Optional<List<Window>> cores)
            throws BadInputException {
        // What the network sees is made on the caller's thread, so that the next window is ready when the network is.
        NetworkBatch seen = sight.of(batch, cores);
        return forward.call(() -> run(seen));
    }

    private List<ObjectModel.Finding> run(NetworkBatch batch) throws BadInputException {
        if (batch.size() > mostAtOnce) {
            return parts(batch);
        }
        largestBatch = Math.max(largestBatch, batch.size());
        try {
            return queries.find(batch, network, heard -> statistic(batch, heard));
        } catch (TorchScriptNetwork.WrongAnswerException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        } catch (EngineException e) {
            if (!LibTorch.isOutOfMemory(e)) {
                throw e;
            }
            if (batch.size() > 1) {
                mostAtOnce = batch.size() / 2;
                progress.warning(Notice.of(
                        "memory.windows",
                        "{0} windows at once are too much for the memory; going on with {1} at once.",
                        batch.size(),
                        mostAtOnce));
                return parts(batch);
            }
            if (onProcessor) {
                throw new BadInputException(tooLarge(batch), e);
            }
            progress.warning(Notice.of(
                    "memory.card", "The graphics card has too little memory for one window; the processor goes on."));
            network.close();
            network = loader.load("cpu");
            onProcessor = true;
            return run(batch);
        }
    }

    private Notice tooLarge(NetworkBatch batch) {
        int multiple = network.sizeMultiple();
        int smaller = Math.max(multiple, window / 2 / multiple * multiple);
        return Notice.of(
                "memory.window",
                "There is not enough memory to run {0} on a window of {1} x {2} pixels. Close other programs and add"
                        + " --resume, or start again with smaller windows: --set window={3} --overwrite.",
                model.card().network(),
                batch.width(),
                batch.height(),
                smaller);
    }

    /** Runs a batch in parts of at most {@link #mostAtOnce} windows. */
    private List<ObjectModel.Finding> parts(NetworkBatch batch) throws BadInputException {
        List<ObjectModel.Finding> results = new ArrayList<>();
        while (results.size() < batch.size()) {
            int from = results.size();
            results.addAll(run(batch.part(from, Math.min(batch.size(), from + mostAtOnce))));
        }
        return results;
    }

    /** Probabilities, or what a stage answers as 0 to 1. */
    private List<float[]> statistic(NetworkBatch batch, Consumer<NDList> heard) {
        List<float[]> results = pass.of(network, batch, heard);
        if (inference.stage().isPresent()) {
            for (float[] result : results) {
                for (int i = 0; i < result.length; i++) {
                    result[i] = result[i] / (result[i] + half);
                }
            }
        }
        return results;
    }

    @Override
    public void close() {
        try {
            forward.call(() -> {
                network.close();
                return true;
            });
        } catch (BadInputException e) {
            throw new IllegalStateException(e);
        } finally {
            forward.close();
        }
    }
}
