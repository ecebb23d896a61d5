package org.palimpsest.raster;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.measure.Unit;
import org.geotools.api.parameter.GeneralParameterValue;
import org.geotools.api.parameter.ParameterValue;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.datum.Ellipsoid;
import org.geotools.api.referencing.datum.PrimeMeridian;
import org.jspecify.annotations.Nullable;
import si.uom.NonSI;
import si.uom.SI;
import tech.units.indriya.AbstractUnit;

/**
 * States a system in ESRI's dialect of well-known text, the one of the .prj files of shapefiles, on one line.
 *
 * <p>The dialect differs from OGC's in the names of datums, projections and parameters and leaves codes and axes out; GDAL,
 * QGIS and ArcGIS find the EPSG code again from the names and numbers.
 */
public final class EsriWkt {
    /** Names of geographic systems and datums that are not the EPSG name with underscores. */
    private static final Map<String, String> DATUMS = Map.of(
            "WGS 84", "WGS_1984",
            "ETRS89", "ETRS_1989",
            "NAD83", "North_American_1983",
            "NAD27", "North_American_1927",
            "RGF93 v1", "RGF_1993",
            "OSGB36", "OSGB_1936",
            "DHDN", "Deutsches_Hauptdreiecksnetz",
            "NZGD2000", "NZGD_2000",
            "NTF (Paris)", "NTF_Paris");

    private EsriWkt() {}

    /** The text of a geographic or projected system; for others OGC's text. */
    public static String of(Crs crs) {
        if (crs.system() instanceof GeographicCRS geographic) {
            return geographic(geographic);
        }
        if (crs.system() instanceof ProjectedCRS projected) {
            return projected(projected, projected.getBaseCRS());
        }
        return crs.wkt().replaceAll("\\s+", " ");
    }

    private static String geographic(GeographicCRS crs) {
        String full = crs.getName().getCode();
        String name = DATUMS.getOrDefault(full, identifier(full.replaceFirst("^GCS_", "")));
        Ellipsoid ellipsoid = crs.getDatum().getEllipsoid();
        PrimeMeridian meridian = crs.getDatum().getPrimeMeridian();
        Unit<?> unit = crs.getCoordinateSystem().getAxis(0).getUnit();
        double radians = factor(unit, SI.RADIAN);
        String unitName = Math.abs(radians - Math.PI / 180) < 1e-12
                ? "Degree"
                : Math.abs(radians - Math.PI / 200) < 1e-12 ? "Grad" : identifier(unit.toString());
        // A sphere has no flattening to invert; the dialect then states 0.
        double inverse = ellipsoid.isSphere() ? 0 : ellipsoid.getInverseFlattening();
        // French systems that count from Paris share their datum with those that count from Greenwich.
        return "GEOGCS[\"GCS_" + name + "\",DATUM[\"D_" + name.replaceFirst("_Paris$", "") + "\",SPHEROID[\""
                + identifier(ellipsoid.getName().getCode().replace("WGS 84", "WGS 1984")) + "\","
                + ellipsoid.getSemiMajorAxis() * factor(ellipsoid.getAxisUnit(), SI.METRE) + "," + number(inverse)
                + "]],PRIMEM[\"" + identifier(meridian.getName().getCode()) + "\","
                + number(meridian.getGreenwichLongitude() * factor(meridian.getAngularUnit(), NonSI.DEGREE_ANGLE))
                + "],UNIT[\""
                + unitName + "\","
                + number(radians) + "]]";
    }

    private static String projected(ProjectedCRS crs, GeographicCRS base) {
        Unit<?> length = crs.getCoordinateSystem().getAxis(0).getUnit();
        Unit<?> angle = base.getCoordinateSystem().getAxis(0).getUnit();
        Map<String, Double> parameters = new LinkedHashMap<>();
        for (GeneralParameterValue general :
                crs.getConversionFromBase().getParameterValues().values()) {
            if (general instanceof ParameterValue<?> parameter && parameter.getValue() instanceof Number value) {
                String name = parameter.getDescriptor().getName().getCode().toLowerCase(Locale.ROOT);
                parameters.put(name.replace(' ', '_'), value.doubleValue() * scale(parameter.getUnit(), length, angle));
            }
        }
        parameters.remove("semi_major");
        parameters.remove("semi_minor");
        String projection = EsriProjection.translate(
                crs.getConversionFromBase().getMethod().getName().getCode(),
                parameters,
                base.getDatum().getEllipsoid());
        StringBuilder text = new StringBuilder("PROJCS[\"")
                .append(identifier(crs.getName().getCode().replace("WGS 84", "WGS 1984")))
                .append("\",")
                .append(geographic(base))
                .append(",PROJECTION[\"")
                .append(projection)
                .append("\"]");
        parameters.forEach((name, value) -> text.append(",PARAMETER[\"")
                .append(name)
                .append("\",")
                .append(number(value))
                .append("]"));
        double metres = factor(length, SI.METRE);
        return text.append(",UNIT[\"")
                .append(
                        metres == 1
                                ? "Meter"
                                : Math.abs(metres - 1200 / 3937.0) < 1e-12
                                        ? "Foot_US"
                                        : metres == 0.3048 ? "Foot" : identifier(length.toString()))
                .append("\",")
                .append(number(metres))
                .append("]]")
                .toString();
    }

    /** What a parameter is multiplied with to be in the system's own unit of length or angle. */
    private static double scale(@Nullable Unit<?> unit, Unit<?> length, Unit<?> angle) {
        // Pure numbers count as angles to the library of units.
        if (unit == null || unit.equals(AbstractUnit.ONE)) {
            return 1;
        }
        if (unit.isCompatible(SI.METRE)) {
            return factor(unit, length);
        }
        return unit.isCompatible(SI.RADIAN) ? factor(unit, angle) : 1;
    }

    /** How many of the second unit one of the first is. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static double factor(Unit<?> from, Unit<?> to) {
        if (from.equals(to)) {
            return 1;
        }
        if (from.equals(NonSI.DEGREE_ANGLE) && to.equals(SI.RADIAN)) {
            return Math.PI / 180;
        }
        return ((Unit) from).getConverterTo((Unit) to).convert(1.0);
    }

    private static String identifier(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}+.]+", "_").replaceAll("^_+|_+$", "");
    }

    private static String number(double value) {
        // Fifteen digits are what other programs write; the last ones of conversions are noise.
        double rounded = new java.math.BigDecimal(value)
                .round(new java.math.MathContext(15))
                .doubleValue();
        return Double.toString(rounded == 0 ? 0.0 : rounded);
    }
}
