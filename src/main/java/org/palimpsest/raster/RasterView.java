package org.palimpsest.raster;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/** A raster that differs in something from another one, and is that other one in all else. */
public abstract class RasterView implements Raster {
    private final Raster source;

    /** @param source what is seen; closed with the view */
    protected RasterView(Raster source) {
        this.source = source;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Grid grid() {
        return levels().get(0);
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
        return source.bands();
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
    public PixelBlock read(int level, Window window, int[] bands) throws BadInputException {
        return source.read(level, window, bands);
    }

    @Override
    public void close() {
        source.close();
    }
}
