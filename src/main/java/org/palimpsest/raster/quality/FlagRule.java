package org.palimpsest.raster.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palimpsest.base.BadInputException;

/**
 * Which values of a quality band flag a pixel: listed values and ranges of them, set bits, or bit fields with a certain number.
 *
 * @param ranges lowest and highest value of each range, both included
 * @param fields bits that must have a certain number
 */
record FlagRule(List<Range> ranges, List<Field> fields) {
    /** Every value but 0, for masks that are no more than a mask. */
    static final FlagRule NOT_ZERO = new FlagRule(List.of(), List.of());

    private static final int BITS = 64;
    private static final Pattern RANGE =
            Pattern.compile("\\s*(-?[0-9.]+(?:[eE][+-]?\\d+)?)\\s*(?:-\\s*(-?[0-9.]+(?:[eE][+-]?\\d+)?)\\s*)?");
    private static final Pattern FIELD =
            Pattern.compile("\\s*(\\d{1,2})\\s*(?:-\\s*(\\d{1,2})\\s*)?(?:=\\s*(\\d{1,18})\\s*)?");

    /** Values from {@code low} to {@code high}. */
    record Range(double low, double high) {}

    /** {@code count} bits from bit {@code first} on (0 is the lowest) that hold {@code number}. */
    record Field(int first, int count, long number) {}

    FlagRule {
        ranges = List.copyOf(ranges);
        fields = List.copyOf(fields);
    }

    /** Both rules: a pixel is flagged by either. */
    FlagRule or(FlagRule other) {
        List<Range> allRanges = new ArrayList<>(ranges);
        allRanges.addAll(other.ranges);
        List<Field> allFields = new ArrayList<>(fields);
        allFields.addAll(other.fields);
        return new FlagRule(allRanges, allFields);
    }

    /** Reads {@code 3,8-11}. */
    static FlagRule values(String list) throws BadInputException {
        List<Range> ranges = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            Matcher range = RANGE.matcher(item);
            if (!range.matches()) {
                throw new BadInputException(
                        "Values of a mask are numbers and ranges such as 3,8-11, but one was \"" + item.trim() + "\".");
            }
            double low = number(range.group(1));
            double high = range.group(2) == null ? low : number(range.group(2));
            if (low > high) {
                throw new BadInputException(
                        "A range of mask values runs from the lower to the higher, but was \"" + item.trim() + "\".");
            }
            ranges.add(new Range(low, high));
        }
        return new FlagRule(ranges, List.of());
    }

    private static double number(String text) throws BadInputException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new BadInputException("A value of a mask must be a number, but was \"" + text + "\".", e);
        }
    }

    /** Reads {@code 1,3,8-9=3}: bit 1 or bit 3 is set, or bits 8 and 9 together hold 3. */
    static FlagRule bits(String list) throws BadInputException {
        List<Field> fields = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            Matcher field = FIELD.matcher(item);
            if (!field.matches()) {
                throw new BadInputException("Bits of a mask are numbers from 0, or fields such as 8-9=3, but one was \""
                        + item.trim() + "\".");
            }
            int first = Integer.parseInt(field.group(1));
            int last = field.group(2) == null ? first : Integer.parseInt(field.group(2));
            if (last < first || last >= BITS) {
                throw new BadInputException("Bits of a mask are 0 to " + (BITS - 1)
                        + ", the lower one first, but were \"" + item.trim() + "\".");
            }
            int count = last - first + 1;
            if (field.group(3) == null && count > 1) {
                throw new BadInputException("Say which number the bits " + item.trim() + " must hold, such as "
                        + item.trim() + "=3; or list single bits: " + first + "," + (first + 1) + ".");
            }
            long number = field.group(3) == null ? 1 : Long.parseLong(field.group(3));
            if (count < BITS - 1 && number >= 1L << count) {
                throw new BadInputException(
                        "The number " + number + " does not fit into " + count + " bits (\"" + item.trim() + "\").");
            }
            fields.add(new Field(first, count, number));
        }
        return new FlagRule(List.of(), fields);
    }

    /** Tells whether a stored value flags its pixel; what is no number never does. */
    boolean flags(double value) {
        if (Double.isNaN(value)) {
            return false;
        }
        if (ranges.isEmpty() && fields.isEmpty()) {
            return value != 0;
        }
        for (Range range : ranges) {
            if (value >= range.low && value <= range.high) {
                return true;
            }
        }
        if (!fields.isEmpty()) {
            long bits = (long) value;
            for (Field field : fields) {
                long part =
                        field.count >= BITS - 1 ? bits >>> field.first : bits >>> field.first & (1L << field.count) - 1;
                if (part == field.number) {
                    return true;
                }
            }
        }
        return false;
    }
}
