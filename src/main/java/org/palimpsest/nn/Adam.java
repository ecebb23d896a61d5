package org.palimpsest.nn;

import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019), as PyTorch defines them: the epsilon is added to the
 * bias-corrected root.
 */
public final class Adam extends Optimiser {
    private static final List<String> KEPT = List.of("exp_avg", "exp_avg_sq");

    private final double weightDecay;
    private final boolean decoupled;
    private double beta1 = 0.9;
    private double beta2 = 0.999;
    private double epsilon = 1e-8;

    private Adam(Map<String, Parameter> parameters, double weightDecay, boolean decoupled) {
        super(parameters, KEPT);
        this.weightDecay = weightDecay;
        this.decoupled = decoupled;
    }

    /** Adam, whose weight decay is added to the gradient; PyTorch's default decay is 0. */
    public static Adam adam(Map<String, Parameter> parameters, double weightDecay) {
        return new Adam(parameters, weightDecay, false);
    }

    /** AdamW, whose weight decay shrinks the weights themselves; PyTorch's default decay is 0.01. */
    public static Adam adamW(Map<String, Parameter> parameters, double weightDecay) {
        return new Adam(parameters, weightDecay, true);
    }

    /** Decay rates of the running mean and mean square; 0.9 and 0.999 unless said otherwise. */
    public Adam betas(double beta1, double beta2) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        return this;
    }

    /** 1e-8 unless said otherwise. */
    public Adam epsilon(double epsilon) {
        this.epsilon = epsilon;
        return this;
    }

    @Override
    void update(double learningRate, int step) {
        run("adam", KEPT, learningRate, beta1, beta2, epsilon, weightDecay, decoupled, step);
    }
}
