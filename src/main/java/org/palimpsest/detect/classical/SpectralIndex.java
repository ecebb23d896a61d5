package org.palimpsest.detect.classical;

import java.util.List;
import java.util.Locale;

/** A normalised difference of two bands, (one - other) / (one + other), by the name and the band roles of its paper. */
enum SpectralIndex {
    /** Green vegetation: J. W. Rouse et al., "Monitoring vegetation systems in the Great Plains with ERTS", 1974. */
    NDVI("nir", "red"),
    /** Open water: S. K. McFeeters, "The use of the normalized difference water index", 1996. */
    NDWI("green", "nir"),
    /** Built-up land: Y. Zha, J. Gao, S. Ni, "Use of normalized difference built-up index", 2003. */
    NDBI("swir1", "nir"),
    /** Burnt land: C. H. Key, N. C. Benson, "Landscape assessment", 2006. */
    NBR("nir", "swir2");

    private final String one;
    private final String other;

    SpectralIndex(String one, String other) {
        this.one = one;
        this.other = other;
    }

    /** The roles that any index here asks for. */
    static final List<String> ROLES = List.of("green", "red", "nir", "swir1", "swir2");

    /** Role of the band that counts positive. */
    String one() {
        return one;
    }

    /** Role of the band that counts negative. */
    String other() {
        return other;
    }

    /** The word for settings. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
