package org.palimpsest.train;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;

/**
 * What a network gives in training after its first output, and how much each of it weighs in the loss (deep supervision).
 *
 * @param weights of each side output, in order; a network that gives fewer uses the first ones
 * @param labelResized whether the label is brought to the output's size (nearest neighbour), else the output to the label's
 *     (bilinear)
 * @param logits whether they are logits; else probabilities
 */
public record SideOutputs(List<Double> weights, boolean labelResized, boolean logits) {
    public static final SideOutputs NONE = new SideOutputs(List.of(), false, true);

    public SideOutputs {
        weights = List.copyOf(weights);
    }

    static SideOutputs read(JsonFields json) throws BadInputException {
        SideOutputs sides =
                new SideOutputs(json.numbers("weights"), json.flag("labelResized", false), json.flag("logits", true));
        json.end();
        return sides;
    }
}
