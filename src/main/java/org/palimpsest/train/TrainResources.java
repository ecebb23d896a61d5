package org.palimpsest.train;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a training may use.
 *
 * @param device "cpu", "gpu" or "gpu:N"
 * @param threads of the processor for one operation
 * @param cacheBytes for decoded images
 * @param turns folder in which trainings on one device wait for each other; all trainings of a user share one
 * @param tracking an MLflow server that is told of the training
 */
public record TrainResources(String device, int threads, long cacheBytes, Path turns, Optional<URI> tracking) {
    public TrainResources {
        if (threads < 1) {
            throw new IllegalArgumentException("The number of threads must be at least 1, but was " + threads + ".");
        }
    }
}
