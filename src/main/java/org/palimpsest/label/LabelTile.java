package org.palimpsest.label;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The labels of a square of {@value #SIZE} pixels, packed, with what a look from afar needs beside them.
 *
 * <p>Immutable; equal when all labels are. The packed bytes are those that a GeoTIFF holds, and the same for the same labels.
 */
public final class LabelTile {
    /** Width and height in pixels. */
    public static final int SIZE = 256;

    /** Width and height of the blocks of which {@link #block} tells the class. */
    public static final int BLOCK = 16;

    private static final List<LabelClass> CLASSES =
            List.of(LabelClass.CHANGED, LabelClass.UNCHANGED, LabelClass.IGNORE, LabelClass.NONE);
    private static final int BLOCKS = SIZE / BLOCK;
    private static final int PIXELS = SIZE * SIZE;

    private final byte[] packed;
    private final byte[] blocks;
    private final int[] counts;

    private LabelTile(byte[] packed, byte[] blocks, int[] counts) {
        this.packed = packed;
        this.blocks = blocks;
        this.counts = counts;
    }

    /** A tile of {@code SIZE * SIZE} codes in rows; empty when nothing is labelled in it. */
    public static Optional<LabelTile> of(byte[] codes) {
        if (codes.length != PIXELS) {
            throw new IllegalArgumentException("A tile has " + PIXELS + " labels, but got " + codes.length + ".");
        }
        if (codes[0] == codes[PIXELS / 2] && codes[0] == codes[PIXELS - 1]) {
            LabelTile whole = Whole.TILES.get(LabelClass.of(codes[0]));
            // All equal when the array equals itself one place on.
            if (whole != null && Arrays.equals(codes, 0, PIXELS - 1, codes, 1, PIXELS)) {
                return Optional.of(whole);
            }
        }
        return counted(codes);
    }

    private static Optional<LabelTile> counted(byte[] codes) {
        int[] counts = new int[CLASSES.size()];
        byte[] blocks = new byte[BLOCKS * BLOCKS];
        Arrays.fill(blocks, (byte) LabelClass.NONE.rank());
        for (int i = 0; i < PIXELS; i++) {
            int label = LabelClass.of(codes[i]).rank();
            counts[label]++;
            int block = i / SIZE / BLOCK * BLOCKS + i % SIZE / BLOCK;
            blocks[block] = (byte) Math.min(blocks[block], label);
        }
        return counts[LabelClass.NONE.rank()] == PIXELS
                ? Optional.empty()
                : Optional.of(new LabelTile(pack(codes), blocks, counts));
    }

    /** The codes of all pixels in rows; the caller's to change. */
    public byte[] codes() {
        byte[] codes = new byte[PIXELS];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int done = 0;
            while (done < PIXELS && !inflater.finished()) {
                done += inflater.inflate(codes, done, PIXELS - done);
            }
            return codes;
        } catch (DataFormatException e) {
            throw new IllegalStateException("A tile of labels that was packed here must be whole.", e);
        } finally {
            inflater.end();
        }
    }

    /** How many pixels have a class. */
    public int count(LabelClass label) {
        return counts[label.rank()];
    }

    /** The class that wins in a block, by its column and row in blocks of this tile. */
    public LabelClass block(int column, int row) {
        return CLASSES.get(blocks[row * BLOCKS + column]);
    }

    /** The class that wins in the whole tile. */
    public LabelClass most() {
        for (LabelClass label : CLASSES) {
            if (count(label) > 0) {
                return label;
            }
        }
        return LabelClass.NONE;
    }

    /** The codes as a zlib stream; not to be changed. */
    byte[] packed() {
        return packed;
    }

    /** The tiles of one class alone, made once: most tiles of large areas are among them. */
    private static final class Whole {
        static final Map<LabelClass, LabelTile> TILES = new EnumMap<>(LabelClass.class);

        static {
            for (LabelClass label : CLASSES) {
                byte[] codes = new byte[PIXELS];
                Arrays.fill(codes, label.code());
                counted(codes).ifPresent(tile -> TILES.put(label, tile));
            }
        }
    }

    private static byte[] pack(byte[] codes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(codes);
            deflater.finish();
            byte[] packed = new byte[PIXELS / 8];
            int length = 0;
            while (!deflater.finished()) {
                if (length == packed.length) {
                    packed = Arrays.copyOf(packed, 2 * packed.length);
                }
                length += deflater.deflate(packed, length, packed.length - length);
            }
            return Arrays.copyOf(packed, length);
        } finally {
            deflater.end();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other == this || (other instanceof LabelTile tile && Arrays.equals(packed, tile.packed));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }
}
