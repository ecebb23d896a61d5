package org.palimpsest.learned;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
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
import org.palimpsest.detect.ChangeObject;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.ObjectModel;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.ScoreMap;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.Tiling;
import org.palimpsest.nn.LibTorch;
import org.palimpsest.raster.PixelBlock;
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
    private final ChannelRoles before;
    private final ChannelRoles after;
    private final SceneStretch stretch;
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
            NetworkModel fitted = new NetworkModel(input, model, loader, network, before, after, stretch, inference);
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
            FitInput input,
            ModelFolder model,
            Loader loader,
            Network network,
            ChannelRoles before,
            ChannelRoles after,
            SceneStretch stretch,
            Inference inference)
            throws BadInputException {
        this.model = model;
        this.loader = loader;
        this.network = network;
        this.before = before;
        this.after = after;
        this.stretch = stretch;
        this.inference = inference;
        answersWithMasks = network.masks().isPresent();
        window = inference.tiling().core() + 2 * inference.tiling().halo();
        progress = input.progress();
        forward = new ForwardThread(input.threads());
        onProcessor = input.device().equals("cpu");
        BatchSize size = new BatchSize(window, onProcessor, input.memoryBytes());
        windowsAtOnce = inference.batch() > 0
                ? inference.batch()
                : size.choose(() -> forward.call(() -> {
                    int pixels = before.bands().size() * window * window;
                    return forward(new float[pixels], new float[pixels], 1, window, window, outputs -> {});
                }));
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
            float[] first = image(List.of(sample), 0);
            float[] second = image(List.of(sample), 1);
            float[] found = forward.call(() -> strength(first, second, 1, window, window, outputs -> {}))
                    .get(0);
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
        record.put("channels", before.reason() + "; " + after.reason());
        record.put("stretch", stretch.reason());
        record.put("normalisation", card.normalisation().toString());
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
        float[] first = image(batch, 0);
        float[] second = image(batch, 1);
        return forward.call(() -> run(first, second, batch, cores));
    }

    private List<ObjectModel.Finding> run(
            float[] first, float[] second, List<PairWindow> batch, Optional<List<Window>> cores)
            throws BadInputException {
        if (batch.size() > mostAtOnce) {
            return parts(first, second, batch, cores);
        }
        PixelBlock block = batch.get(0).before();
        largestBatch = Math.max(largestBatch, batch.size());
        List<List<ChangeObject>> objects = new ArrayList<>();
        try {
            List<float[]> statistics = forward(
                    first,
                    second,
                    batch.size(),
                    block.height(),
                    block.width(),
                    outputs -> cores.ifPresent(wanted -> objects.addAll(new QueryObjects(inference.leastClassScore())
                            .of(network.masks().orElseThrow().of(outputs), batch, wanted))));
            List<ObjectModel.Finding> findings = new ArrayList<>();
            for (int n = 0; n < batch.size(); n++) {
                findings.add(
                        new ObjectModel.Finding(statistics.get(n), cores.isPresent() ? objects.get(n) : List.of()));
            }
            return findings;
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
                return parts(first, second, batch, cores);
            }
            if (onProcessor) {
                throw new BadInputException(tooLarge(block), e);
            }
            progress.warning(Notice.of(
                    "memory.card", "The graphics card has too little memory for one window; the processor goes on."));
            network.close();
            network = loader.load("cpu");
            onProcessor = true;
            return run(first, second, batch, cores);
        }
    }

    private Notice tooLarge(PixelBlock block) {
        int multiple = network.sizeMultiple();
        int smaller = Math.max(multiple, window / 2 / multiple * multiple);
        return Notice.of(
                "memory.window",
                "There is not enough memory to run {0} on a window of {1} x {2} pixels. Close other programs and add"
                        + " --resume, or start again with smaller windows: --set window={3} --overwrite.",
                model.card().network(),
                block.width(),
                block.height(),
                smaller);
    }

    /** Runs a batch in parts of at most {@link #mostAtOnce} windows. */
    private List<ObjectModel.Finding> parts(
            float[] first, float[] second, List<PairWindow> batch, Optional<List<Window>> cores)
            throws BadInputException {
        int each = first.length / batch.size();
        List<ObjectModel.Finding> results = new ArrayList<>();
        while (results.size() < batch.size()) {
            int from = results.size();
            int to = Math.min(batch.size(), from + mostAtOnce);
            results.addAll(run(
                    Arrays.copyOfRange(first, from * each, to * each),
                    Arrays.copyOfRange(second, from * each, to * each),
                    batch.subList(from, to),
                    cores.map(wanted -> wanted.subList(from, to))));
        }
        return results;
    }

    /** Probabilities, or what a stage answers as 0 to 1. */
    private List<float[]> forward(
            float[] first, float[] second, int windows, int height, int width, Consumer<NDList> heard) {
        List<float[]> results = strength(first, second, windows, height, width, heard);
        if (inference.stage().isPresent()) {
            for (float[] result : results) {
                for (int i = 0; i < result.length; i++) {
                    result[i] = result[i] / (result[i] + half);
                }
            }
        }
        return results;
    }

    /** @param heard gets the network's outputs for the windows as they are, while they are there */
    private List<float[]> strength(
            float[] first, float[] second, int windows, int height, int width, Consumer<NDList> heard) {
        Shape shape = new Shape(windows, before.bands().size(), height, width);
        try (NDManager manager = network.manager().newSubManager()) {
            NDArray a = manager.create(FloatBuffer.wrap(first), shape);
            NDArray b = manager.create(FloatBuffer.wrap(second), shape);
            float[] probabilities = probability(a, b, heard).toFloatArray();
            int pixels = width * height;
            List<float[]> results = new ArrayList<>(windows);
            for (int n = 0; n < windows; n++) {
                results.add(Arrays.copyOfRange(probabilities, n * pixels, (n + 1) * pixels));
            }
            return results;
        }
    }

    private NDArray probability(NDArray a, NDArray b, Consumer<NDList> heard) {
        NDArray sum = look(a, b, heard);
        if (!inference.flips()) {
            return sum;
        }
        for (int[] axes : new int[][] {{2}, {3}, {2, 3}}) {
            NDArray mirrored = look(a.flip(axes), b.flip(axes), outputs -> {});
            sum = sum.add(mirrored.flip(axes));
        }
        return sum.div(4);
    }

    private NDArray look(NDArray a, NDArray b, Consumer<NDList> heard) {
        if (inference.stage().isPresent()) {
            return network.heat(a, b, inference.stage().get());
        }
        NDList outputs = network.apply(a, b);
        heard.accept(outputs);
        return network.changeProbability(outputs);
    }

    /** Stretched and normalised samples of one date, {@code [N, C, H, W]}; what was not observed has the mean. */
    private float[] image(List<PairWindow> batch, int date) {
        int[] bands = (date == 0 ? before : after).indices();
        Normalisation normalisation = model.card().normalisation();
        int pixels = Math.toIntExact(batch.get(0).window().pixels());
        float[] image = new float[batch.size() * bands.length * pixels];
        int at = 0;
        for (PairWindow window : batch) {
            PixelBlock block = date == 0 ? window.before() : window.after();
            for (int channel = 0; channel < bands.length; channel++) {
                float[] samples = block.samples(bands[channel]);
                boolean[] valid = block.valid();
                float unobserved = normalisation.apply(channel, mean(samples, valid, date, channel));
                for (int i = 0; i < pixels; i++) {
                    image[at++] = valid[i]
                            ? normalisation.apply(channel, stretch.apply(date, channel, samples[i]))
                            : unobserved;
                }
            }
        }
        return image;
    }

    private double mean(float[] samples, boolean[] valid, int date, int channel) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < samples.length; i++) {
            if (valid[i]) {
                sum += stretch.apply(date, channel, samples[i]);
                count++;
            }
        }
        return count == 0 ? 0.5 : sum / count;
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
