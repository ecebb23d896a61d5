package org.palimpsest.raster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;

/**
 * Keeps decoded blocks of all open rasters for windows that need them again, within one budget.
 *
 * <p>Safe from many threads at once; a block that two threads want is decoded once. The budget is an eighth of the memory
 * that Java may use unless {@link #setBudget} says otherwise.
 */
public final class BlockCache {
    /** Blocks larger than this share of the budget are not kept. */
    private static final int LARGEST_SHARE = 2;

    private static volatile long budget = Runtime.getRuntime().maxMemory() / 8;

    private static final Cache<Key, byte[]> BLOCKS = Caffeine.newBuilder()
            .maximumWeight(budget)
            .weigher((Key key, byte[] bytes) -> Math.max(1, bytes.length))
            .build();

    private BlockCache() {}

    /** Names a block: the open image it belongs to, and its number there. */
    private record Key(Object owner, int block) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.owner == owner && key.block == block;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(owner) * 31 + block;
        }
    }

    /** Decodes a block that is not kept yet. */
    @FunctionalInterface
    public interface Decoder {
        byte[] decode() throws BadInputException;
    }

    /** The bytes that all kept blocks together may need. */
    public static void setBudget(long bytes) {
        budget = bytes;
        BLOCKS.policy().eviction().ifPresent(eviction -> eviction.setMaximum(bytes));
    }

    /** A block of an open image if it is kept; the bytes are shared and must not be changed. */
    public static byte @Nullable [] peek(Object owner, int block) {
        return BLOCKS.getIfPresent(new Key(owner, block));
    }

    /** A block of an open image, kept or decoded now; the bytes are shared and must not be changed. */
    public static byte[] get(Object owner, int block, int bytes, Decoder decoder) throws BadInputException {
        if (bytes > budget / LARGEST_SHARE) {
            return decoder.decode();
        }
        try {
            byte[] kept = BLOCKS.get(new Key(owner, block), key -> {
                try {
                    return decoder.decode();
                } catch (BadInputException e) {
                    throw new DecodingFailed(e);
                }
            });
            return java.util.Objects.requireNonNull(kept);
        } catch (DecodingFailed e) {
            throw e.reason;
        }
    }

    /** Forgets the blocks of an image that is closed. */
    public static void forget(Object owner) {
        BLOCKS.asMap().keySet().removeIf(key -> key.owner == owner);
    }

    /** Forgets all blocks, where what comes next wants other ones. */
    public static void forgetAll() {
        BLOCKS.invalidateAll();
    }

    /** Carries the checked reason out of the cache's loading function. */
    private static final class DecodingFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient BadInputException reason;

        DecodingFailed(BadInputException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
