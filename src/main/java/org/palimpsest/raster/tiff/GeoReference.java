package org.palimpsest.raster.tiff;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.raster.ControlPoints;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.GeoTransform;
import org.palimpsest.raster.PamFile;
import org.palimpsest.raster.RasterNotices;
import org.palimpsest.raster.WorldFile;

/**
 * Where a GeoTIFF says that its pixels lie (OGC GeoTIFF 1.1): geotransform, coordinate reference system, and how many
 * ground control points it has instead.
 *
 * @param transform from pixel corners to coordinates, where the file states one that can be used
 * @param crs the system of the coordinates, where the file states one that is known
 * @param controlPoints ground control points of a file that has no geotransform
 * @param warnings sentences for the user about what was found and not used
 */
record GeoReference(
        Optional<GeoTransform> transform, Optional<Crs> crs, ControlPoints controlPoints, List<Notice> warnings) {
    private static final int RASTER_TYPE_KEY = 1025;
    private static final int PIXEL_IS_POINT = 2;

    /**
     * Reads what the tags of an image state; where they are silent, GDAL's {@code .aux.xml} or a world file and a {@code
     * .prj} beside it count.
     */
    static GeoReference of(TiffDirectory directory, Path path, PamFile pam) throws BadInputException {
        List<Notice> warnings = new ArrayList<>();
        GeoKeys keys = GeoKeys.of(directory);
        double[] matrix = directory.doubles(TiffTag.MODEL_TRANSFORMATION);
        double[] scale = directory.doubles(TiffTag.MODEL_PIXEL_SCALE);
        double[] tiepoints = directory.doubles(TiffTag.MODEL_TIEPOINT);
        Optional<GeoTransform> transform = Optional.empty();
        boolean byPoints = false;
        try {
            if (matrix.length >= 8) {
                transform =
                        Optional.of(new GeoTransform(matrix[3], matrix[0], matrix[1], matrix[7], matrix[4], matrix[5]));
            } else if (scale.length >= 2 && tiepoints.length >= 6) {
                double x = tiepoints[3] - tiepoints[0] * scale[0];
                double y = tiepoints[4] + tiepoints[1] * scale[1];
                transform = Optional.of(GeoTransform.northUp(x, y, scale[0], scale[1]));
            } else {
                byPoints = tiepoints.length >= 6;
            }
        } catch (IllegalArgumentException e) {
            warnings.add(RasterNotices.unusableTransform(directory.file().name()));
        }
        boolean isPoint = keys.number(RASTER_TYPE_KEY).orElse(1) == PIXEL_IS_POINT;
        if (isPoint) {
            transform = transform.map(corner -> corner.translate(-0.5, -0.5));
        }
        Optional<Crs> crs = keys.isEmpty() ? Optional.empty() : GeoKeyCrs.of(directory, keys);
        if (crs.isEmpty() && GeoKeyCrs.statesSystem(keys)) {
            warnings.add(RasterNotices.unknownSystem(directory.file().name()));
        }
        if (transform.isEmpty() && pam.transform().isPresent()) {
            transform = pam.transform();
        }
        if (transform.isEmpty()) {
            transform = WorldFile.beside(path);
        }
        if (crs.isEmpty()) {
            crs = pam.crs();
        }
        if (crs.isEmpty() && transform.isPresent()) {
            crs = WorldFile.crsBeside(path);
        }
        ControlPoints points =
                byPoints ? new ControlPoints(points(tiepoints, isPoint ? 0.5 : 0), crs) : ControlPoints.NONE;
        return new GeoReference(transform, crs, points, List.copyOf(warnings));
    }

    private static List<ControlPoints.Point> points(double[] tiepoints, double toCorner) {
        List<ControlPoints.Point> points = new ArrayList<>();
        for (int i = 0; i + 6 <= tiepoints.length; i += 6) {
            points.add(new ControlPoints.Point(
                    tiepoints[i] + toCorner, tiepoints[i + 1] + toCorner, tiepoints[i + 3], tiepoints[i + 4]));
        }
        return points;
    }
}
