package org.palimpsest.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the second version of well-known text (ISO 19162:2019) for longitude/latitude and projected systems and says the same
 * in the first version, which GeoTools reads.
 *
 * <p>Where the text names a code of a register, the code counts. Of a bound system the source counts, of a compound one the
 * horizontal part.
 */
final class WellKnownText2 {
    private static final Set<String> KEYWORDS = Set.of(
            "PROJCRS", "PROJECTEDCRS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS", "BOUNDCRS", "COMPOUNDCRS");

    private static final double DEGREE = Math.PI / 180;
    private static final int DEEPEST = 32;

    private final String text;
    private int at;

    private WellKnownText2(String text) {
        this.text = text;
    }

    /** A keyword with what stands in its brackets: texts, numbers and words as they are, and further elements. */
    private record Element(String keyword, List<String> values, List<Element> children) {
        Optional<Element> child(String... keywords) {
            return children.stream()
                    .filter(child -> List.of(keywords).contains(child.keyword()))
                    .findFirst();
        }

        Element need(String... keywords) {
            return child(keywords)
                    .orElseThrow(() -> new IllegalArgumentException(keyword + " has no " + keywords[0] + "."));
        }

        double number(int index) {
            return Double.parseDouble(values.get(index));
        }
    }

    /** Tells whether a text is of the second version. */
    static boolean is(String text) {
        int bracket = text.indexOf('[');
        return bracket > 0
                && KEYWORDS.contains(text.substring(0, bracket).trim().toUpperCase(Locale.ROOT));
    }

    /**
     * The code, or else the well-known text of the first version, of the same system.
     *
     * @throws IllegalArgumentException when the text is cut off, or is of another kind of system
     */
    static String asCodeOrVersion1(String text) {
        WellKnownText2 reader = new WellKnownText2(text);
        Element system = reader.element(0);
        if (reader.next() != 0) {
            throw new IllegalArgumentException("There is something after the last bracket.");
        }
        return system(system);
    }

    private static String system(Element system) {
        Optional<Element> id = system.child("ID");
        if (id.isPresent() && id.get().values().size() > 1) {
            return id.get().values().get(0) + ":" + id.get().values().get(1);
        }
        return switch (system.keyword()) {
            case "BOUNDCRS" -> system(system.need("SOURCECRS").children().get(0));
            case "COMPOUNDCRS" -> system(system.children().get(0));
            case "PROJCRS", "PROJECTEDCRS" -> projected(system);
            default -> geographic(system) + ",AXIS[\"Longitude\",EAST],AXIS[\"Latitude\",NORTH]]";
        };
    }

    /** Without the last bracket, because axes may follow. */
    private static String geographic(Element system) {
        Element datum = system.need("DATUM", "GEODETICDATUM", "TRF", "ENSEMBLE");
        Element ellipsoid = datum.need("ELLIPSOID", "SPHEROID");
        double axis = ellipsoid.number(1)
                * ellipsoid
                        .child("LENGTHUNIT", "UNIT")
                        .map(unit -> unit.number(1))
                        .orElse(1.0);
        String meridian = system.child("PRIMEM", "PRIMEMERIDIAN")
                .map(prime -> "PRIMEM[\"" + prime.values().get(0) + "\","
                        + prime.number(1) * angle(prime).orElse(DEGREE) / DEGREE + "]")
                .orElse("PRIMEM[\"Greenwich\",0]");
        return "GEOGCS[\"" + system.values().get(0) + "\",DATUM[\""
                + datum.values().get(0) + "\",SPHEROID[\""
                + ellipsoid.values().get(0) + "\"," + axis + "," + ellipsoid.number(2) + "]]," + meridian
                + ",UNIT[\"degree\"," + DEGREE + "]";
    }

    private static String projected(Element system) {
        Element base = system.need("BASEGEOGCRS", "BASEGEODCRS");
        Element conversion = system.need("CONVERSION");
        double unit = system.child("LENGTHUNIT", "UNIT")
                .or(() -> system.child("AXIS").flatMap(axis -> axis.child("LENGTHUNIT", "UNIT")))
                .map(length -> length.number(1))
                .orElse(1.0);
        StringBuilder out = new StringBuilder("PROJCS[\"" + system.values().get(0) + "\"," + geographic(base)
                + "],PROJECTION[\"" + conversion.need("METHOD").values().get(0) + "\"]");
        for (Element parameter : conversion.children()) {
            if (parameter.keyword().equals("PARAMETER")) {
                double value = parameter.number(1);
                Optional<Element> length = parameter.child("LENGTHUNIT");
                if (length.isPresent()) {
                    value *= length.get().number(1) / unit;
                } else if (angle(parameter).isPresent()) {
                    value *= angle(parameter).get() / DEGREE;
                }
                out.append(",PARAMETER[\"" + parameter.values().get(0) + "\"," + value + "]");
            }
        }
        return out + ",UNIT[\"unit\"," + unit + "],AXIS[\"Easting\",EAST],AXIS[\"Northing\",NORTH]]";
    }

    private static Optional<Double> angle(Element element) {
        return element.child("ANGLEUNIT").map(unit -> unit.number(1));
    }

    private Element element(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("The brackets are nested too deep.");
        }
        String keyword = word().toUpperCase(Locale.ROOT);
        expect('[');
        List<String> values = new ArrayList<>();
        List<Element> children = new ArrayList<>();
        do {
            if (next() == '"') {
                values.add(quoted());
            } else {
                int start = at;
                String word = word();
                if (next() == '[') {
                    at = start;
                    children.add(element(depth + 1));
                } else {
                    values.add(word);
                }
            }
        } while (take(','));
        expect(']');
        return new Element(keyword, values, children);
    }

    /** The next character that is not white space, without taking it; 0 at the end. */
    private char next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char wanted) {
        boolean found = next() == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void expect(char wanted) {
        if (!take(wanted)) {
            throw new IllegalArgumentException("A " + wanted + " is missing at character " + at + ".");
        }
    }

    private String word() {
        next();
        int start = at;
        while (at < text.length() && "[],\"".indexOf(text.charAt(at)) < 0 && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw new IllegalArgumentException("A word is missing at character " + at + ".");
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw new IllegalArgumentException("A quotation mark is missing.");
        }
        String inside = text.substring(at + 1, end);
        at = end + 1;
        return inside;
    }
}
