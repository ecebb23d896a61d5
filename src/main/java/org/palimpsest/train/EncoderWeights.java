package org.palimpsest.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.Parameter;
import org.palimpsest.nn.weights.StoredTensor;
import org.palimpsest.nn.weights.WeightsFile;
import org.palimpsest.zoo.Network;

/** Fills the encoder of a network from a file of weights that were trained for something else. */
final class EncoderWeights {
    private EncoderWeights() {}

    /**
     * Fills every parameter of the encoder.
     *
     * @param prefixes beginnings of the names of the encoder's parameters
     * @throws BadInputException when the file does not hold all of them in their shapes
     */
    static void fill(Network network, List<String> prefixes, Path file) throws IOException, BadInputException {
        try (WeightsFile weights = WeightsFile.open(file)) {
            Map<Parameter, StoredTensor> found = new LinkedHashMap<>();
            List<String> missing = new ArrayList<>();
            network.state().forEach((name, parameter) -> {
                if (ParameterGroups.isOf(prefixes, name) && parameter.isTrainable()) {
                    StoredTensor tensor = weights.tensors().get(name);
                    if (tensor != null && tensor.size() == parameter.shape().size()) {
                        found.put(parameter, tensor);
                    } else {
                        missing.add(name);
                    }
                }
            });
            if (!missing.isEmpty()) {
                throw new BadInputException("The weights in " + file + " do not fit the encoder: " + missing.size()
                        + " of " + (missing.size() + found.size()) + " are missing, such as " + missing.get(0) + ".");
            }
            for (Map.Entry<Parameter, StoredTensor> entry : found.entrySet()) {
                entry.getKey().set(entry.getValue().floats());
            }
        }
    }
}
