package org.palimpsest.app.pair;

import org.palimpsest.app.text.Text;
import org.palimpsest.detect.mixed.PairSensors;

/** What is known of a pair's sensors, in words of the window's language. */
public final class PairText {
    private PairText() {}

    /** What the sensors were told from, in one sentence. */
    public static String reason(PairSensors found) {
        return Text.of(
                "pair.why." + found.why(),
                PairSensors.percent(found.before()),
                PairSensors.percent(found.after()),
                found.beforeBands(),
                found.afterBands());
    }

    /** What the sensors were told from, and what follows for the choice of a detector. */
    static String why(PairSensors found) {
        return found.differ() ? reason(found) + " " + Text.of("pair.adviceMixed") : reason(found);
    }
}
