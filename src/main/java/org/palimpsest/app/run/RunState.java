package org.palimpsest.app.run;

/** Where a run stands. */
public enum RunState {
    /** Waits for the runs before it. */
    QUEUED,
    RUNNING,
    /** Cancel was asked for; the tiles in flight are being finished. */
    CANCELLING,
    DONE,
    /** Ended by the user; finished tiles are kept. */
    CANCELLED,
    FAILED;

    /** Tells whether nothing more will happen. */
    public boolean isEnded() {
        return this == DONE || this == CANCELLED || this == FAILED;
    }
}
