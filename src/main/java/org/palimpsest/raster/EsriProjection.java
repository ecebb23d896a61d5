package org.palimpsest.raster;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.geotools.api.referencing.datum.Ellipsoid;

/** Translates EPSG's and OGC's names of projections and of their parameters to ESRI's. */
final class EsriProjection {
    private EsriProjection() {}

    /**
     * The name of a projection.
     *
     * @param method its name by EPSG or OGC
     * @param parameters by OGC's names in lower case; replaced by those that ESRI's definition has, under its names
     */
    static String translate(String method, Map<String, Double> parameters, Ellipsoid ellipsoid) {
        String name = rename(method, parameters, ellipsoid);
        Map<String, Double> renamed = new LinkedHashMap<>();
        parameters.forEach((key, value) -> renamed.put(
                name.equals("Polar_Stereographic")
                        ? key
                        : Stream.of(key.split("_"))
                                .map(word -> word.equals("xy")
                                        ? "XY"
                                        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                                .collect(Collectors.joining("_")),
                value));
        parameters.clear();
        parameters.putAll(renamed);
        return name;
    }

    private static String rename(String method, Map<String, Double> p, Ellipsoid ellipsoid) {
        switch (method.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")) {
            case "lambertazimuthalequalarea":
                centreAsOrigin(p);
                return "Lambert_Azimuthal_Equal_Area";
            case "polarstereographicvariantb":
                p.remove("scale_factor");
                return p.getOrDefault("standard_parallel_1", 90.0) >= 0
                        ? "Stereographic_North_Pole"
                        : "Stereographic_South_Pole";
            case "polarstereographicvarianta":
                return "Polar_Stereographic";
            case "lambertconicconformal2sp", "lambertconformalconic2sp":
                p.remove("scale_factor", 1.0);
                return "Lambert_Conformal_Conic";
            case "lambertconicconformal1sp", "lambertconformalconic1sp":
                p.put("standard_parallel_1", p.getOrDefault("latitude_of_origin", 0.0));
                return "Lambert_Conformal_Conic";
            case "popularvisualisationpseudomercator":
                p.remove("scale_factor");
                p.remove("latitude_of_origin");
                p.put("standard_parallel_1", 0.0);
                p.put("auxiliary_sphere_type", 0.0);
                return "Mercator_Auxiliary_Sphere";
            case "mercatorvarianta", "mercator1sp":
                p.put("standard_parallel_1", parallelOfScale(p.getOrDefault("scale_factor", 1.0), ellipsoid));
                p.remove("scale_factor");
                p.remove("latitude_of_origin");
                return "Mercator";
            case "mercatorvariantb", "mercator2sp":
                p.remove("scale_factor", 1.0);
                p.remove("latitude_of_origin", 0.0);
                return "Mercator";
            case "albersequalarea", "albersconicequalarea":
                centreAsOrigin(p);
                return "Albers";
            case "hotineobliquemercatorvariantb", "obliquemercator":
                return obliqueMercator(p, "Center");
            case "hotineobliquemercatorvarianta", "hotineobliquemercator":
                return obliqueMercator(p, "Natural_Origin");
            case "obliquestereographic":
                return "Double_Stereographic";
            case "krovaknorthorientated", "krovakeastnorth":
                Double tilt = p.remove("co-latitude_of_cone_axis");
                if (tilt != null) {
                    p.put("azimuth", tilt);
                }
                p.put("x_scale", -1.0);
                p.put("y_scale", 1.0);
                p.put("xy_plane_rotation", 90.0);
                return "Krovak";
            default:
                return method.trim().replaceAll("[^\\p{L}\\p{N}]+", "_");
        }
    }

    private static String obliqueMercator(Map<String, Double> p, String reference) {
        Double rectified = p.remove("rectified_grid_angle");
        if (rectified == null || Math.abs(rectified - p.getOrDefault("azimuth", rectified)) < 1e-9) {
            return "Hotine_Oblique_Mercator_Azimuth_" + reference;
        }
        p.put("xy_plane_rotation", rectified);
        return "Rectified_Skew_Orthomorphic_" + reference;
    }

    private static void centreAsOrigin(Map<String, Double> p) {
        Double latitude = p.remove("latitude_of_center");
        if (latitude != null) {
            p.put("latitude_of_origin", latitude);
        }
        Double longitude = p.remove("longitude_of_center");
        if (longitude != null) {
            p.put("central_meridian", longitude);
        }
    }

    /** The parallel along which a Mercator projection with this scale on the equator is true to scale (Snyder 1987, p. 47). */
    private static double parallelOfScale(double scale, Ellipsoid ellipsoid) {
        double ratio = ellipsoid.getSemiMinorAxis() / ellipsoid.getSemiMajorAxis();
        double eccentricitySquared = 1 - ratio * ratio;
        double sine = Math.sqrt(Math.max(0, (1 - scale * scale) / (1 - eccentricitySquared * scale * scale)));
        return Math.toDegrees(Math.asin(sine));
    }
}
