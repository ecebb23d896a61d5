package org.palimpsest.raster;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.geotools.api.metadata.Identifier;
import org.geotools.api.metadata.extent.GeographicBoundingBox;
import org.geotools.api.metadata.extent.GeographicExtent;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.operation.CoordinateOperation;
import org.geotools.api.referencing.operation.CoordinateOperationAuthorityFactory;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.NoninvertibleTransformException;
import org.geotools.api.referencing.operation.Transformation;
import org.geotools.referencing.CRS;
import org.geotools.referencing.ReferencingFactoryFinder;
import org.geotools.referencing.operation.AbstractCoordinateOperation;
import org.geotools.referencing.operation.transform.ConcatenatedTransform;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.Notice;

/**
 * The step between two systems of coordinates that rest on different datums: which of the ways that the EPSG register knows
 * is taken, and how far it may be off.
 *
 * <p>Ways are made for regions: the one for Cuba is 12 m off in Kansas. The one taken is the most accurate of those whose
 * region holds the middle of the system's own area of use.
 *
 * @param name of the way taken; empty where none is known and both datums are taken for one
 * @param metres how far coordinates may be off, as the register says; empty where it does not
 * @param missing more accurate ways that need a file with a grid of shifts, which this program does not have
 */
record DatumShift(Optional<String> name, OptionalDouble metres, List<EpsgGrids.Grid> missing) {
    private static final String WGS84 = "4326";
    private static final Map<String, Optional<Way>> WAYS = new ConcurrentHashMap<>();

    DatumShift {
        missing = List.copyOf(missing);
    }

    /** One way from longitude and latitude on one datum to those on another, both in x, y order. */
    private record Way(String name, double metres, int code, MathTransform transform) {}

    /** A transformation with what is known of the change of datum in it. */
    record Path(MathTransform transform, Optional<DatumShift> shift) {}

    /** What a user should know of it. */
    Notice warning(String source, String target) {
        if (name.isEmpty()) {
            return Notice.of(
                    "datum.none",
                    "No change of datum is known from {0} to {1}; both are taken for one, which can be hundreds of metres"
                            + " off.",
                    source,
                    target);
        }
        String grids = missing.stream()
                .map(grid -> grid.file() + " (" + text(grid.metres()) + " m)")
                .collect(Collectors.joining(", "));
        if (metres.isEmpty()) {
            return missing.isEmpty()
                    ? Notice.of(
                            "datum.unstated",
                            "The change of datum from {0} to {1} is known to an accuracy not stated ({2}).",
                            source,
                            target,
                            name.get())
                    : Notice.of(
                            "datum.unstated.grids",
                            "The change of datum from {0} to {1} is known to an accuracy not stated ({2}); better ones"
                                    + " need a grid of shifts, which this program does not have: {3}.",
                            source,
                            target,
                            name.get(),
                            grids);
        }
        String accuracy = text(metres.getAsDouble());
        return missing.isEmpty()
                ? Notice.of(
                        "datum.known",
                        "The change of datum from {0} to {1} is known to {2} m only ({3}).",
                        source,
                        target,
                        accuracy,
                        name.get())
                : Notice.of(
                        "datum.known.grids",
                        "The change of datum from {0} to {1} is known to {2} m only ({3}); better ones need a grid of"
                                + " shifts, which this program does not have: {4}.",
                        source,
                        target,
                        accuracy,
                        name.get(),
                        grids);
    }

    private static String text(double metres) {
        return BigDecimal.valueOf(metres).stripTrailingZeros().toPlainString();
    }

    /** The best path from one system to another, both in x, y order. */
    static Path between(CoordinateReferenceSystem source, CoordinateReferenceSystem target) throws FactoryException {
        GeographicCRS from = base(source);
        GeographicCRS to = base(target);
        MathTransform usual = CRS.findMathTransform(source, target, true);
        if (from == null || to == null || CRS.equalsIgnoreMetadata(from.getDatum(), to.getDatum())) {
            return new Path(usual, Optional.empty());
        }
        Integer fromCode = CRS.lookupEpsgCode(from, false);
        Integer toCode = CRS.lookupEpsgCode(to, false);
        Optional<double[]> here = middle(source).or(() -> middle(target));
        Optional<double[]> there = middle(target).or(() -> middle(source));
        if (fromCode != null && toCode != null && here.isPresent()) {
            Optional<Way> way = way(fromCode.toString(), toCode.toString(), here.get(), there.orElseThrow());
            if (way.isPresent()) {
                MathTransform transform = ConcatenatedTransform.create(
                        CRS.findMathTransform(source, from, true),
                        ConcatenatedTransform.create(way.get().transform(), CRS.findMathTransform(to, target, true)));
                double metres = way.get().metres();
                return new Path(
                        transform,
                        Optional.of(new DatumShift(
                                Optional.of(way.get().name()),
                                Double.isNaN(metres) ? OptionalDouble.empty() : OptionalDouble.of(metres),
                                EpsgGrids.between(
                                        fromCode,
                                        toCode,
                                        fromCode.toString().equals(WGS84) ? there.get() : here.get(),
                                        metres))));
            }
        }
        return new Path(usual, unknown(source, target));
    }

