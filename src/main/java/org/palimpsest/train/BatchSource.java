package org.palimpsest.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Settings;
import org.palimpsest.learned.Normalisation;
import org.palimpsest.train.dataset.Chip;
import org.palimpsest.train.dataset.LabelledPair;

/**
 * Gives the batches of a training in order, prepared ahead by threads of its own.
 *
 * <p>A batch depends only on the seed and the number of its step, so a resumed training sees what the uninterrupted one saw.
 * Each epoch visits every pair as often as crops fit into it. One consumer.
 */
final class BatchSource implements AutoCloseable {
    private static final int AHEAD = 3;

    private final List<LabelledPair> pairs;
    private final ChipCache cache;
    private final Settings settings;
    private final Normalisation normalisation;
    private final Augmentation augmentation;
    private final int batch;
    private final int bands;
    private final int cropsPerPair;
    private final ExecutorService loaders;
    private final Deque<Future<TrainBatch>> ahead = new ArrayDeque<>();
    private long nextStep;
    private long waitedNanoseconds;

    BatchSource(
            List<LabelledPair> pairs, ChipCache cache, Settings settings, Normalisation normalisation, long firstStep)
            throws BadInputException {
        this.pairs = pairs;
        this.cache = cache;
        this.settings = settings;
        this.normalisation = normalisation;
        augmentation = new Augmentation(settings);
        batch = settings.whole("batch");
        Chip first = cache.get(pairs.get(0));
        bands = first.bands();
        int crop = settings.whole("crop");
        cropsPerPair = Math.max(1, first.width() / crop) * Math.max(1, first.height() / crop);
        nextStep = firstStep;
        loaders = Executors.newFixedThreadPool(2, work -> {
            Thread loader = new Thread(work, "loader");
            loader.setDaemon(true);
            return loader;
        });
    }

    int bands() {
        return bands;
    }

    /** Steps in which every pair is seen; at least one. */
    long stepsPerEpoch() {
        return Math.max(1, (long) pairs.size() * cropsPerPair / batch);
    }

    /** The next batch; waits where the loaders are behind. */
    TrainBatch next() throws BadInputException {
        while (ahead.size() < AHEAD) {
            long step = nextStep++;
            ahead.add(loaders.submit(() -> make(step)));
        }
        long start = System.nanoTime();
        try {
            return ahead.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadInputException cause) {
                throw new BadInputException(
                        cause.getMessage() + " Check the dataset with palimpsest dataset check.", cause);
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            waitedNanoseconds += System.nanoTime() - start;
        }
    }

    /** Goes on with another step, after the training went back. */
    void goTo(long step) {
        ahead.forEach(batch -> batch.cancel(false));
        ahead.clear();
        nextStep = step;
    }

    /** Time spent waiting for data so far. */
    long waitedNanoseconds() {
        return waitedNanoseconds;
    }

    private TrainBatch make(long step) throws BadInputException {
        long epoch = step / stepsPerEpoch();
        long place = step % stepsPerEpoch() * batch;
        int[] order = order(epoch);
        TrainBatch made = new TrainBatch(batch, bands, settings.whole("crop"), normalisation);
        for (int i = 0; i < batch; i++) {
            int item = order[(int) ((place + i) % order.length)];
            LabelledPair pair = pairs.get(item % pairs.size());
            Chip chip = cache.get(pair);
            if (chip.bands() != bands) {
                throw new BadInputException("Pair " + pair.name() + " has " + chip.bands()
                        + " bands, but the first pair has " + bands + ".");
            }
            augmentation.fill(
                    chip,
                    label(chip, item % pairs.size()),
                    new SplittableRandom(Seeds.of(settings.whole("seed"), step, i)),
                    made,
                    i);
        }
        return made;
    }

    private byte[] label(Chip chip, int pair) throws BadInputException {
        if (!settings.flag("shuffleLabels")) {
            return chip.label();
        }
        byte[] other = cache.get(pairs.get((pair + Math.max(1, pairs.size() / 2)) % pairs.size()))
                .label();
        if (other.length != chip.label().length) {
            throw new BadInputException("Labels can be shuffled only between images of one size.");
        }
        return other;
    }

    /** Every crop of every pair once, shuffled anew for each epoch. */
    private int[] order(long epoch) {
        int[] order = new int[pairs.size() * cropsPerPair];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        SplittableRandom random = new SplittableRandom(Seeds.of(settings.whole("seed"), epoch, -1));
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    @Override
    public void close() {
        loaders.shutdownNow();
    }
}
