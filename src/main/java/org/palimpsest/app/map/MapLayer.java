package org.palimpsest.app.map;

import java.util.Optional;
import javafx.beans.value.ObservableValue;

/** What the map needs to know of a layer; all of it is read on the window's thread. */
public interface MapLayer {
    /** Which date a layer shows, so that swipe and its kin can tell the two apart. */
    enum Date {
        BEFORE,
        AFTER,
        /** Results and everything else: shown with both dates. */
        BOTH
    }

    Date date();

    boolean isVisible();

    /** 0 (not seen) to 1. */
    double opacity();

    /** How to paint it now; empty while it is still loading. */
    Optional<TilePainter> painter();

    /** Hears, on a worker's thread, that a tile could not be painted. */
    void failed(String message);

    /** Changes whenever the layer must be drawn anew. */
    ObservableValue<?> revision();
}
