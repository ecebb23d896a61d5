package org.palimpsest.raster;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.measure.Unit;
import javax.measure.quantity.Length;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.wkt.UnformattableObjectException;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import si.uom.SI;

/**
 * A coordinate reference system with x (east, longitude) always before y (north, latitude).
 *
 * <p>Immutable and safe from many threads. The first look-up of an EPSG code unpacks a database and takes seconds: never
 * on a user interface's thread.
 */
public final class Crs {
    /** WGS 84 longitude and latitude in degrees. */
    public static final String LONGITUDE_LATITUDE_CODE = "EPSG:4326";

    static {
        EpsgDatabase.choosePlace();
    }

    private static final Pattern CODE = Pattern.compile("[A-Za-z]+:[0-9]+");

    private static final Pattern AXIS = Pattern.compile(",\\s*AXIS\\[[^\\]]*\\]");

    private final CoordinateReferenceSystem system;
    private final Optional<String> statedCode;

    /** Kept, because looking a definition up in the whole database takes seconds; "" where no code matches. */
    private volatile @Nullable String matchedCode;

    private Crs(CoordinateReferenceSystem system, Optional<String> statedCode) {
        this.system = system;
        this.statedCode = statedCode;
    }

    /** Wraps a system of GeoTools, whose axes must be in x, y order. */
    public static Crs of(CoordinateReferenceSystem system) {
        return new Crs(system, Optional.empty());
    }

    /** Reads a code such as {@code EPSG:32633} or {@code ESRI:54009}, or well-known text of either version. */
    public static Crs parse(String text) throws BadInputException {
        String trimmed = text.trim();
        try {
            if (WellKnownText2.is(trimmed)) {
                return parse(WellKnownText2.asCodeOrVersion1(trimmed));
            }
            return trimmed.contains("[")
                    ? of(eastFirst(CRS.parseWKT(trimmed)))
                    : new Crs(
                            CRS.decode(trimmed, true),
                            Optional.of(trimmed.toUpperCase(Locale.ROOT))
                                    .filter(code -> CODE.matcher(code).matches()));
        } catch (FactoryException | RuntimeException e) {
            throw new BadInputException(
                    "The coordinate reference system \"" + abbreviate(trimmed)
                            + "\" is not known. Give an EPSG code such as EPSG:32633, or well-known text.",
                    e);
        }
    }

    /**
     * The horizontal part of a system, with east before north also in the geographic system that a projection is based on.
     *
     * <p>Rasters keep x before y whatever their definition says, and definitions of geographic systems mostly say latitude
     * before longitude.
     */
    public static CoordinateReferenceSystem eastFirst(CoordinateReferenceSystem system) throws FactoryException {
        CoordinateReferenceSystem part = CRS.getHorizontalCRS(system);
        CoordinateReferenceSystem horizontal = part == null ? system : part;
        boolean northFirst = CRS.getAxisOrder(horizontal) == CRS.AxisOrder.NORTH_EAST
                || (horizontal instanceof ProjectedCRS projected
                        && CRS.getAxisOrder(projected.getBaseCRS()) == CRS.AxisOrder.NORTH_EAST);
        return northFirst ? CRS.parseWKT(AXIS.matcher(horizontal.toString()).replaceAll("")) : horizontal;
    }

