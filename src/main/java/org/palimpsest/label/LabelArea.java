package org.palimpsest.label;

import java.util.Optional;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.PolygonRaster;

/** Pixels that get a label together: a stroke of the brush or a polygon. Immutable and safe from many threads. */
public interface LabelArea {
    /** The smallest window that holds all of it; empty when it holds no pixel. */
    Optional<Window> window();

    /** For each pixel of a window, in rows, whether its centre lies in the area. */
    boolean[] inside(Window window);

    /** The pixels of polygons. */
    static LabelArea of(PolygonRaster polygons) {
        return new LabelArea() {
            @Override
            public Optional<Window> window() {
                return polygons.window();
            }

            @Override
            public boolean[] inside(Window window) {
                return polygons.inside(window);
            }
        };
    }
}
