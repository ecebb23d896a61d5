package org.palimpsest.app.project;

import java.util.List;
import java.util.Optional;
import org.palimpsest.app.layer.ColourRamp;
import org.palimpsest.app.layer.Range;
import org.palimpsest.app.layer.RasterStyle;
import org.palimpsest.project.LayerStyle;

/** Turns the map's raster styles into those of the project file and back. */
public final class SavedStyle {
    private SavedStyle() {}

    /** The style as the project keeps it. */
    public static LayerStyle of(RasterStyle style) {
        if (style instanceof RasterStyle.Colour colour) {
            return new LayerStyle.Bands(
                    colour.bands(),
                    colour.ranges().stream().map(SavedStyle::saved).toList());
        }
        if (style instanceof RasterStyle.Grey grey) {
            return new LayerStyle.Bands(List.of(grey.band()), List.of(saved(grey.range())));
        }
        if (style instanceof RasterStyle.Score score) {
            return new LayerStyle.Score(score.threshold());
        }
        if (style instanceof RasterStyle.GrowingScore score) {
            return new LayerStyle.Score(score.threshold());
        }
        if (style instanceof RasterStyle.Classes) {
            // The colours are those of the file beside the raster, which are found again there.
            return new LayerStyle.OneColour(ColourRamp.CHANGE);
        }
        if (style instanceof RasterStyle.Votes) {
            // The project knows no such style; where any detector says change is kept, how many do is not.
            return new LayerStyle.OneColour(ColourRamp.CHANGE);
        }
        return new LayerStyle.OneColour(((RasterStyle.Mask) style).argb());
    }

    /** The map's style; empty when the raster has too few bands for it, because it was replaced by another one. */
    public static Optional<RasterStyle> restore(LayerStyle style, int bands) {
        if (style instanceof LayerStyle.Bands shown) {
            if (shown.bands().stream().anyMatch(band -> band >= bands)) {
                return Optional.empty();
            }
            List<Range> ranges = shown.ranges().stream()
                    .map(range -> new Range(range.low(), range.high()))
                    .toList();
            return Optional.of(
                    ranges.size() == 3
                            ? new RasterStyle.Colour(shown.bands(), ranges)
                            : new RasterStyle.Grey(shown.bands().get(0), ranges.get(0)));
        }
        if (style instanceof LayerStyle.Score score) {
            return Optional.of(new RasterStyle.Score(score.threshold()));
        }
        return Optional.of(new RasterStyle.Mask(((LayerStyle.OneColour) style).argb()));
    }

    private static LayerStyle.Range saved(Range range) {
        return new LayerStyle.Range(range.low(), range.high());
    }
}
