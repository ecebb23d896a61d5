package org.palimpsest.train.dataset;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Window;

/**
 * One labelled scene, dealt to training and validation by blocks of ground, so that no chip of the one is near a chip of the
 * other: neighbours look alike, and a validation that is next door to the training flatters the model (Roberts et al. 2017,
 * doi:10.1111/ecog.02881).
 *
 * <p>The shared ground is cut into square blocks of four by four chips; where these cannot come near the share that is asked for, of two
 * by two or of single chips. Blocks go to validation one by one, each time the one that brings the shares of changed and of
 * unchanged pixels nearest to what is asked for. Chips of a validation block keep the margin from its edges. Chips without labels are
 * left out. Holds its files open until it is closed.
 *
 * @param dataset the chips by split, none of them read yet
 * @param counts what the chips of each split hold
 * @param block width and height of the blocks in pixels
 */
public record BlockSplit(Dataset dataset, Map<Split, Counts> counts, int block, Closeable files)
        implements AutoCloseable {
    /** Both classes within a twentieth of the share that is asked for. */
    private static final double NEAR_ENOUGH = 2 * 0.05 * 0.05;

    private static final int[] CHIPS_ACROSS = {4, 2, 1};

    /**
     * What some chips hold.
     *
     * @param chips with at least one label
     * @param changed pixels
     * @param unchanged pixels
     */
    public record Counts(int chips, long changed, long unchanged) {
        /** No chip. */
        public static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(chips + other.chips, changed + other.changed, unchanged + other.unchanged);
        }

        private boolean isLabelled() {
            return changed + unchanged > 0;
        }
    }

    /** A part of the ground, and what its labels are. */
    private record Block(Window window, Counts counts) {}

    /**
     * Deals a scene whose labels are in a file.
     *
     * @param label raster or polygons
     * @throws BadInputException when a file cannot be used, or the labels lie too close together to be dealt
     */
    public static BlockSplit of(
            Path before,
            Path after,
            Path label,
            LabelRule rule,
            BlockOptions options,
            Progress progress,
            Cancellation cancellation)
            throws BadInputException, CancelledException {
        Scene scene = Scene.open(new PairFiles(DateFolders.stem(label), before, after, label), rule);
        return of(scene, before, options, progress, cancellation);
    }

    /** Deals a scene whose labels are open already; closing the split closes them too. */
    public static BlockSplit of(
            Path before, Path after, Raster labels, BlockOptions options, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException {
        Scene scene = Scene.open(DateFolders.stem(after), before, after, labels, LabelRule.USUAL);
        return of(scene, before, options, progress, cancellation);
    }

    private static BlockSplit of(
            Scene scene, Path place, BlockOptions options, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException {
        boolean done = false;
        try {
            BlockSplit split = deal(scene, place, options, progress, cancellation);
            done = true;
            return split;
        } finally {
            if (!done) {
                scene.close();
            }
        }
    }

    private static BlockSplit deal(
            Scene scene, Path place, BlockOptions options, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException {
        Ground ground = new Ground(scene, options, cancellation);
        List<Block> chips = ground.count(Scene.chips(scene.shared(), options.chip()), progress);
        if (chips.isEmpty()) {
            throw new BadInputException("Nothing is labelled where both dates were observed. Label some ground that"
                    + " changed and some that did not.");
        }
        Optional<BlockSplit> best = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        for (int across : CHIPS_ACROSS) {
            int side = across * options.chip();
            List<Block> blocks = ground.blocks(chips, side);
            if (blocks.size() < 2) {
                continue;
            }
            BlockSplit split = ground.split(place, chips, blocks, side);
            double miss = ground.miss(split);
            if (miss < least) {
                least = miss;
                best = Optional.of(split);
            }
            if (miss <= NEAR_ENOUGH) {
                break;
            }
        }
        if (best.isPresent()) {
            if (best.get().counts().size() < 2) {
                throw new BadInputException("The labels lie so close together that a margin of " + options.margin()
                        + " pixels leaves none for validation. Label ground at other places too, or choose a smaller"
                        + " margin or smaller chips.");
            }
            return best.get();
        }
        throw new BadInputException("All labels lie within one chip of " + options.chip()
                + " pixels, so that none would be left for validation. Label ground at other places too, or choose smaller"
                + " chips.");
    }

    @Override
    public void close() throws java.io.IOException {
        files.close();
    }

    /** The ground of one scene while it is being dealt. */
    private record Ground(Scene scene, BlockOptions options, Cancellation cancellation) {
        /** The windows that hold labels, with how many. */
        List<Block> count(List<Window> windows, Progress progress) throws BadInputException, CancelledException {
            progress.stage("labels", windows.size());
            List<Block> labelled = new ArrayList<>();
            long done = 0;
            for (Window window : windows) {
                cancellation.check();
                Counts counts = scene.mayBeLabelled(window) ? counts(scene.labels(window)) : Counts.NONE;
                if (counts.isLabelled()) {
                    labelled.add(new Block(window, counts));
                }
                progress.done(++done);
            }
            return labelled;
        }

        private static Counts counts(byte[] labels) {
            long changed = 0;
            long unchanged = 0;
            for (byte label : labels) {
                changed += label == Chip.CHANGE ? 1 : 0;
                unchanged += label == Chip.NO_CHANGE ? 1 : 0;
            }
            return new Counts(1, changed, unchanged);
        }

        /** The blocks that hold labels, in row order. */
        List<Block> blocks(List<Block> chips, int side) {
            Window shared = scene.shared();
            Map<Window, Counts> blocks = new java.util.LinkedHashMap<>();
            for (Block chip : chips) {
                int x = shared.x() + (chip.window().x() - shared.x()) / side * side;
                int y = shared.y() + (chip.window().y() - shared.y()) / side * side;
                Window window =
                        new Window(x, y, side, side).intersection(shared).orElseThrow();
                blocks.merge(window, chip.counts(), Counts::plus);
            }
            return blocks.entrySet().stream()
                    .map(entry -> new Block(entry.getKey(), entry.getValue()))
                    .toList();
        }

        BlockSplit split(Path place, List<Block> chips, List<Block> blocks, int side)
                throws BadInputException, CancelledException {
            Set<Block> validation = choose(blocks);
            Map<Split, List<LabelledPair>> pairs = new EnumMap<>(Split.class);
            Map<Split, Counts> counts = new EnumMap<>(Split.class);
            for (Block block : blocks) {
                boolean held = validation.contains(block);
                List<Block> inside = held
                        ? count(inner(block.window()), Progress.NONE)
                        : chips.stream()
                                .filter(chip -> block.window().contains(chip.window()))
                                .toList();
                Split split = held ? Split.VAL : Split.TRAIN;
                for (Block chip : inside) {
                    pairs.computeIfAbsent(split, key -> new ArrayList<>()).add(new SceneChip(scene, chip.window()));
                    counts.merge(split, chip.counts(), Counts::plus);
                }
            }
            String format = "one scene in chips of " + options.chip() + " pixels, dealt in blocks of " + side
                    + " pixels with " + options.margin() + " between";
            return new BlockSplit(new Dataset(place, format, pairs, List.of()), counts, side, scene);
        }

        /** The chips of a validation block, which keep the margin from its edges but not from those of the scene. */
        private List<Window> inner(Window block) {
            Window shared = scene.shared();
            int margin = options.margin();
            int left = block.x() > shared.x() ? margin : 0;
            int top = block.y() > shared.y() ? margin : 0;
            int right = block.endX() < shared.endX() ? margin : 0;
            int bottom = block.endY() < shared.endY() ? margin : 0;
            int width = block.width() - left - right;
            int height = block.height() - top - bottom;
            return width < 1 || height < 1
                    ? List.of()
                    : Scene.chips(new Window(block.x() + left, block.y() + top, width, height), options.chip());
        }

        /** Takes blocks for validation as long as both classes come nearer to their share by it; never all of them. */
        private Set<Block> choose(List<Block> blocks) {
            Counts all = blocks.stream().map(Block::counts).reduce(Counts.NONE, Counts::plus);
            Set<Block> chosen = new HashSet<>();
            Counts held = Counts.NONE;
            double miss = Double.POSITIVE_INFINITY;
            while (chosen.size() < blocks.size() - 1) {
                Optional<Block> best = Optional.empty();
                double least = miss;
                for (Block block : blocks) {
                    double with = chosen.contains(block) ? miss : miss(held.plus(block.counts()), all);
                    if (with < least) {
                        least = with;
                        best = Optional.of(block);
                    }
                }
                if (best.isEmpty()) {
                    break;
                }
                chosen.add(best.get());
                held = held.plus(best.get().counts());
                miss = least;
            }
            return chosen;
        }

        /** How far a finished split is from what is asked for; the margin counts, which the choice of blocks does not know of. */
        double miss(BlockSplit split) {
            Counts held = split.counts().getOrDefault(Split.VAL, Counts.NONE);
            return held.isLabelled()
                    ? miss(held, held.plus(split.counts().getOrDefault(Split.TRAIN, Counts.NONE)))
                    : Double.MAX_VALUE;
        }

        private double miss(Counts held, Counts all) {
            return miss(held.changed(), all.changed()) + miss(held.unchanged(), all.unchanged());
        }

        private double miss(long held, long all) {
            double share = all == 0 ? options.validation() : held / (double) all;
            return (share - options.validation()) * (share - options.validation());
        }
    }
}
