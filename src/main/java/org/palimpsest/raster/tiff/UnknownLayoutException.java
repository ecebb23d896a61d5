package org.palimpsest.raster.tiff;

import org.palimpsest.base.BadInputException;

/** A TIFF that may be sound, but packs or lays out its pixels in a way that there is no reader for here. */
public final class UnknownLayoutException extends BadInputException {
    private static final long serialVersionUID = 1L;

    UnknownLayoutException(String message) {
        super(message);
    }
}
