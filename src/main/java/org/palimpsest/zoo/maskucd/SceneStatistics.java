package org.palimpsest.zoo.maskucd;

import org.palimpsest.nn.Part;

/** Whether a network judges an image by itself, or as a window of a scene that it was shown samples of. */
public final class SceneStatistics {
    private SceneStatistics() {}

    /** Where means, spreads and what the attention asks come from. */
    public enum Mode {
        /** From the image at hand, as the original does. */
        OWN,
        /** The same, and what was seen is added to what is known of the scene. */
        GATHER,
        /** From what was gathered, so that the result at a pixel depends on its surroundings alone. */
        FIXED
    }

    /** A part that knows something of the scene. */
    interface Keeper {
        void mode(Mode mode);
    }

    /** Sets the mode of all parts of a network. */
    public static void use(Part network, Mode mode) {
        network.visit(part -> {
            if (part instanceof Keeper keeper) {
                keeper.mode(mode);
            }
        });
    }
}
