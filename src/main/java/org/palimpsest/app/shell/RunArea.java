package org.palimpsest.app.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.app.map.MapViewModel;
import org.palimpsest.app.map.MapViewModel.Position;
import org.palimpsest.app.run.RunFormViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.BadInputException;

/** The area of a run as the run document wants it: well-known text in the first date's own coordinates. */
final class RunArea {
    private RunArea() {}

    /** The area that the form asks for; empty for the whole overlap. */
    static Optional<String> of(RunFormViewModel.Area area, MapViewModel map) throws BadInputException {
        return switch (area) {
            case OVERLAP -> Optional.empty();
            case VIEW -> Optional.of(view(map));
            case DRAWN -> {
                if (map.drawn().size() < 3) {
                    throw new BadInputException(Text.of("run.needs.area"));
                }
                yield Optional.of(polygon(map.drawn()));
            }
        };
    }

    /** What the map shows now. */
    static String view(MapViewModel map) {
        return polygon(map.viewport().extent());
    }

    /**
     * The part of an extent around its middle that has no more than so many pixels, so that a look at it takes seconds.
     *
     * @param pixelArea of a pixel in square units of the map
     * @param most pixels
     */
    static MapExtent middle(MapExtent extent, double pixelArea, double most) {
        double pixels = extent.width() * extent.height() / pixelArea;
        double scale = pixels > most ? Math.sqrt(most / pixels) / 2 : 0.5;
        return new MapExtent(
                extent.centreX() - scale * extent.width(),
                extent.centreY() - scale * extent.height(),
                extent.centreX() + scale * extent.width(),
                extent.centreY() + scale * extent.height());
    }

    /** An extent of the map. */
    static String polygon(MapExtent view) {
        return polygon(List.of(
                new Position(view.minX(), view.minY()),
                new Position(view.maxX(), view.minY()),
                new Position(view.maxX(), view.maxY()),
                new Position(view.minX(), view.maxY())));
    }

    /** SRID 0 stands for the coordinates of the first date's grid, which are the map's. */
    private static String polygon(List<Position> corners) {
        return "SRID=0;POLYGON (("
                + corners.stream().map(RunArea::pair).collect(Collectors.joining(", "))
                + ", " + pair(corners.get(0)) + "))";
    }

    private static String pair(Position place) {
        return String.format(Locale.ROOT, "%.10g %.10g", place.x(), place.y());
    }
}
