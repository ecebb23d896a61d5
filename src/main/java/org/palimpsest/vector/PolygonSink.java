package org.palimpsest.vector;

import java.io.Closeable;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;

/**
 * A vector file that is being written, polygon by polygon, in memory that does not grow with their number; {@code P} is what
 * is known of a polygon.
 *
 * <p>Use in a try block: {@link #finish} makes the file appear, and closing without it leaves nothing behind and an older
 * file as it was. Not safe from several threads.
 */
public interface PolygonSink<P> extends Closeable {
    /**
     * Adds a polygon; its geometry is not kept.
     *
     * @throws BadInputException when the disk is full, or the format cannot hold more
     */
    void add(P polygon) throws BadInputException;

    /**
     * Completes the file and moves it to its place; a file without polygons is valid too.
     *
     * @return sentences for the user on what the format could not hold in full; mostly none
     * @throws BadInputException when the disk is full or fails
     */
    List<Notice> finish() throws BadInputException;

    @Override
    void close();
}
