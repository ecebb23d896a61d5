package org.palimpsest.raster.scene;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.BlockSize;
import org.palimpsest.raster.GeoKeys;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.RasterFacts;
import org.palimpsest.raster.Window;

/** The raster of one band of a scene, with the name, scale, offset and nodata value that the scene's metadata give it. */
final class SceneBandRaster implements Raster {
    private final Raster source;
    private final List<Band> bands;

    SceneBandRaster(Raster source, SceneBand band) {
        this.source = source;
        this.bands = List.of(new Band(
                1,
                band.title(),
                source.bands().get(0).type(),
                OptionalDouble.of(Scene.NODATA),
                band.scale(),
                band.offset()));
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
    public Optional<GeoKeys> geoKeys() {
        return source.geoKeys();
    }

    @Override
    public List<Path> files() {
        return source.files();
    }

    @Override
    public List<Band> bands() {
        return bands;
    }

    @Override
    public List<Grid> levels() {
        return source.levels();
    }

    @Override
    public BlockSize blockSize() {
        return source.blockSize();
    }

    @Override
    public RasterFacts facts() {
        return source.facts();
    }

    @Override
    public PixelBlock read(int level, Window window, int[] wanted) throws BadInputException {
        PixelBlock block = source.read(level, window, wanted);
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

    @Override
    public void close() {
        source.close();
    }
}
