package org.palimpsest.learned;

import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Tiling;

/** How a scene is cut into the windows that a network sees. */
final class NetworkWindows {
    private static final int SMALLEST_CORE = 16;

    /** SNUNet sees far with its five levels: with 48 pixels half the step of 16 is left at borders ({@code bench seams}). */
    private static final Map<String, Integer> HALOS = Map.of("snunet", 48);

    private NetworkWindows() {}

    /** The halo for weights that say nothing of it. */
    static int usualHalo(String network) {
        return HALOS.getOrDefault(network, ModelCard.USUAL_HALO);
    }

    /**
     * The tiles inside windows of one size. Neighbours fade into each other across half the halo: its outer half, of which a
     * network sees the least surroundings, is never used.
     *
     * @throws BadInputException when the halo leaves too little of the window
     */
    static Tiling of(int window, int halo) throws BadInputException {
        int core = window - 2 * halo;
        if (core < SMALLEST_CORE) {
            throw new BadInputException("A window of " + window + " pixels leaves nothing inside a halo of " + halo
                    + " pixels. Choose a larger window or a smaller halo.");
        }
        return new Tiling(core, halo, Math.min(halo, core) / 2);
    }
}
