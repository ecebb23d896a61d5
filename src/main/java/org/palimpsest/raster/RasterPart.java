package org.palimpsest.raster;

import java.util.List;
import org.palimpsest.base.BadInputException;

/** A part of another raster, as if the raster ended at the part's edges; without overviews. */
public final class RasterPart extends RasterView {
    private final Raster source;
    private final Window part;
    private final Grid grid;

    /**
     * @param source the whole raster; closed with its part
     * @param part in the whole raster's pixels, and inside of it
     */
    public RasterPart(Raster source, Window part) {
        super(source);
        if (!source.grid().window().contains(part)) {
            throw new IllegalArgumentException("A part must lie inside its raster of "
                    + source.grid().width() + " x " + source.grid().height() + " pixels, but was " + part + ".");
        }
        this.source = source;
        this.part = part;
        this.grid = source.grid().part(part);
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid);
    }

    @Override
    public PixelBlock read(int level, Window window, int[] bands) throws BadInputException {
        if (level != 0) {
            throw new IllegalArgumentException(
                    "A part of a raster has level 0 only, but level " + level + " was asked for.");
        }
        PixelBlock block = source.read(window.translate(part.x(), part.y()), bands);
        boolean[] valid = block.valid();
        float[][] samples = new float[bands.length][];
        for (int band = 0; band < samples.length; band++) {
            samples[band] = block.samples(band);
        }
        if (!grid.window().contains(window)) {
            for (int i = 0; i < valid.length; i++) {
                int x = window.x() + i % window.width();
                int y = window.y() + i / window.width();
                valid[i] &= x >= 0 && y >= 0 && x < grid.width() && y < grid.height();
            }
        }
        PixelBlock cut = new PixelBlock(window, samples, valid);
        cut.clearInvalid();
        return cut;
    }
}
