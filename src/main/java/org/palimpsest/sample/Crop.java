package org.palimpsest.sample;

/**
 * What grows on a field, and how much of the ground it covers green, dry or in flower on each day of the year.
 *
 * <p>Rounded after phenological calendars of temperate Europe. Each row of a calendar is {day of year, green share, dry share};
 * values between are interpolated.
 */
enum Crop {
    WINTER_WHEAT(Spectra.CEREAL_LEAF, 0.9, new double[][] {
        {1, .25, 0},
        {85, .5, 0},
        {125, .88, 0},
        {160, .9, .04},
        {180, .55, .4},
        {198, .04, .9},
        {215, .02, .62},
        {245, .12, .35},
        {275, .06, .08},
        {300, .2, 0},
        {366, .25, 0}
    }),
    WINTER_BARLEY(Spectra.CEREAL_LEAF, 0.8, new double[][] {
        {1, .3, 0},
        {80, .6, 0},
        {115, .88, 0},
        {148, .8, .12},
        {166, .2, .75},
        {180, .02, .85},
        {196, .02, .6},
        {225, .2, .3},
        {260, .5, .05},
        {285, .1, 0},
        {366, .3, 0}
    }),
    RAPESEED(Spectra.BROAD_LEAF, 1.3, new double[][] {
        {1, .4, 0},
        {80, .6, 0},
        {110, .92, 0},
        {165, .88, .05},
        {185, .45, .5},
        {202, .03, .75},
        {225, .1, .5},
        {245, .2, .1},
        {280, .5, 0},
        {366, .4, 0}
    }),
    MAIZE(Spectra.MAIZE_LEAF, 2.2, new double[][] {
        {1, .02, .2},
        {100, .05, .08},
        {118, 0, .03},
        {140, .04, 0},
        {160, .2, 0},
        {176, .48, 0},
        {195, .85, 0},
        {240, .86, .08},
        {262, .5, .45},
        {280, .03, .55},
        {310, .02, .4},
        {366, .02, .2}
    }),
    SUGAR_BEET(Spectra.BROAD_LEAF, 0.5, new double[][] {
        {1, 0, .1},
        {95, 0, .03},
        {130, .06, 0},
        {155, .35, 0},
        {172, .72, 0},
        {195, .93, 0},
        {265, .88, .05},
        {295, .1, .1},
        {366, 0, .1}
    }),
    POTATO(Spectra.BROAD_LEAF, 0.6, new double[][] {
        {1, 0, .1},
        {100, 0, 0},
        {140, .08, 0},
        {160, .5, 0},
        {180, .85, 0},
        {215, .75, .1},
        {240, .1, .4},
        {265, 0, .05},
        {366, 0, .1}
    }),
    CLOVER(Spectra.BROAD_LEAF, 0.4, new double[][] {
        {1, .45, .05},
        {90, .6, .03},
        {135, .93, 0},
        {144, .5, .25},
        {165, .9, 0},
        {178, .92, 0},
        {186, .45, .25},
        {215, .9, 0},
        {230, .5, .2},
        {265, .88, 0},
        {366, .45, .05}
    }),
    FALLOW(Spectra.GRASS, 0.3, new double[][] {
        {1, .2, .2}, {100, .3, .15}, {150, .5, .2}, {190, .45, .4}, {240, .35, .45}, {366, .2, .2}
    });

    private static final int FLOWERING_STARTS = 108;
    private static final int FLOWERING_ENDS = 142;

    private final Spectrum leaf;
    private final double fullHeight;
    private final double[][] calendar;

    Crop(Spectrum leaf, double fullHeight, double[][] calendar) {
        this.leaf = leaf;
        this.fullHeight = fullHeight;
        this.calendar = calendar;
    }

    Spectrum leaf() {
        return leaf;
    }

    /** Returns the height of the grown crop in metres. */
    double fullHeight() {
        return fullHeight;
    }

    /** Returns the green share of the ground, 0..1. */
    double green(double dayOfYear) {
        return read(dayOfYear, 1);
    }

    /** Returns the share of the ground under straw and dry leaves, 0..1. */
    double dry(double dayOfYear) {
        return read(dayOfYear, 2);
    }

    /** Returns the share of the green that is hidden by flowers, 0..1. */
    double flowering(double dayOfYear) {
        if (this != RAPESEED) {
            return 0;
        }
        double middle = (FLOWERING_STARTS + FLOWERING_ENDS) / 2.0;
        return dayOfYear < middle
                ? Blend.ramp(FLOWERING_STARTS, middle - 6, dayOfYear)
                : 1 - Blend.ramp(middle + 6, FLOWERING_ENDS, dayOfYear);
    }

    private double read(double dayOfYear, int column) {
        double day = Math.max(1, Math.min(366, dayOfYear));
        for (int i = 1; i < calendar.length; i++) {
            if (day <= calendar[i][0]) {
                double share = (day - calendar[i - 1][0]) / (calendar[i][0] - calendar[i - 1][0]);
                return Blend.between(calendar[i - 1][column], calendar[i][column], share);
            }
        }
        return calendar[calendar.length - 1][column];
    }
}
