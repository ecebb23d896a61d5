package org.palimpsest.app.map;

import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyEvent;
import org.palimpsest.app.map.MapViewModel.Position;

/**
 * What the first mouse button does on the map instead of dragging it. The wheel still zooms, the middle button and the arrow keys
 * still move the map. Window's thread only.
 */
public interface MapTool {
    /** The button went down at a place. */
    void pressed(Position at);

    /** The mouse moved with the button down. */
    void dragged(Position at);

    /** The button went up at a place: where a fast hand ends, of whose way no other place may have been told. */
    void released(Position at);

    /** The button was pressed twice at one place. */
    void doubleClicked();

    /** Hears a key before the map does; tells whether the key was meant for the tool. */
    boolean key(KeyEvent key);

    /** What to draw over the map: shapes around the cursor, and what is not finished yet. */
    List<Sketch> sketches(Optional<Position> cursor);

    /**
     * A line over the map.
     *
     * @param points in map coordinates
     * @param closed whether the last point is joined to the first
     * @param rgb colour of the line
     */
    record Sketch(List<Position> points, boolean closed, int rgb) {
        public Sketch {
            points = List.copyOf(points);
        }
    }
}
