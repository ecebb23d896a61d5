package org.palimpsest.raster.tiff;

/** The bytes of a block are not what their compression allows; the message is the end of a sentence for the user. */
final class DamagedBlockException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedBlockException(String reason) {
        super(reason);
    }
}
