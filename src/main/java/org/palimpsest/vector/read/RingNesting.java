package org.palimpsest.vector.read;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;

/**
 * Puts the rings of a shapefile's record together: clockwise rings are shells and the others holes, each of the smallest
 * shell around it.
 *
 * <p>Files of careless programs run their rings the other way; where no ring is clockwise, all count as shells of which
 * those that lie in an odd number of others are holes. A hole outside every shell counts as a shell.
 */
final class RingNesting {
    private RingNesting() {}

    static List<RingPolygon> polygons(List<double[]> rings) {
        if (rings.size() == 1) {
            return List.of(new RingPolygon(rings.get(0), List.of()));
        }
        boolean[] shell = new boolean[rings.size()];
        boolean any = false;
        for (int i = 0; i < shell.length; i++) {
            shell[i] = doubleArea(rings.get(i)) < 0;
            any |= shell[i];
        }
        List<Envelope> boxes = rings.stream().map(RingNesting::box).toList();
        for (int i = 0; i < shell.length && !any; i++) {
            int around = 0;
            for (int j = 0; j < shell.length; j++) {
                around += j != i && boxes.get(j).covers(boxes.get(i)) && surrounds(rings.get(j), rings.get(i)) ? 1 : 0;
            }
            shell[i] = around % 2 == 0;
        }
        return nested(rings, boxes, shell);
    }

    private static List<RingPolygon> nested(List<double[]> rings, List<Envelope> boxes, boolean[] shell) {
        List<List<double[]>> holes = new ArrayList<>();
        rings.forEach(ring -> holes.add(new ArrayList<>()));
        for (int hole = 0; hole < shell.length; hole++) {
            int best = -1;
            for (int i = 0; i < shell.length && !shell[hole]; i++) {
                if (shell[i]
                        && boxes.get(i).covers(boxes.get(hole))
                        && (best < 0 || boxes.get(i).getArea() < boxes.get(best).getArea())
                        && surrounds(rings.get(i), rings.get(hole))) {
                    best = i;
                }
            }
            if (best >= 0) {
                holes.get(best).add(rings.get(hole));
            } else {
                shell[hole] = true;
            }
        }
        List<RingPolygon> polygons = new ArrayList<>();
        for (int i = 0; i < shell.length; i++) {
            if (shell[i]) {
                polygons.add(new RingPolygon(rings.get(i), holes.get(i)));
            }
        }
        return polygons;
    }

    /** Twice the area, above 0 for rings that run against the clock where y points up. */
    private static double doubleArea(double[] ring) {
        double sum = 0;
        for (int i = 2; i + 3 < ring.length; i += 2) {
            // Seen from the first point, so that large coordinates do not eat up the digits.
            sum += (ring[i] - ring[0]) * (ring[i + 3] - ring[1]) - (ring[i + 2] - ring[0]) * (ring[i + 1] - ring[1]);
        }
        return sum;
    }

    /** Whether the first point of the inner ring that is not on the edge of the outer one lies inside it. */
    private static boolean surrounds(double[] outer, double[] inner) {
        for (int i = 0; i + 1 < inner.length; i += 2) {
            RayCrossingCounter counter = new RayCrossingCounter(new Coordinate(inner[i], inner[i + 1]));
            for (int j = 2; j + 1 < outer.length; j += 2) {
                counter.countSegment(
                        new Coordinate(outer[j - 2], outer[j - 1]), new Coordinate(outer[j], outer[j + 1]));
            }
            if (counter.getLocation() != Location.BOUNDARY) {
                return counter.getLocation() == Location.INTERIOR;
            }
        }
        return true;
    }

    private static Envelope box(double[] ring) {
        Envelope box = new Envelope();
        for (int i = 0; i + 1 < ring.length; i += 2) {
            box.expandToInclude(ring[i], ring[i + 1]);
        }
        return box;
    }
}