    /** Opens the EPSG database on a thread of its own, so that the first look-up a user waits for is quick; returns at once. */
    public static void warmUp() {
        Thread thread = new Thread(() -> longitudeLatitude().code(), "epsg-database");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Likewise where the database has been unpacked by an earlier start, which takes seconds and must not be broken off by a
     * command that ends at once.
     */
    public static void warmUpIfUnpacked() {
        if (EpsgDatabase.isUnpacked()) {
            warmUp();
        }
    }

    /** WGS 84, longitude before latitude, in degrees. */
    public static Crs longitudeLatitude() {
        try {
            return parse(LONGITUDE_LATITUDE_CODE);
        } catch (BadInputException e) {
            throw new IllegalStateException("The EPSG database is missing from the installation.", e);
        }
    }

    /** The name for people, "WGS 84 / UTM zone 33N" say. */
    public String name() {
        return system.getName().getCode();
    }

    /** The code of the authority, "EPSG:32633" say, where the definition states or matches one. */
    public Optional<String> code() {
        if (statedCode.isPresent()) {
            return statedCode;
        }
        String matched = matchedCode;
        if (matched == null) {
            matched = lookUp().orElse("");
            matchedCode = matched;
        }
        return Optional.of(matched).filter(code -> !code.isEmpty());
    }

    private Optional<String> lookUp() {
        try {
            return Optional.ofNullable(CRS.lookupIdentifier(system, false))
                    .map(code -> code.contains(":") ? code : "EPSG:" + code);
        } catch (FactoryException e) {
            return Optional.empty();
        }
    }

    /** Well-known text, version 1. */
    public String wkt() {
        try {
            return system.toWKT();
        } catch (UnformattableObjectException e) {
            // Axes of polar systems run "south along a meridian", for which version 1 has no words; they may be left
            // out.
            return AXIS.matcher(system.toString()).replaceAll("");
        }
    }

    /** Tells whether coordinates are longitude and latitude in degrees. */
    public boolean isGeographic() {
        return system instanceof GeographicCRS;
    }

    /** Metres in one unit of a projected system's coordinates; 1 where the system does not tell. */
    public double metresPerUnit() {
        Unit<?> unit = system.getCoordinateSystem().getAxis(0).getUnit();
        return unit != null && unit.isCompatible(SI.METRE)
                ? unit.asType(Length.class).getConverterTo(SI.METRE).convert(1.0)
                : 1;
    }

    /**
     * What a user should know of the change of datum on the way to another system; empty where there is none, or where it is
     * known to a part of what matters.
     *
     * @param metres up to which an error does not matter
     */
    Optional<Notice> datumWarning(Crs target, double metres) {
        try {
            return DatumShift.between(system, target.system)
                    .shift()
                    .filter(shift -> shift.metres().orElse(Double.POSITIVE_INFINITY) > metres)
                    .map(shift -> shift.warning(name(), target.name()));
        } catch (FactoryException e) {
            return Optional.empty(); // The map itself says so, as an error.
        }
    }

    /**
     * A map from this system's coordinates to the other's, by the most accurate change of datum that is known for the region.
     */
    public CoordinateMap mapTo(Crs target) throws BadInputException {
        try {
            MathTransform transform = DatumShift.between(system, target.system).transform();
            return points -> apply(transform, points);
        } catch (FactoryException e) {
            throw new BadInputException(
                    "No transformation is known from " + name() + " to " + target.name()
                            + ". Reproject one of the rasters first.",
                    e);
        }
    }

    private static void apply(MathTransform transform, double[] points) {
        double[] mapped = new double[points.length];
        try {
            transform.transform(points, 0, mapped, 0, points.length / 2);
        } catch (TransformException | RuntimeException | AssertionError e) {
            // Some point has no image: one by one, so that the others keep theirs. For points far outside a projection
            // GeoTools says so by an assertion where Java's are on, and for absurd angles by an exception of its own.
            for (int i = 0; i + 1 < points.length; i += 2) {
                try {
                    transform.transform(points, i, mapped, i, 1);
                } catch (TransformException | RuntimeException | AssertionError outside) {
                    mapped[i] = Double.NaN;
                    mapped[i + 1] = Double.NaN;
                }
            }
        }
        System.arraycopy(mapped, 0, points, 0, points.length);
    }

    /** The system as GeoTools knows it. */
    public CoordinateReferenceSystem system() {
        return system;
    }

    /** Tells whether both have the same meaning, whatever they are called. */
    public boolean sameAs(Crs other) {
        return CRS.equalsIgnoreMetadata(system, other.system);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Crs crs && sameAs(crs);
    }

    @Override
    public int hashCode() {
        return system.getCoordinateSystem().getDimension();
    }

    @Override
    public String toString() {
        return code().orElseGet(this::name);
    }

    private static String abbreviate(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    /** Changes coordinates in place: x0, y0, x1, y1, ...; what cannot be mapped becomes NaN. Safe from many threads. */
    @FunctionalInterface
    public interface CoordinateMap {
        void apply(double[] points);
    }
}
