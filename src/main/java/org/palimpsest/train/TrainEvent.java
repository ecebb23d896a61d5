package org.palimpsest.train;

import java.nio.file.Path;
import org.palimpsest.base.Notice;

/** Something that a running training reports, one JSON line each in a worker's output; the epochs also in {@code log.jsonl}. */
public sealed interface TrainEvent {
    /** The training begins or goes on, after {@code epochsDone} of {@code epochs}; each has {@code stepsPerEpoch} steps. */
    record Started(String network, long weights, int epochs, int epochsDone, long stepsPerEpoch, String device)
            implements TrainEvent {}

    /** A step is done: {@code step} of {@code steps} of the epoch. */
    record Step(int epoch, long step, long steps, double loss, double imagesPerSecond, double secondsLeft)
            implements TrainEvent {}

    /** An epoch is done. */
    record Epoch(EpochScores scores) implements TrainEvent {}

    /** One sentence that the user should read. */
    record Warning(Notice notice) implements TrainEvent {
        /** The sentence in English. */
        public String message() {
            return notice.message();
        }
    }

    /** A file or folder is complete; {@code kind} is "best_f1", "best_loss", "last" or "picture". */
    record Product(String kind, Path file) implements TrainEvent {}

    /** The last event of a training: how it ended ("done", "stopped", "failed") and one sentence. */
    record Finished(String outcome, Notice notice) implements TrainEvent {
        /** The sentence in English. */
        public String message() {
            return notice.message();
        }
    }
}