    /** What GeoTools does of its own; where it knows no way either, it takes both datums for one. */
    private static Optional<DatumShift> unknown(CoordinateReferenceSystem source, CoordinateReferenceSystem target) {
        try {
            CRS.findMathTransform(source, target, false);
            return Optional.empty();
        } catch (FactoryException e) {
            return Optional.of(new DatumShift(Optional.empty(), OptionalDouble.empty(), List.of()));
        }
    }

    private static @Nullable GeographicCRS base(CoordinateReferenceSystem system) {
        if (system instanceof ProjectedCRS projected) {
            return projected.getBaseCRS();
        }
        return system instanceof GeographicCRS geographic ? geographic : null;
    }

    /** Longitude and latitude in the middle of a system's area of use. */
    private static Optional<double[]> middle(CoordinateReferenceSystem system) {
        GeographicBoundingBox box = CRS.getGeographicBoundingBox(system);
        if (box == null || box.getEastBoundLongitude() - box.getWestBoundLongitude() > 350) {
            return Optional.empty();
        }
        double east = box.getEastBoundLongitude();
        east += east < box.getWestBoundLongitude() ? 360 : 0;
        double longitude = Math.IEEEremainder((box.getWestBoundLongitude() + east) / 2, 360);
        return Optional.of(new double[] {longitude, (box.getSouthBoundLatitude() + box.getNorthBoundLatitude()) / 2});
    }

    private static Optional<Way> way(String from, String to, double[] here, double[] there) {
        String key = String.join(" ", from, to, Arrays.toString(here), Arrays.toString(there));
        return WAYS.computeIfAbsent(key, unknown -> {
            Optional<Way> direct = best(from, to, from.equals(WGS84) ? there : here);
            if (direct.isPresent() || from.equals(WGS84) || to.equals(WGS84)) {
                return direct;
            }
            Optional<Way> first = best(from, WGS84, here);
            Optional<Way> second = best(WGS84, to, there);
            return first.isEmpty() || second.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Way(
                            first.get().name() + ", " + second.get().name(),
                            first.get().metres() + second.get().metres(),
                            0,
                            ConcatenatedTransform.create(
                                    first.get().transform(), second.get().transform())));
        });
    }

    private static Optional<Way> best(String from, String to, double[] place) {
        List<Way> ways = new ArrayList<>(ways(from, to, place, false));
        ways.addAll(ways(to, from, place, true));
        return ways.stream()
                .min(Comparator.comparing((Way way) -> Double.isNaN(way.metres()) ? 1e9 : way.metres())
                        .thenComparing(Way::code, Comparator.reverseOrder()));
    }

    private static List<Way> ways(String from, String to, double[] place, boolean inverse) {
        List<Way> ways = new ArrayList<>();
        try {
            CoordinateOperationAuthorityFactory register =
                    ReferencingFactoryFinder.getCoordinateOperationAuthorityFactory("EPSG", null);
            Set<CoordinateOperation> known = register.createFromCoordinateReferenceSystemCodes(from, to);
            CoordinateReferenceSystem source = CRS.decode("EPSG:" + from, true);
            CoordinateReferenceSystem target = CRS.decode("EPSG:" + to, true);
            for (CoordinateOperation operation : known) {
                // Chains that the register makes of several steps have come out shifted twice (Amersfoort by way of
                // ETRS89).
                if (operation instanceof Transformation && holds(operation, place)) {
                    // The register's own order of axes is latitude before longitude.
                    MathTransform transform = ConcatenatedTransform.create(
                            CRS.findMathTransform(source, operation.getSourceCRS(), true),
                            ConcatenatedTransform.create(
                                    operation.getMathTransform(),
                                    CRS.findMathTransform(operation.getTargetCRS(), target, true)));
                    ways.add(new Way(
                            operation.getName().getCode(),
                            AbstractCoordinateOperation.getAccuracy(operation),
                            code(operation),
                            inverse ? transform.inverse() : transform));
                }
            }
        } catch (FactoryException | NoninvertibleTransformException | RuntimeException e) {
            org.slf4j.LoggerFactory.getLogger(DatumShift.class)
                    .warn("The ways from EPSG:{} to EPSG:{} cannot be read", from, to, e);
        }
        return ways;
    }

    /** The number in the register; of equally accurate ways the one that was added last replaces the others. */
    private static int code(CoordinateOperation operation) {
        return operation.getIdentifiers().stream()
                .map(Identifier::getCode)
                .filter(code -> code.matches("[0-9]{1,9}"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
    }

    private static boolean holds(CoordinateOperation operation, double[] place) {
        if (operation.getDomainOfValidity() == null) {
            return false;
        }
        for (GeographicExtent extent : operation.getDomainOfValidity().getGeographicElements()) {
            if (extent instanceof GeographicBoundingBox box
                    && EpsgGrids.holds(
                            box.getWestBoundLongitude(),
                            box.getSouthBoundLatitude(),
                            box.getEastBoundLongitude(),
                            box.getNorthBoundLatitude(),
                            place)) {
                return true;
            }
        }
        return false;
    }
}
