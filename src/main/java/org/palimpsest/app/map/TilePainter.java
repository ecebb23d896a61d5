package org.palimpsest.app.map;

import java.util.Optional;
import org.palimpsest.base.BadInputException;

/**
 * A layer frozen as it is to be drawn: made on the window's thread, used by workers.
 *
 * <p>Immutable. Two painters are equal exactly when they paint the same picture; the tile cache relies on it, so a file
 * that changed on the disk must make a different painter.
 */
public interface TilePainter {
    /**
     * Paints one tile; may take its time.
     *
     * @return {@link TileAddress#SIZE}² pixels in rows, ARGB with colours multiplied by alpha; empty when nothing is there
     * @throws BadInputException when the source is damaged there
     */
    Optional<int[]> paint(TileAddress tile) throws BadInputException;

    /** Tells cheaply whether the tile may show anything, so that empty parts of the map cost no work. */
    default boolean mayShow(TileAddress tile) {
        return true;
    }

    /**
     * The painter of one tile: equal to another one exactly when both paint the same picture there, so that a layer which is being
     * drawn on is painted again only where it changed.
     */
    default TilePainter at(TileAddress tile) {
        return this;
    }
}
