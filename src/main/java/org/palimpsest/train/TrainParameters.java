package org.palimpsest.train;

import java.util.List;
import org.palimpsest.detect.Parameter;
import org.palimpsest.nn.Precision;

/** Everything that {@code --set} can set for a training: the one source for recipes, shell, dialog and manual. */
public final class TrainParameters {
    private static final List<Parameter> ALL = List.of(
            new Parameter.Whole("epochs", "Epochs", "", 1, 10_000, 100, "How often every training pair is seen."),
            new Parameter.Whole("batch", "Batch", "pairs", 1, 1024, 8, "Pairs for each step of the weights."),
            new Parameter.Whole(
                    "crop", "Crop", "px", 16, 4096, 256, "Width and height of what is cut from the images."),
            new Parameter.Whole(
                    "accumulate", "Accumulate", "", 1, 256, 1, "Parts in which a batch is computed; saves memory."),
            new Parameter.Whole("seed", "Seed", "", 0, Integer.MAX_VALUE, 1, "Decides everything that is drawn."),
            new Parameter.Choice(
                    "optimiser", "Optimiser", List.of("adamw", "adam", "sgd"), "adamw", "How gradients move weights."),
            new Parameter.Real("learningRate", "Learning rate", "", 1e-8, 10, 1e-3, "Size of a step at its largest."),
            new Parameter.Real(
                    "encoderRate", "Encoder rate", "", 0, 1, 1, "Share of the learning rate that the encoder gets."),
            new Parameter.Real(
                    "momentum", "Momentum", "", 0, 0.999, 0.9, "Of sgd: share of the last step that is kept."),
            new Parameter.Real("weightDecay", "Weight decay", "", 0, 1, 0.01, "Pulls weights towards 0."),
            new Parameter.Flag(
                    "decayAll", "Decay all", false, "Decay biases and normalisations too, not only weights of layers."),
            new Parameter.Choice(
                    "schedule",
                    "Schedule",
                    List.of("cosine", "poly", "linear", "step", "constant"),
                    "cosine",
                    "How the learning rate falls to the end."),
            new Parameter.Real("polyPower", "Power", "", 0.1, 5, 0.9, "Of poly: exponent of the share that is left."),
            new Parameter.Whole("stepEpochs", "Step length", "epochs", 1, 10_000, 8, "Of step: epochs between steps."),
            new Parameter.Real("stepFactor", "Step factor", "", 0.001, 1, 0.5, "Of step: factor at each step."),
            new Parameter.Real(
                    "warmUp", "Warm-up", "", 0, 0.9, 0, "Share of all steps in which the rate rises from 0."),
            new Parameter.Real("lowestRate", "Lowest rate", "", 0, 1, 0, "The learning rate never falls below this."),
            new Parameter.Real("clip", "Clip", "", 0, 1e6, 0, "Largest norm of all gradients together; 0 for any."),
            new Parameter.Real(
                    "average",
                    "Moving average",
                    "",
                    0,
                    0.99999,
                    0,
                    "Decay of averaged weights, which are then validated."),
            new Parameter.Whole(
                    "patience",
                    "Patience",
                    "epochs",
                    0,
                    10_000,
                    0,
                    "Epochs without a better one that end it; 0: never."),
            new Parameter.Choice(
                    "monitor",
                    "Monitor",
                    List.of("f1", "loss"),
                    "f1",
                    "What the best epoch is best in, on validation."),
            new Parameter.Whole("validateEvery", "Validate every", "epochs", 1, 1000, 1, "Epochs between validations."),
            new Parameter.Real("bce", "Cross-entropy", "", 0, 100, 1, "Weight of the cross-entropy of each pixel."),
            new Parameter.Real("dice", "Dice", "", 0, 100, 0, "Weight of the Dice loss."),
            new Parameter.Choice(
                    "diceOver",
                    "Dice over",
                    List.of("batch", "image", "classes"),
                    "batch",
                    "Sums span batch or image; classes: the batch, mean of change and no change."),
            new Parameter.Real("iou", "IoU", "", 0, 100, 0, "Weight of the soft intersection-over-union loss."),
            new Parameter.Real("focal", "Focal", "", 0, 100, 0, "Weight of the focal loss."),
            new Parameter.Real("focalGamma", "Focal gamma", "", 0, 10, 2, "How much easy pixels count less."),
            new Parameter.Flag(
                    "focalFixed", "Fixed focal factor", false, "No gradient flows through the focal factor."),
            new Parameter.Real(
                    "contrastive", "Contrastive", "", 0, 100, 0, "Weight of the batch-balanced contrastive loss."),
            new Parameter.Real("edge", "Edges", "", 0, 100, 0, "Weight of cross-entropy near the borders of labels."),
            new Parameter.Real(
                    "changeWeight", "Weight of change", "", 0, 1000, 1, "Of a change pixel; 0 balances the classes."),
            new Parameter.Real(
                    "deepSupervision", "Deep supervision", "", 0, 100, 1, "Factor on the losses of side outputs."),
            new Parameter.Flag("flips", "Flips", true, "Mirror both dates at random."),
            new Parameter.Flag("turns", "Quarter turns", true, "Turn both dates by quarters at random."),
            new Parameter.Real("swap", "Swap dates", "", 0, 1, 0, "How often before and after change places."),
            new Parameter.Real("scale", "Scale", "", 0, 0.9, 0, "Crops are up to this share larger or smaller."),
            new Parameter.Real("brightness", "Brightness", "", 0, 1, 0, "Largest change, drawn for each date."),
            new Parameter.Real("contrast", "Contrast", "", 0, 1, 0, "Largest change, drawn for each date."),
            new Parameter.Real("saturation", "Saturation", "", 0, 1, 0, "Largest change, drawn for each date."),
            new Parameter.Real("blur", "Blur", "", 0, 1, 0, "How often a date is blurred."),
            new Parameter.Real("noise", "Noise", "", 0, 1, 0, "Largest standard deviation of added noise."),
            new Parameter.Choice(
                    "normalisation",
                    "Normalisation",
                    List.of("auto", "unit", "symmetric", "imagenet", "dataset"),
                    "auto",
                    "What the network sees: auto takes its usual one, dataset measures mean and deviation."),
            new Parameter.Whole(
                    "window", "Window", "px", 0, 4096, 0, "Windows of validation and of the model; 0: auto."),
            new Parameter.Real(
                    "threshold", "Threshold", "", 0, 0.999, 0, "Fixed threshold; 0 chooses it on validation data."),
            new Parameter.Choice(
                    "precision",
                    "Precision",
                    Precision.ids(),
                    Precision.FP32.id(),
                    "Numbers that layers multiply: 32 bits, or 16 bits (bf16); all else has 32."),
            new Parameter.Flag("freezeNorms", "Freeze norms", false, "Batch normalisations keep their statistics."),
            new Parameter.Real(
                    "checkpointMinutes", "Checkpoint", "min", 0, 1440, 5, "Between checkpoints; 0 for one a step."),
            new Parameter.Whole("pictures", "Pictures", "", 0, 64, 6, "Validation pairs drawn after each epoch."),
            new Parameter.Flag(
                    "stages", "Stages", false, "Pictures also show how strongly each stage in the network answers."),
            new Parameter.Flag("shuffleLabels", "Shuffle labels", false, "For proof only: labels of other pairs."));

    private TrainParameters() {}

    public static List<Parameter> all() {
        return ALL;
    }
}
