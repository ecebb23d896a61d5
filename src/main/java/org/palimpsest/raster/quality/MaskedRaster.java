package org.palimpsest.raster.quality;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.RasterView;
import org.palimpsest.raster.Resampling;
import org.palimpsest.raster.Window;

/**
 * A raster without the pixels that a quality mask hides: they come back as not observed, in the raster's own grid and before
 * any resampling, so that nothing of them reaches another pixel.
 *
 * <p>The mask may have any grid: each pixel takes the mask's value at its centre. Pixels that the mask does not cover count.
 * There is the full resolution only, because overviews have masked pixels mixed into others. Safe from many threads.
 */
public final class MaskedRaster extends RasterView {
    private static final double WHOLE = 0.9995;

    private final Raster source;
    private final AlignedRaster hidden;

    private MaskedRaster(Raster source, AlignedRaster hidden) {
        super(source);
        this.source = source;
        this.hidden = hidden;
    }

    /**
     * Opens the mask of an open raster.
     *
     * @param source is closed with the result
     * @throws BadInputException when the mask cannot be read or covers nothing of the raster; the raster stays open then
     */
    public static MaskedRaster open(Raster source, QualityMask mask) throws BadInputException {
        FlagRaster flags = FlagRaster.open(mask);
        try {
            return new MaskedRaster(source, AlignedRaster.align(source, flags, Resampling.NEAREST));
        } catch (BadInputException e) {
            flags.close();
            throw new BadInputException(
                    "The mask " + mask.file() + " cannot be laid onto " + source.name() + ": " + e.getMessage(), e);
        }
    }

    /** A sentence for the user where the mask covers a part of the raster only. */
    public Optional<Notice> warning() {
        double share = hidden.overlap().share();
        return share > WHOLE
                ? Optional.empty()
                : Optional.of(Notice.of(
                        "mask.partial",
                        "The mask {0} covers only {1} % of {2}; pixels outside it count as good.",
                        hidden.name(),
                        String.format(Locale.ROOT, "%.1f", 100 * share),
                        source.name()));
    }

    /** The files that hold the mask. */
    public List<Path> maskFiles() {
        return hidden.files();
    }

    @Override
    public List<Grid> levels() {
        return List.of(source.grid());
    }

    @Override
    public PixelBlock read(int level, Window window, int[] bands) throws BadInputException {
        PixelBlock block = source.read(level, window, bands);
        boolean[] valid = block.valid();
        PixelBlock mask = hidden.read(0, window, new int[] {0});
        for (int i = 0; i < valid.length; i++) {
            valid[i] &= !(mask.valid()[i] && mask.samples(0)[i] > 0);
        }
        block.clearInvalid();
        return block;
    }

    @Override
    public void close() {
        hidden.close();
        super.close();
    }
}
