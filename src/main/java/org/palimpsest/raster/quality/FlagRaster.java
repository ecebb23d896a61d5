package org.palimpsest.raster.quality;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.SampleType;
import org.palimpsest.raster.StoredRaster;
import org.palimpsest.raster.Window;

/**
 * A quality mask as one band of 1 where its values hide a pixel, dilation included, and 0 elsewhere, on the mask's own grid.
 *
 * <p>Values are taken as they are stored: a value that the file declares as nodata counts like any other. Safe from many
 * threads.
 */
final class FlagRaster implements Raster {
    private final Raster source;
    private final int band;
    private final FlagRule rule;
    private final FlagDilation dilation;

    private FlagRaster(Raster source, QualityMask mask) {
        this.source = source;
        this.band = mask.band() - 1;
        this.rule = mask.rule();
        this.dilation = FlagDilation.of(mask.dilation(), source.grid());
    }

    static FlagRaster open(QualityMask mask) throws BadInputException {
        Raster source = Rasters.open(mask.file());
        List<Band> bands = source instanceof StoredRaster stored ? stored.storedBands() : source.bands();
        if (mask.band() > bands.size()) {
            source.close();
            throw new BadInputException("The mask " + mask.file() + " has " + bands.size() + " band(s), but band "
                    + mask.band() + " is asked for.");
        }
        if (mask.dilation().metric() && !source.grid().isGeoreferenced()) {
            source.close();
            throw new BadInputException("The mask " + mask.file()
                    + " has no coordinate reference system, so metres mean nothing in it. Give the dilation in pixels,"
                    + " such as dilate=2px.");
        }
        return new FlagRaster(source, mask);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Grid grid() {
        return source.grid();
    }

    @Override
    public List<Path> files() {
        return source.files();
    }

    @Override
    public List<Band> bands() {
        return List.of(new Band(1, "hidden", SampleType.UINT8, OptionalDouble.empty(), 1, 0));
    }

    @Override
    public List<Grid> levels() {
        return List.of(grid());
    }

    @Override
    public BlockSize blockSize() {
        return source.blockSize();
    }

    @Override
    public PixelBlock read(int level, Window window, int[] bands) throws BadInputException {
        PixelBlock block = PixelBlock.empty(window, bands.length);
        Window inside = window.intersection(grid().window()).orElse(null);
        if (inside == null) {
            return block;
        }
        Window around = new Window(
                        inside.x() - dilation.reachAcross(),
                        inside.y() - dilation.reachDown(),
                        inside.width() + 2 * dilation.reachAcross(),
                        inside.height() + 2 * dilation.reachDown())
                .intersection(grid().window())
                .orElseThrow();
        boolean[] flags = dilation.of(flags(around), around.width());
        for (int y = inside.y(); y < inside.endY(); y++) {
            for (int x = inside.x(); x < inside.endX(); x++) {
                int to = (y - window.y()) * window.width() + x - window.x();
                block.valid()[to] = true;
                boolean flag = flags[(y - around.y()) * around.width() + x - around.x()];
                for (int i = 0; i < bands.length; i++) {
                    block.samples(i)[to] = flag ? 1 : 0;
                }
            }
        }
        return block;
    }

    private boolean[] flags(Window window) throws BadInputException {
        boolean[] flags = new boolean[Math.toIntExact(window.pixels())];
        if (source instanceof StoredRaster stored) {
            double[] values = stored.readStored(band, window);
            int each = values.length / flags.length;
            for (int i = 0; i < flags.length; i++) {
                flags[i] = rule.flags(values[i * each]);
            }
        } else {
            PixelBlock values = source.read(0, window, new int[] {band});
            for (int i = 0; i < flags.length; i++) {
                flags[i] = values.valid()[i] && rule.flags(values.samples(0)[i]);
            }
        }
        return flags;
    }

    @Override
    public void close() {
        source.close();
    }
}
