package org.palimpsest.nn;

import java.util.List;
import java.util.Map;

/** Stochastic gradient descent with momentum, as PyTorch defines it (dampening 0). */
public final class Sgd extends Optimiser {
    private static final List<String> KEPT = List.of("momentum_buffer");

    private final double momentum;
    private final double weightDecay;
    private final boolean nesterov;

    /**
     * @param momentum share of the last update that is kept; 0 for none
     * @param weightDecay added to the gradient in proportion to the weight
     * @param nesterov whether the gradient is taken ahead of the momentum (Nesterov 1983)
     */
    public Sgd(Map<String, Parameter> parameters, double momentum, double weightDecay, boolean nesterov) {
        super(parameters, KEPT);
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        this.nesterov = nesterov;
    }

    @Override
    void update(double learningRate, int step) {
        run("sgd", KEPT, learningRate, momentum, weightDecay, nesterov);
    }
}
