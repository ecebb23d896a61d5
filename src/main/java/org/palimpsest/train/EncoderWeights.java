package org.palimpsest.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.weights.StoredTensor;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.Network;

/**
 * Fills the encoder of a network from weights that were trained for something else, on ImageNet say.
 *
 * <p>The file may use the network's own names, torchvision's, timm's or the hub's ({@link EncoderNames}). For images of another
 * number of bands the first layer gets the mean of its three channels, scaled so that sums stay alike.
 */
final class EncoderWeights {
    private EncoderWeights() {}

    /**
     * Fills every parameter and running statistic of the encoder.
     *
     * @param encoder beginnings of names in the network with what stands for them in torchvision's names
     * @throws BadInputException when the file does not hold all of them in their shapes
     */
    static void fill(Network network, Map<String, String> encoder, Path file) throws IOException, BadInputException {
        try (WeightsFile weights = WeightsFile.open(file)) {
            Map<String, StoredTensor> byName = canonical(weights);
            Map<Parameter, StoredTensor> found = new LinkedHashMap<>();
            List<String> missing = new ArrayList<>();
            network.state().forEach((name, parameter) -> encoder.keySet().stream()
                    .filter(name::startsWith)
                    .findFirst()
                    .ifPresent(prefix -> {
                        String canonical = encoder.get(prefix) + name.substring(prefix.length());
                        StoredTensor tensor = weights.tensors().getOrDefault(name, byName.get(canonical));
                        if (fits(parameter, tensor)) {
                            found.put(parameter, tensor);
                        } else if (parameter.type().isFloating() && !isExtra(canonical)) {
                            missing.add(name);
                        }
                    }));
            if (!missing.isEmpty()) {
                throw new BadInputException("The weights in " + file + " do not fit the encoder: " + missing.size()
                        + " of " + (missing.size() + found.size()) + " are missing or of another shape, such as "
                        + missing.get(0)
                        + ". Give weights of the same encoder, named as torchvision, timm or the hub do.");
            }
            for (Map.Entry<Parameter, StoredTensor> entry : found.entrySet()) {
                entry.getKey().set(values(entry.getKey(), entry.getValue()));
            }
        }
    }

    /** What no encoder's file needs to have: the classifier, and squeeze-and-excitation that a plain ResNet has not. */
    private static boolean isExtra(String canonical) {
        return canonical.startsWith("fc.") || canonical.contains(".se.fc.");
    }

    private static Map<String, StoredTensor> canonical(WeightsFile weights) {
        boolean timm = EncoderNames.isTimmEfficient(weights.tensors().keySet());
        Map<String, StoredTensor> byName = new LinkedHashMap<>();
        weights.tensors().forEach((name, tensor) -> {
            Optional<String> canonical = EncoderNames.inTorchvision(name, timm);
            canonical.ifPresent(found -> byName.putIfAbsent(found, tensor));
            // A network's own naming, without what stands for the encoder in it.
            byName.putIfAbsent(name, tensor);
        });
        return byName;
    }

    private static boolean fits(Parameter parameter, @Nullable StoredTensor tensor) {
        if (tensor == null) {
            return false;
        }
        long[] wanted = parameter.shape().getShape();
        long[] shape = tensor.shape();
        return (tensor.size() == parameter.shape().size() && shape.length == wanted.length)
                || isFirstLayer(wanted, shape);
    }

    private static boolean isFirstLayer(long[] wanted, long[] shape) {
        return wanted.length == 4
                && shape.length == 4
                && shape[1] == 3
                && wanted[0] == shape[0]
                && wanted[2] == shape[2]
                && wanted[3] == shape[3];
    }

    private static float[] values(Parameter parameter, StoredTensor tensor) throws IOException {
        float[] values = tensor.floats();
        if (tensor.size() == parameter.shape().size()) {
            return values;
        }
        long[] wanted = parameter.shape().getShape();
        int taps = (int) (wanted[2] * wanted[3]);
        int bands = (int) wanted[1];
        float[] spread = new float[(int) parameter.shape().size()];
        for (int out = 0; out < wanted[0]; out++) {
            for (int tap = 0; tap < taps; tap++) {
                float sum = 0;
                for (int channel = 0; channel < 3; channel++) {
                    sum += values[(out * 3 + channel) * taps + tap];
                }
                for (int band = 0; band < bands; band++) {
                    spread[(out * bands + band) * taps + tap] = sum / bands;
                }
            }
        }
        return spread;
    }
}
