package org.palimpsest.train;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.palimpsest.base.BadInputException;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.LabelledPair;

/** Keeps decoded pairs in memory as far as a budget allows, so that small datasets are read once. Safe for several threads. */
final class ChipCache {
    private final Cache<LabelledPair, Chip> chips;

    /** @param bytes of memory for the pixels */
    ChipCache(long bytes) {
        chips = Caffeine.newBuilder()
                .maximumWeight(Math.max(1, bytes / 1024))
                .weigher((LabelledPair pair, Chip chip) -> (int) Math.min(Integer.MAX_VALUE, chip.bytes() / 1024 + 1))
                .build();
    }

    /** The pixels of a pair. */
    Chip get(LabelledPair pair) throws BadInputException {
        Chip chip = chips.getIfPresent(pair);
        if (chip == null) {
            chip = pair.read();
            chips.put(pair, chip);
        }
        return chip;
    }
}
