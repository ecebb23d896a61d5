package org.palimpsest.app.map;

import java.util.List;
import java.util.Set;

/** How both dates share the map. */
public enum MapMode {
    /** All layers over one another. */
    OVERLAY,
    /** The first date left of a divider, the second right of it. */
    SWIPE,
    /** Two maps of the same place beside one another. */
    SIDE_BY_SIDE,
    /** The two dates in turn. */
    FLICKER,
    /** The first date everywhere, the second in a circle around the cursor. */
    LENS;

    /** Radius of the lens in pixels. */
    public static final double LENS_RADIUS = 120;

    private static final Set<MapLayer.Date> ALL = Set.of(MapLayer.Date.BEFORE, MapLayer.Date.AFTER, MapLayer.Date.BOTH);
    private static final Set<MapLayer.Date> WITHOUT_AFTER = Set.of(MapLayer.Date.BEFORE, MapLayer.Date.BOTH);
    private static final Set<MapLayer.Date> WITHOUT_BEFORE = Set.of(MapLayer.Date.AFTER, MapLayer.Date.BOTH);

    /**
     * A part of the map's picture in which some of the layers are drawn.
     *
     * @param x left edge in pixels
     * @param y top edge in pixels
     * @param round whether the part is the ellipse inside its rectangle
     * @param shiftX how far the picture of the viewport is moved to the right in it
     * @param dates the dates that are drawn
     */
    public record Pane(
            double x, double y, double width, double height, boolean round, double shiftX, Set<MapLayer.Date> dates) {}

    /**
     * What changes a mode's panes besides the size of the map.
     *
     * @param divider place of the swipe's divider, 0 (left) to 1
     * @param cursorX of the mouse in pixels; NaN when it is elsewhere
     * @param afterShown which date flicker shows now
     */
    public record Situation(double divider, double cursorX, double cursorY, boolean afterShown) {}

    /** The panes that make up a picture of this size, drawn in this order. */
    public List<Pane> panes(int width, int height, Situation now) {
        return switch (this) {
            case OVERLAY -> List.of(new Pane(0, 0, width, height, false, 0, ALL));
            case SWIPE -> {
                double middle = Math.rint(width * now.divider());
                yield List.of(
                        new Pane(0, 0, middle, height, false, 0, WITHOUT_AFTER),
                        new Pane(middle, 0, width - middle, height, false, 0, WITHOUT_BEFORE));
            }
            case SIDE_BY_SIDE -> {
                double half = Math.rint(width / 2.0);
                double quarter = Math.rint(width / 4.0);
                yield List.of(
                        new Pane(0, 0, half, height, false, -quarter, WITHOUT_AFTER),
                        new Pane(half, 0, width - half, height, false, half - quarter, WITHOUT_BEFORE));
            }
            case FLICKER ->
                List.of(new Pane(0, 0, width, height, false, 0, now.afterShown() ? WITHOUT_BEFORE : WITHOUT_AFTER));
            case LENS -> {
                Pane whole = new Pane(0, 0, width, height, false, 0, WITHOUT_AFTER);
                yield Double.isNaN(now.cursorX())
                        ? List.of(whole)
                        : List.of(
                                whole,
                                new Pane(
                                        now.cursorX() - LENS_RADIUS,
                                        now.cursorY() - LENS_RADIUS,
                                        2 * LENS_RADIUS,
                                        2 * LENS_RADIUS,
                                        true,
                                        0,
                                        WITHOUT_BEFORE));
            }
        };
    }
}
