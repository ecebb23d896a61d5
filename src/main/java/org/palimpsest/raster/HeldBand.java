package org.palimpsest.raster;

import java.util.List;
import org.palimpsest.base.BadInputException;

/** One band of a small raster, held in memory, so that its file can be closed, replaced or removed; safe from many threads. */
public final class HeldBand implements Raster {
    private static final long MOST_PIXELS = 1L << 24;

    private final String name;
    private final Grid grid;
    private final Band band;
    private final BlockSize blocks;
    private final PixelBlock pixels;

    private HeldBand(Raster source, Band band, PixelBlock pixels) {
        this.name = source.name();
        this.grid = source.grid();
        this.blocks = source.blockSize();
        this.band = new Band(1, band.name(), band.type(), band.nodata(), band.scale(), band.offset());
        this.pixels = pixels;
    }

    /**
     * Reads a band whole.
     *
     * @param band index from 0
     * @throws BadInputException when the raster has no such band, is damaged, or has more than 16 million pixels
     */
    public static HeldBand of(Raster source, int band) throws BadInputException {
        if (band < 0 || band >= source.bands().size()) {
            throw new BadInputException(source.name() + " has " + source.bands().size() + " bands, but band "
                    + (band + 1) + " was asked for.");
        }
        if (source.grid().pixels() > MOST_PIXELS) {
            throw new BadInputException(source.name() + " has " + source.grid().pixels() + " pixels, more than the "
                    + MOST_PIXELS + " that are held in memory.");
        }
        PixelBlock pixels = source.read(source.grid().window(), new int[] {band});
        return new HeldBand(source, source.bands().get(band), pixels);
    }

    @Override
    public PixelBlock read(int level, Window window, int[] bands) {
        PixelBlock block = PixelBlock.empty(window, bands.length);
        Window inside = window.intersection(grid.window()).orElse(null);
        if (inside == null) {
            return block;
        }
        for (int y = inside.y(); y < inside.endY(); y++) {
            int from = y * grid.width() + inside.x();
            int to = (y - window.y()) * window.width() + inside.x() - window.x();
            System.arraycopy(pixels.valid(), from, block.valid(), to, inside.width());
            for (int i = 0; i < bands.length; i++) {
                System.arraycopy(pixels.samples(0), from, block.samples(i), to, inside.width());
            }
        }
        return block;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Grid grid() {
        return grid;
    }

    @Override
    public List<Band> bands() {
        return List.of(band);
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid);
    }

    @Override
    public BlockSize blockSize() {
        return blocks;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
