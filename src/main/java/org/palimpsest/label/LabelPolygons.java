package org.palimpsest.label;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Grid;
import org.palimpsest.vector.AreaOfInterest;
import org.palimpsest.vector.PolygonRaster;
import org.palimpsest.vector.read.PolygonFeature;
import org.palimpsest.vector.read.VectorLayer;

/**
 * What the polygons of a file say as labels.
 *
 * <p>Where polygons have been reviewed (a {@code status} that is accepted, rejected or ignore), accepted ones changed, rejected ones
 * did not, and nothing is said of open ones and of what lies between. Where none has, all of them changed, and all that lies
 * between did not.
 *
 * @param areas the pixels of each class
 * @param rest what is said of pixels in none of them: {@link LabelClass#UNCHANGED} or {@link LabelClass#NONE}
 */
public record LabelPolygons(Map<LabelClass, PolygonRaster> areas, LabelClass rest) {
    private static final String STATUS = "status";

    public LabelPolygons {
        areas = new EnumMap<>(areas);
    }

    /**
     * Lays a layer onto a grid.
     *
     * @param name how messages call the file
     * @throws BadInputException when it holds no polygon or it is not known where they lie
     */
    public static LabelPolygons of(String name, VectorLayer layer, Grid grid) throws BadInputException {
        if (layer.features().isEmpty()) {
            throw new BadInputException(name + " holds no polygon.");
        }
        boolean reviewed =
                layer.features().stream().anyMatch(feature -> decided(feature).isPresent());
        Map<LabelClass, List<PolygonFeature>> classes = new EnumMap<>(LabelClass.class);
        for (PolygonFeature feature : layer.features()) {
            Optional<LabelClass> label = reviewed ? decided(feature) : Optional.of(LabelClass.CHANGED);
            label.ifPresent(one ->
                    classes.computeIfAbsent(one, any -> new ArrayList<>()).add(feature));
        }
        Map<LabelClass, PolygonRaster> areas = new EnumMap<>(LabelClass.class);
        for (Map.Entry<LabelClass, List<PolygonFeature>> one : classes.entrySet()) {
            areas.put(one.getKey(), AreaOfInterest.lay(name, new VectorLayer(one.getValue(), layer.crs()), grid));
        }
        return new LabelPolygons(areas, reviewed ? LabelClass.NONE : LabelClass.UNCHANGED);
    }

    /** The class of a polygon by its status; empty for one that nobody has decided about. */
    private static Optional<LabelClass> decided(PolygonFeature feature) {
        Object status = feature.attributes().getOrDefault(STATUS, "");
        return switch (status.toString().toLowerCase(Locale.ROOT)) {
            case "accepted" -> Optional.of(LabelClass.CHANGED);
            case "rejected" -> Optional.of(LabelClass.UNCHANGED);
            case "ignore" -> Optional.of(LabelClass.IGNORE);
            default -> Optional.empty();
        };
    }
}
