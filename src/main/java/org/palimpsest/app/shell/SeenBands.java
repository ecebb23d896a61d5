package org.palimpsest.app.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;
import org.palimpsest.learned.ChannelRoles;
import org.palimpsest.raster.Band;

/** Which bands of the two dates a network will see as its channels, in words for the form of the next run. */
final class SeenBands {
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    private SeenBands() {}

    /** The sentence for a network that takes red, green and blue. */
    static String colours(Workbench workbench) {
        return of(workbench, COLOURS.size(), COLOURS);
    }

    /**
     * The sentence; empty while a date is missing.
     *
     * @param channels how many the network takes
     * @param roles what its channels are
     */
    static String of(Workbench workbench, int channels, List<String> roles) {
        Optional<RasterLayer> before = workbench.beforeProperty().get();
        Optional<RasterLayer> after = workbench.afterProperty().get();
        if (before.isEmpty() || after.isEmpty()) {
            return "";
        }
        try {
            return Text.of(
                    "detect.sees",
                    numbers("before", before.get(), channels, roles),
                    numbers("after", after.get(), channels, roles),
                    String.join(", ", roles));
        } catch (BadInputException e) {
            return NoticeText.of(e);
        }
    }

    private static String numbers(String date, RasterLayer layer, int channels, List<String> roles)
            throws BadInputException {
        List<Band> bands = layer.source().raster().bands();
        return ChannelRoles.of(date, bands.size(), bands, channels, roles).bands().stream()
                .map(index -> Integer.toString(bands.get(index).number()))
                .collect(Collectors.joining(", "));
    }
}
