package org.palimpsest.raster.tiff;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.base.BadInputException;

/** The tags of one image in a TIFF file: the full resolution, an overview or a mask. */
final class TiffDirectory {
    /** Directories after these are left alone: overviews and masks of any real scene are far fewer. */
    static final int MAX_DIRECTORIES = 64;

    private static final int MAX_ENTRIES = 4096;

    private final TiffFile file;
    private final Map<Integer, TiffField> fields;

    private TiffDirectory(TiffFile file, Map<Integer, TiffField> fields) {
        this.file = file;
        this.fields = fields;
    }

    /**
     * Reads the chain of directories, at least one and at most {@link #MAX_DIRECTORIES}.
     *
     * @throws BadInputException when a directory lies outside the file or the chain bites its own tail
     */
    static List<TiffDirectory> readChain(TiffFile file) throws BadInputException {
        List<TiffDirectory> chain = new ArrayList<>();
        Set<Long> visited = new HashSet<>();
        long offset = file.firstDirectory();
        while (offset != 0 && chain.size() < MAX_DIRECTORIES) {
            if (!visited.add(offset)) {
                throw new BadInputException(
                        file.name() + " is damaged: its list of images runs in a circle. Get the file again.");
            }
            offset = readOne(file, offset, chain);
        }
        // Some writers hang overviews below the first image instead of behind it.
        for (long below : chain.isEmpty() ? new long[0] : chain.get(0).numbers(TiffTag.SUB_DIRECTORIES)) {
            if (chain.size() < MAX_DIRECTORIES && visited.add(below)) {
                readOne(file, below, chain);
            }
        }
        if (chain.isEmpty()) {
            throw new BadInputException(file.name() + " is damaged: it holds no image. Get the file again.");
        }
        return chain;
    }

    private static long readOne(TiffFile file, long offset, List<TiffDirectory> chain) throws BadInputException {
        int countBytes = file.isBig() ? 8 : 2;
        int entryBytes = file.isBig() ? 20 : 12;
        int offsetBytes = file.isBig() ? 8 : 4;
        if (!file.holds(offset, countBytes)) {
            throw outside(file, offset);
        }
        ByteBuffer countBuffer = file.read(offset, countBytes);
        long count = file.isBig() ? countBuffer.getLong() : Short.toUnsignedLong(countBuffer.getShort());
        if (count < 1 || count > MAX_ENTRIES || !file.holds(offset + countBytes, count * entryBytes + offsetBytes)) {
            throw outside(file, offset);
        }
        ByteBuffer entries = file.read(offset + countBytes, (int) count * entryBytes + offsetBytes);
        Map<Integer, TiffField> fields = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int at = i * entryBytes;
            int tag = Short.toUnsignedInt(entries.getShort(at));
            int type = Short.toUnsignedInt(entries.getShort(at + 2));
            long values = file.isBig() ? entries.getLong(at + 4) : Integer.toUnsignedLong(entries.getInt(at + 4));
            int valueAt = at + (file.isBig() ? 12 : 8);
            int each = TiffField.bytesOf(type);
            boolean inEntry = each > 0 && values >= 0 && values <= offsetBytes / each;
            long valueOffset = inEntry
                    ? offset + countBytes + valueAt
                    : file.isBig() ? entries.getLong(valueAt) : Integer.toUnsignedLong(entries.getInt(valueAt));
            fields.putIfAbsent(tag, new TiffField(file, tag, type, values, valueOffset));
        }
        chain.add(new TiffDirectory(file, fields));
        int next = (int) count * entryBytes;
        return file.isBig() ? entries.getLong(next) : Integer.toUnsignedLong(entries.getInt(next));
    }

    private static BadInputException outside(TiffFile file, long offset) {
        return new BadInputException(file.name() + " is damaged or cut off: the list of its tags at byte " + offset
                + " does not lie inside the file of " + file.length() + " bytes. Get the file again.");
    }

    TiffFile file() {
        return file;
    }

    boolean has(int tag) {
        return fields.containsKey(tag);
    }

    Optional<TiffField> field(int tag) {
        return Optional.ofNullable(fields.get(tag));
    }

    /** The first value of a tag, or {@code absent} where the directory does not state it. */
    long number(int tag, long absent) throws BadInputException {
        long[] values = numbers(tag);
        return values.length == 0 ? absent : values[0];
    }

    /** All values of a tag, none where the directory does not state it. */
    long[] numbers(int tag) throws BadInputException {
        TiffField field = fields.get(tag);
        return field == null ? new long[0] : field.longs();
    }

    /** All values of a tag, none where the directory does not state it. */
    double[] doubles(int tag) throws BadInputException {
        TiffField field = fields.get(tag);
        return field == null ? new double[0] : field.doubles();
    }

    Optional<String> text(int tag) throws BadInputException {
        TiffField field = fields.get(tag);
        return field == null ? Optional.empty() : Optional.of(field.text());
    }

    /** Tells whether this image is a smaller version of another one. */
    boolean isReduced() throws BadInputException {
        return (number(TiffTag.NEW_SUBFILE_TYPE, 0) & 1) != 0;
    }

    /** Tells whether this image says which pixels of another one were observed. */
    boolean isMask() throws BadInputException {
        return (number(TiffTag.NEW_SUBFILE_TYPE, 0) & 4) != 0;
    }
}
