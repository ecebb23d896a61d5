package org.palimpsest.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.SampleType;

/** Bands go to a network's channels by what they are, where that is known. */
class ChannelRolesTest {
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    @Test
    void namedBands_goByTheirNames_whateverTheirOrderInTheFile() throws Exception {
        List<Band> satellite = bands(1, "Blue", "Green", "Red", "NIR");
        assertArrayEquals(new int[] {2, 1, 0}, roles(satellite, 3, COLOURS));
        assertArrayEquals(new int[] {3, 2, 1}, roles(satellite, 3, List.of("nir", "red", "green")));
        assertArrayEquals(new int[] {2, 1, 0}, roles(bands(1, "B02", "B03", "B04"), 3, COLOURS));
    }

    @Test
    void anOrderOfTheUsersOwn_counts() throws Exception {
        List<Band> chosen = new ArrayList<>(bands(1, "Blue", "Green", "Red"));
        java.util.Collections.reverse(chosen);
        java.util.Collections.swap(chosen, 1, 2);
        assertArrayEquals(new int[] {0, 1, 2}, roles(chosen, 3, COLOURS));
    }

    @Test
    void bandsWithoutNames_areTakenAsSatellitesOrderThem() throws Exception {
        assertArrayEquals(new int[] {2, 1, 0}, roles(bands(1, "", "", "", ""), 3, COLOURS));
    }

    @Test
    void missingRoles_areNamed() {
        BadInputException refused = assertThrows(
                BadInputException.class,
                () -> roles(bands(1, "Blue", "Green", "Red"), 4, List.of("red", "green", "blue", "swir1")));
        assertTrue(refused.getMessage().contains("swir1"), refused.getMessage());
    }

    private static int[] roles(List<Band> bands, int channels, List<String> roles) throws BadInputException {
        return ChannelRoles.of("before", bands.size(), bands, channels, roles).indices();
    }

    private static List<Band> bands(int first, String... names) {
        List<Band> bands = new ArrayList<>();
        for (String name : names) {
            bands.add(new Band(first + bands.size(), name, SampleType.UINT16, OptionalDouble.empty(), 1, 0));
        }
        return bands;
    }
}
