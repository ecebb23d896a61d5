package org.palimpsest.detect.mixed;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.CancelledException;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.classical.FitTiles;
import org.palimpsest.detect.classical.PixelSample;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/**
 * Describes a cell by the mean and the standard deviation of its pixels' ranks, band by band: how bright it is among all, and
 * how rough.
 *
 * @param tables one for each band
 */
public record RankDescriptor(List<RankTable> tables) implements CellDescriptor {
    /** Pixels that the ranks are taken from; they put a rank within a thousandth. */
    private static final int SAMPLE = 1 << 18;

    /** How much roughness counts beside brightness. */
    private static final float ROUGHNESS = 0.5f;

    public RankDescriptor {
        tables = List.copyOf(tables);
    }

    /**
     * Ranks both dates' pixels by one pass over the scene.
     *
     * @return before's, then after's
     * @throws BadInputException when no pixel was observed at both dates
     */
    public static List<RankDescriptor> both(FitInput input, long seed) throws BadInputException, CancelledException {
        int before = input.pair().beforeBands();
        int bands = before + input.pair().afterBands();
        PixelSample sample = new PixelSample(bands, SAMPLE);
        FitTiles.scan(
                input,
                "Ranks of both dates' pixels",
                tile -> ObservedPixels.sample(tile, seed, sample.limit()),
                part -> sample.add(part.samples(), part.draws()));
        if (sample.size() == 0) {
            throw new BadInputException("No pixel was observed at both dates, so there is nothing to compare. Look at"
                    + " nodata values, masks and the area.");
        }
        List<RankTable> tables = new ArrayList<>();
        for (float[] band : sample.samples()) {
            tables.add(RankTable.of(band, sample.size()));
        }
        return List.of(
                new RankDescriptor(tables.subList(0, before)), new RankDescriptor(tables.subList(before, bands)));
    }

    /** The date that {@link #both} lists at this place. */
    static int place(ChangeModel.Date date) {
        return date == ChangeModel.Date.BEFORE ? 0 : 1;
    }

    @Override
    public int count() {
        return 2 * tables.size();
    }

    @Override
    public float weight(int number) {
        return number % 2 == 0 ? 1 : ROUGHNESS;
    }

    @Override
    public int reach() {
        return 0;
    }

    @Override
    public float[][] describe(PixelBlock date, boolean[] valid, CellGrid grid, Window cells) {
        int count = Math.toIntExact(cells.pixels());
        float[][] described = new float[count()][count];
        for (int band = 0; band < tables.size(); band++) {
            float[] ranks = ranks(date, valid, band);
            for (int cell = 0; cell < count; cell++) {
                describe(ranks, valid, date.window(), grid.part(cells, cell, date.window()), cell, described, 2 * band);
            }
        }
        return described;
    }

    /** The ranks of a band's pixels, 0 to 1; 0 where they do not count. */
    public float[] ranks(PixelBlock date, boolean[] valid, int band) {
        RankTable table = tables.get(band);
        float[] samples = date.samples(band);
        float[] ranks = new float[valid.length];
        for (int pixel = 0; pixel < ranks.length; pixel++) {
            ranks[pixel] = valid[pixel] ? table.rank(samples[pixel]) : 0;
        }
        return ranks;
    }

    private static void describe(
            float[] ranks, boolean[] valid, Window window, Window part, int cell, float[][] described, int first) {
        double sum = 0;
        double squares = 0;
        int observed = 0;
        for (int y = part.y(); y < part.endY(); y++) {
            for (int x = part.x(); x < part.endX(); x++) {
                int pixel = (y - window.y()) * window.width() + x - window.x();
                if (valid[pixel]) {
                    sum += ranks[pixel];
                    squares += (double) ranks[pixel] * ranks[pixel];
                    observed++;
                }
            }
        }
        if (observed > 0) {
            double mean = sum / observed;
            described[first][cell] = (float) mean;
            described[first + 1][cell] = (float) Math.sqrt(Math.max(0, squares / observed - mean * mean));
        }
    }
}
