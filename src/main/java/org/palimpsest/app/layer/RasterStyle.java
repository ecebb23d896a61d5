package org.palimpsest.app.layer;

import java.util.List;

/** How a raster's samples become colours; equal styles paint equal pictures. */
public sealed interface RasterStyle {
    /** Indices from 0 of the bands that the style reads, in its order. */
    List<Integer> bands();

    /** How pixels are joined when the picture is smaller than the raster. */
    default Resampling resampling() {
        return Resampling.MEAN;
    }

    /**
     * Colours of the pixels of a tile.
     *
     * @param samples one array for each of {@link #bands()}
     * @param valid pixels that are not valid stay transparent
     * @param target ARGB with colours multiplied by alpha
     */
    void paint(float[][] samples, boolean[] valid, int[] target);

    /** Three bands as red, green and blue. */
    record Colour(List<Integer> bands, List<Range> ranges) implements RasterStyle {
        public Colour {
            if (bands.size() != 3 || ranges.size() != 3) {
                throw new IllegalArgumentException("A colour picture has 3 bands and 3 ranges, but got " + bands.size()
                        + " and " + ranges.size() + ".");
            }
            bands = List.copyOf(bands);
            ranges = List.copyOf(ranges);
        }

        @Override
        public void paint(float[][] samples, boolean[] valid, int[] target) {
            Range red = ranges.get(0);
            Range green = ranges.get(1);
            Range blue = ranges.get(2);
            for (int i = 0; i < target.length; i++) {
                if (valid[i]) {
                    target[i] = 0xFF000000
                            | red.brightness(samples[0][i]) << 16
                            | green.brightness(samples[1][i]) << 8
                            | blue.brightness(samples[2][i]);
                }
            }
        }
    }

    /** One band from black to white. */
    record Grey(int band, Range range) implements RasterStyle {
        @Override
        public List<Integer> bands() {
            return List.of(band);
        }

        @Override
        public void paint(float[][] samples, boolean[] valid, int[] target) {
            for (int i = 0; i < target.length; i++) {
                if (valid[i]) {
                    int brightness = range.brightness(samples[0][i]);
                    target[i] = 0xFF000000 | brightness << 16 | brightness << 8 | brightness;
                }
            }
        }
    }

    /** Scores of 0 to 1: nothing below the threshold, a colour ramp above it. */
    record Score(double threshold) implements RasterStyle {
        @Override
        public List<Integer> bands() {
            return List.of(0);
        }

        @Override
        public void paint(float[][] samples, boolean[] valid, int[] target) {
            int[] ramp = ColourRamp.SCORE.premultiplied();
            for (int i = 0; i < target.length; i++) {
                float value = samples[0][i];
                if (valid[i] && value >= threshold) {
                    target[i] = ramp[(int) (Math.max(0, Math.min(1, value)) * (ramp.length - 1))];
                }
            }
        }
    }

    /** Scores of a run that is going on: like {@link Score}, with a thin veil over what is done and did not change. */
    record GrowingScore(double threshold) implements RasterStyle {
        private static final int VEIL = ColourRamp.premultiply(0x2E218BFF);

        @Override
        public List<Integer> bands() {
            return List.of(0);
        }

        @Override
        public void paint(float[][] samples, boolean[] valid, int[] target) {
            for (int i = 0; i < target.length; i++) {
                target[i] = valid[i] ? VEIL : 0;
            }
            new Score(threshold).paint(samples, valid, target);
        }
    }

    /**
     * How many of some masks say change: nothing for none of them, then the ramp of scores up to all.
     *
     * @param most the number of masks
     */
    record Votes(int most) implements RasterStyle {
        @Override
        public List<Integer> bands() {
            return List.of(0);
        }

        @Override
        public Resampling resampling() {
            return Resampling.LARGEST;
        }

        @Override
        public void paint(float[][] samples, boolean[] valid, int[] target) {
            int[] ramp = ColourRamp.SCORE.premultiplied();
            for (int i = 0; i < target.length; i++) {
                float votes = samples[0][i];
                if (valid[i] && votes > 0) {
                    target[i] = ramp[(int) (Math.min(1, votes / most) * (ramp.length - 1))];
                }
            }
        }
    }

    /** Classes, each in its own colour; values that are no class stay transparent. */
    record Classes(List<MapClass> classes) implements RasterStyle {
        private static final int VALUES = 256;

        public Classes {
            classes = List.copyOf(classes);
        }

        @Override
        public List<Integer> bands() {
            return List.of(0);
        }

        @Override
        public Resampling resampling() {
            return Resampling.FIRST;
        }

        @Override
        public void paint(float[][] samples, boolean[] valid, int[] target) {
            int[] colours = new int[VALUES];
            classes.forEach(one -> colours[one.value() % VALUES] = ColourRamp.premultiply(one.argb()));
            for (int i = 0; i < target.length; i++) {
                float value = samples[0][i];
                if (valid[i] && value >= 0 && value < VALUES) {
                    target[i] = colours[(int) value];
                }
            }
        }
    }

    /** A mask: what is not 0 is painted in one colour. */
    record Mask(int argb) implements RasterStyle {
        @Override
        public List<Integer> bands() {
            return List.of(0);
        }

        @Override
        public Resampling resampling() {
            return Resampling.LARGEST;
        }

        @Override
        public void paint(float[][] samples, boolean[] valid, int[] target) {
            int colour = ColourRamp.premultiply(argb);
            for (int i = 0; i < target.length; i++) {
                if (valid[i] && samples[0][i] != 0) {
                    target[i] = colour;
                }
            }
        }
    }
}
