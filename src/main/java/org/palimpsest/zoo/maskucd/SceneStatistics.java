package org.palimpsest.zoo.maskucd;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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

        /** What it was shown. */
        double[] gathered();

        /** Takes that up again. */
        void restore(double[] gathered);
    }

    /** What all parts of a network were shown of a scene, part by part. */
    public static List<double[]> gathered(Part network) {
        List<double[]> all = new ArrayList<>();
        network.visit(part -> {
            if (part instanceof Keeper keeper) {
                all.add(keeper.gathered());
            }
        });
        return all;
    }

    /**
     * Gives a network back what {@link #gathered} told.
     *
     * @throws IllegalArgumentException when it was told of another network
     */
    public static void restore(Part network, List<double[]> gathered) {
        Iterator<double[]> next = gathered.iterator();
        network.visit(part -> {
            if (part instanceof Keeper keeper) {
                if (!next.hasNext()) {
                    throw new IllegalArgumentException("There are statistics of too few parts.");
                }
                keeper.restore(next.next());
            }
        });
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
