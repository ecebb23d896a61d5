package org.palimpsest.learned;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.zoo.Network;

/**
 * A network in a TorchScript file of the user's own, which brings its code along; libtorch compiles and runs that code, so it
 * is loaded only where the user says that they trust the file.
 */
final class TorchScriptNetwork extends Network {
    private final boolean joined;
    private final boolean probabilities;
    private @Nullable PtSymbolBlock script;

    private TorchScriptNetwork(boolean joined, boolean probabilities) {
        this.joined = joined;
        this.probabilities = probabilities;
    }

    /**
     * Loads the file, and with it its code.
     *
     * @param joined whether its forward takes both dates as one image of twice the bands
     * @param probabilities whether it gives probabilities rather than logits
     * @throws BadInputException when libtorch cannot load it
     */
    static TorchScriptNetwork load(Path file, Device device, boolean joined, boolean probabilities)
            throws BadInputException {
        TorchScriptNetwork network = new TorchScriptNetwork(joined, probabilities);
        boolean complete = false;
        try {
            network.allocate(device);
            // The script belongs to the manager and is freed with it.
            network.script = JniUtils.loadModule(
                    (PtNDManager) network.manager(), file, true, new String[0], new String[0], false);
            complete = true;
            return network;
        } catch (EngineException e) {
            throw new BadInputException(
                    file + " is not a TorchScript file that this libtorch (2.7.1) can load. Save it with"
                            + " torch.jit.script(model).save(...) or torch.jit.trace(...).save(...).",
                    e);
        } finally {
            if (!complete) {
                network.close();
            }
        }
    }

    @Override
    protected NDList forward(NDArray before, NDArray after) {
        NDList inputs = new NDList();
        if (joined) {
            inputs.add(before.concat(after, 1));
        } else {
            inputs.add(before);
            inputs.add(after);
        }
        NDArray main = IValueUtils.forward(Objects.requireNonNull(script), inputs, false)
                .get(0);
        Shape shape = main.getShape();
        Shape image = before.getShape();
        boolean fits = shape.dimension() == 4
                && shape.get(0) == image.get(0)
                && (shape.get(1) == 1 || shape.get(1) == 2)
                && shape.get(2) == image.get(2)
                && shape.get(3) == image.get(3);
        if (!fits) {
            throw new WrongAnswerException("The TorchScript file must answer images of " + image
                    + " with one or two maps of the same size, but its first output was of " + shape + ".");
        }
        return new NDList(main);
    }

    @Override
    public NDArray changeProbability(NDList outputs) {
        if (!probabilities) {
            return super.changeProbability(outputs);
        }
        NDArray main = outputs.get(0);
        return main.getShape().get(1) == 1 ? main : main.get(":, 1:2");
    }

    /** The file ran, but what it gave is no map of change. */
    static final class WrongAnswerException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        WrongAnswerException(String message) {
            super(message);
        }
    }
}
