package org.palimpsest.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.NaturalColour;

/**
 * Which bands of a raster go to the channels of a network.
 *
 * @param bands indices from 0 among the bands in use, one for each channel
 * @param reason why these were chosen, for the user and the run record
 */
public record ChannelRoles(List<Integer> bands, String reason) {
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    /** Other names of what a channel may be; those with a B are Sentinel-2's. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "red", List.of("red", "b04", "b4"),
            "green", List.of("green", "b03", "b3"),
            "blue", List.of("blue", "b02", "b2"),
            "nir", List.of("nir", "near infrared", "b08", "b8"),
            "swir1", List.of("swir1", "swir 1", "swir16", "b11"),
            "swir2", List.of("swir2", "swir 2", "swir22", "b12"));

    public ChannelRoles {
        bands = List.copyOf(bands);
    }

    /** The bands as indices from 0, one for each channel. */
    int[] indices() {
        return bands.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Chooses the bands.
     *
     * @param date "before" or "after", for the reason
     * @param available how many bands are in use
     * @param descriptions what the raster says of them; may be empty
     * @param channels how many the network takes
     * @param roles what its channels are, by name; may be empty
     * @throws BadInputException when the bands cannot stand for the channels
     */
    public static ChannelRoles of(String date, int available, List<Band> descriptions, int channels, List<String> roles)
            throws BadInputException {
        List<String> wanted = roles.size() == channels ? roles : channels == 3 ? COLOURS : List.of();
        Optional<List<Integer>> named = isInFileOrder(descriptions) ? named(descriptions, wanted) : Optional.empty();
        if (named.isPresent()) {
            return new ChannelRoles(
                    named.get(),
                    date + ": " + String.join(", ", wanted) + " by their names, " + numbers(named.get(), descriptions));
        }
        if (available == channels) {
            return new ChannelRoles(first(channels), date + ": bands in the given order");
        }
        if (available == 1) {
            return new ChannelRoles(Collections.nCopies(channels, 0), date + ": its one band for every channel");
        }
        if (!wanted.equals(COLOURS) || available < 3) {
            throw new BadInputException("The network takes " + channels + " bands"
                    + (wanted.isEmpty() ? "" : " (" + String.join(", ", wanted) + ")") + ", but the " + date
                    + " raster gives " + available + ". Choose " + channels + " with --bands.");
        }
        List<Integer> assumed = descriptions.isEmpty()
                ? first(3)
                : Arrays.stream(NaturalColour.choose(descriptions)).boxed().toList();
        return new ChannelRoles(
                assumed,
                date + ": the file does not name its bands, so " + numbers(assumed, descriptions)
                        + " are taken for red, green and blue; choose others with --bands");
    }

    /** Where the user put bands in an order of their own, that order counts. */
    private static boolean isInFileOrder(List<Band> descriptions) {
        for (int i = 1; i < descriptions.size(); i++) {
            if (descriptions.get(i).number() < descriptions.get(i - 1).number()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<List<Integer>> named(List<Band> descriptions, List<String> roles) {
        List<Integer> found = new ArrayList<>();
        for (String role : roles) {
            String name = role.toLowerCase(Locale.ROOT);
            List<String> names = NAMES.getOrDefault(name, List.of(name));
            for (int i = 0; i < descriptions.size(); i++) {
                if (names.contains(
                        descriptions.get(i).name().toLowerCase(Locale.ROOT).trim())) {
                    found.add(i);
                    break;
                }
            }
        }
        return roles.isEmpty() || found.size() < roles.size() ? Optional.empty() : Optional.of(found);
    }

    private static List<Integer> first(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static String numbers(List<Integer> indices, List<Band> descriptions) {
        return "bands "
                + indices.stream()
                        .map(i -> Integer.toString(
                                i < descriptions.size() ? descriptions.get(i).number() : i + 1))
                        .collect(Collectors.joining(", "));
    }
}
