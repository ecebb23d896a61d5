package org.palimpsest.learned;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.NaturalColour;

/**
 * Which bands of a raster go to the channels of a network that was trained on red, green and blue.
 *
 * @param bands indices from 0 among the bands in use, one for each channel
 * @param reason why these were chosen, for the user and the run record
 */
record ChannelRoles(int[] bands, String reason) {
    /**
     * Chooses the bands.
     *
     * @param available how many bands are in use
     * @param descriptions what the raster says of them; may be empty
     * @param channels what the network takes
     * @throws BadInputException when the bands cannot stand for the channels
     */
    static ChannelRoles of(String date, int available, List<Band> descriptions, int channels) throws BadInputException {
        if (available == channels) {
            return new ChannelRoles(first(channels), date + ": bands in the given order");
        }
        if (available == 1) {
            return new ChannelRoles(new int[channels], date + ": its one band for every channel");
        }
        if (channels != 3 || available < 3) {
            throw new BadInputException("The network takes " + channels + " bands, but the " + date + " raster gives "
                    + available + ". Choose " + channels + " with --bands.");
        }
        Optional<int[]> named = NaturalColour.named(descriptions);
        if (named.isPresent()) {
            return new ChannelRoles(
                    named.get(), date + ": red, green and blue by their names, " + numbers(named.get(), descriptions));
        }
        int[] assumed = descriptions.isEmpty() ? first(3) : NaturalColour.choose(descriptions);
        return new ChannelRoles(
                assumed,
                date + ": the file does not name its bands, so " + numbers(assumed, descriptions)
                        + " are taken for red, green and blue; choose others with --bands");
    }

    private static int[] first(int count) {
        int[] indices = new int[count];
        Arrays.setAll(indices, i -> i);
        return indices;
    }

    private static String numbers(int[] indices, List<Band> descriptions) {
        return "bands "
                + String.join(
                        ", ",
                        Arrays.stream(indices)
                                .mapToObj(i -> Integer.toString(
                                        i < descriptions.size()
                                                ? descriptions.get(i).number()
                                                : i + 1))
                                .toList());
    }
}
