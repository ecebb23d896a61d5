package org.palimpsest.learned;

import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.mixed.CellDescriptor;
import org.palimpsest.detect.mixed.CellGrid;
import org.palimpsest.detect.mixed.RankDescriptor;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/**
 * Describes cells of 4 x 4 pixels by an encoder's features of the date's ranks.
 *
 * <p>Ranks are spread evenly over what the encoder is used to, at either date: that brings the statistics of two sensors together
 * before any filter sees them. The first three bands are looked at, the last of fewer again.
 */
record EncodedCells(FeatureEncoder encoder, int count, RankDescriptor ranks) implements CellDescriptor {
    /** A filter that was learned for rare things answers in few places, and there far more strongly than is foretold anywhere. */
    private static final double OUTLIERS = 0.02;

    @Override
    public double outliers() {
        return OUTLIERS;
    }

    @Override
    public boolean isSteady() {
        return false;
    }

    @Override
    public int reach() {
        return FeatureEncoder.REACH;
    }

    @Override
    public float[][] describe(PixelBlock date, boolean[] valid, CellGrid grid, Window cells) throws BadInputException {
        int width = cells.width() * grid.size();
        int height = cells.height() * grid.size();
        int left = date.window().x() - grid.originX() - cells.x() * grid.size();
        int top = date.window().y() - grid.originY() - cells.y() * grid.size();
        float[] image = new float[FeatureEncoder.BANDS * width * height];
        boolean[] observed = new boolean[cells.width() * cells.height()];
        for (int band = 0; band < FeatureEncoder.BANDS; band++) {
            float[] ranked =
                    ranks.ranks(date, valid, Math.min(band, ranks.tables().size() - 1));
            for (int pixel = 0; pixel < ranked.length; pixel++) {
                if (valid[pixel]) {
                    int column = left + pixel % date.width();
                    int row = top + pixel / date.width();
                    image[(band * height + row) * width + column] =
                            encoder.normalisation().apply(band, ranked[pixel]);
                    observed[row / grid.size() * cells.width() + column / grid.size()] = true;
                }
            }
        }
        float[][] features = encoder.features(image, height, width);
        for (float[] channel : features) {
            for (int cell = 0; cell < channel.length; cell++) {
                if (!observed[cell]) {
                    channel[cell] = 0;
                }
            }
        }
        return features;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
