package org.palimpsest.detect;

import java.util.Set;

/**
 * What a user is told about a detector before choosing it.
 *
 * @param id how the command line calls it: lower case, digits and hyphens
 * @param name the name in its paper
 * @param summary one sentence in plain words
 * @param year of publication
 * @param paper authors, title, where it appeared
 * @param codeLicence licence of the implementation
 * @param weightsLicence licence of the weights in use; empty text where there are none
 * @param kind what it needs before it can run
 * @param suits the sensor combinations it works on
 * @param minimumBands fewest bands of each date
 * @param defaultThreshold the rule that turns its statistic into a mask when the user names none: "otsu", "chi2:0.99", or a
 *     number
 */
public record DetectorCard(
        String id,
        String name,
        String summary,
        int year,
        String paper,
        String codeLicence,
        String weightsLicence,
        Kind kind,
        Set<SensorPair> suits,
        int minimumBands,
        String defaultThreshold) {
    public DetectorCard {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "A detector's id must be lower case letters, digits and hyphens, but was \"" + id + "\".");
        }
        suits = Set.copyOf(suits);
    }

    /** What a detector needs before it can run. */
    public enum Kind {
        /** Nothing but the pair: a formula with statistics of the scene. */
        STATISTICAL,
        /** Nothing but the pair: a network trains on the pair itself. */
        UNSUPERVISED,
        /** Weights from training on labels. */
        SUPERVISED
    }

    /** Which sensors took the two dates. */
    public enum SensorPair {
        OPTICAL,
        RADAR,
        MIXED
    }
}
