package org.palimpsest.app.train;

/** Where a training stands. */
public enum TrainingState {
    /** Its process starts, or waits until another training has left the device. */
    WAITING,
    RUNNING,
    DONE,
    /** Ended by the user, or by the end of its process; it can be resumed. */
    STOPPED,
    FAILED;

    /** Tells whether nothing more will happen unless it is resumed. */
    public boolean isEnded() {
        return this == DONE || this == STOPPED || this == FAILED;
    }
}
