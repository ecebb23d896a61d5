package org.palimpsest.raster.scene;

import java.util.List;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.RasterView;
import org.palimpsest.raster.Window;

/** The raster of one band of a scene, with the name, scale, offset and nodata value that the scene's metadata give it. */
final class SceneBandRaster extends RasterView {
    private final List<Band> bands;

    SceneBandRaster(Raster source, SceneBand band) {
        super(source);
        this.bands = List.of(new Band(
                1,
                band.title(),
                source.bands().get(0).type(),
                OptionalDouble.of(Scene.NODATA),
                band.scale(),
                band.offset()));
    }

    @Override
    public List<Band> bands() {
        return bands;
    }

    @Override
    public PixelBlock read(int level, Window window, int[] wanted) throws BadInputException {
        PixelBlock block = super.read(level, window, wanted);
        boolean[] valid = block.valid();
        for (int band = 0; band < wanted.length; band++) {
            float[] samples = block.samples(band);
            for (int i = 0; i < valid.length; i++) {
                valid[i] &= samples[i] != Scene.NODATA;
            }
        }
        block.clearInvalid();
        return block;
    }
}
