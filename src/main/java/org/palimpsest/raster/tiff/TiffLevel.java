package org.palimpsest.raster.tiff;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.BlockCache;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Window;

/** One resolution level of a TIFF: an image and, where the file has one, the mask that says which pixels were observed. */
final class TiffLevel {
    private final TiffImage image;
    private final BlockDecoder decoder;
    private final SampleReader samples;
    private final @Nullable TiffLevel mask;
    private final int alpha;

    /**
     * @param mask an image of the same size that is 0 where nothing was observed
     * @param alpha index of the sample that is 0 where nothing was observed; -1 for none
     */
    TiffLevel(TiffImage image, Optional<TiffImage> mask, int alpha) throws BadInputException {
        this.image = image;
        this.decoder = new BlockDecoder(image);
        this.samples = new SampleReader(image.type(), image.directory().file().order());
        this.mask = mask.isPresent() ? new TiffLevel(mask.get(), Optional.empty(), -1) : null;
        this.alpha = alpha;
    }

    TiffImage image() {
        return image;
    }

    /** Forgets kept blocks. */
    void forget() {
        BlockCache.forget(image);
        if (mask != null) {
            mask.forget();
        }
    }

    /**
     * Reads a window.
     *
     * @param bands indices from 0
     * @param nodata the value of each wanted band that counts as not observed
     */
    PixelBlock read(Window window, int[] bands, @Nullable Double[] nodata) throws BadInputException {
        PixelBlock block = PixelBlock.empty(window, bands.length);
        Optional<Window> inside = window.intersection(new Window(0, 0, image.width(), image.height()));
        if (inside.isEmpty()) {
            return block;
        }
        try (Workspace workspace = Workspace.borrow()) {
            fill(inside.get(), bands, nodata, block, workspace);
            markValid(inside.get(), bands, nodata, block, workspace);
        }
        return block;
    }

    /** Hands every stored block that a window touches, and its part in the window, to {@code visitor}. */
    private void forEachBlock(Window inside, int plane, Workspace workspace, BlockVisitor visitor)
            throws BadInputException {
        for (int row = inside.y() / image.blockHeight(); row <= (inside.endY() - 1) / image.blockHeight(); row++) {
            for (int column = inside.x() / image.blockWidth();
                    column <= (inside.endX() - 1) / image.blockWidth();
                    column++) {
                int number = image.block(plane, column, row);
                Window place = new Window(
                        column * image.blockWidth(),
                        row * image.blockHeight(),
                        Math.min(image.blockWidth(), image.width() - column * image.blockWidth()),
                        Math.min(image.blockHeight(), image.height() - row * image.blockHeight()));
                Window part = place.intersection(inside).orElseThrow();
                visitor.visit(
                        place, part, image.isMissing(number) ? null : decoded(number, part.equals(place), workspace));
            }
        }
    }

    /** The samples of a block; only one that is not used whole, and so may be wanted again, is kept. */
    private byte[] decoded(int number, boolean whole, Workspace workspace) throws BadInputException {
        long bytes = (long) image.blockWidth()
                * image.rows(number)
                * image.samplesPerBlockPixel()
                * image.type().bits()
                / 8;
        if (whole && (alpha < 0 || image.isPlanar())) {
            byte[] kept = BlockCache.peek(image, number);
            return kept != null ? kept : decoder.decode(number, workspace, false);
        }
        return BlockCache.get(image, number, (int) Math.min(bytes, Integer.MAX_VALUE), () -> {
            try (Workspace own = Workspace.borrow()) {
                return decoder.decode(number, own, true);
            }
        });
    }

    private void fill(Window inside, int[] bands, @Nullable Double[] nodata, PixelBlock target, Workspace workspace)
            throws BadInputException {
        if (!image.isPlanar()) {
            boolean together = samples.canCopyPixels(image.samplesPerBlockPixel()) && isFirstBands(bands);
            forEachBlock(inside, 0, workspace, (place, part, bytes) -> {
                if (together && bytes != null) {
                    copyPixels(place, part, bytes, target);
                    return;
                }
                for (int i = 0; i < bands.length; i++) {
                    copy(place, part, bytes, bands[i], nodata[i], target.samples(i), target.window());
                }
            });
            return;
        }
        for (int i = 0; i < bands.length; i++) {
            int wanted = i;
            forEachBlock(
                    inside,
                    bands[i],
                    workspace,
                    (place, part, bytes) ->
                            copy(place, part, bytes, 0, nodata[wanted], target.samples(wanted), target.window()));
        }
    }

    private void copy(
            Window place,
            Window part,
            byte @Nullable [] bytes,
            int sample,
            @Nullable Double nodata,
            float[] target,
            Window window) {
        int step = image.samplesPerBlockPixel();
        for (int y = part.y(); y < part.endY(); y++) {
            int at = window.index(part.x(), y);
            if (bytes == null) {
                Arrays.fill(target, at, at + part.width(), nodata == null ? 0 : nodata.floatValue());
            } else {
                int from = ((y - place.y()) * image.blockWidth() + part.x() - place.x()) * step + sample;
                samples.copy(bytes, from, step, target, at, part.width());
            }
        }
    }

    /** Tells whether the bands are as many as a stored pixel has samples, in the same order. */
    private boolean isFirstBands(int[] bands) {
        return Arrays.equals(
                bands, IntStream.range(0, image.samplesPerBlockPixel()).toArray());
    }

    private void copyPixels(Window place, Window part, byte[] bytes, PixelBlock target) {
        float[][] bands =
                IntStream.range(0, target.bands()).mapToObj(target::samples).toArray(float[][]::new);
        for (int y = part.y(); y < part.endY(); y++) {
            int from = (y - place.y()) * image.blockWidth() + part.x() - place.x();
            samples.copyPixels(bytes, from, bands, target.window().index(part.x(), y), part.width());
        }
    }

    private void markValid(Window inside, int[] bands, @Nullable Double[] nodata, PixelBlock block, Workspace workspace)
            throws BadInputException {
        Window window = block.window();
        boolean[] valid = block.valid();
        float[] observed = mask == null ? null : mask.samples(inside, 0, workspace);
        float[] opaque = alpha < 0 ? null : samples(inside, alpha, workspace);
        float least = leastOpaque();
        for (int y = inside.y(); y < inside.endY(); y++) {
            int at = window.index(inside.x(), y);
            Arrays.fill(valid, at, at + inside.width(), true);
            int from = (y - inside.y()) * inside.width();
            for (int x = 0; observed != null && x < inside.width(); x++) {
                valid[at + x] = observed[from + x] != 0;
            }
            for (int x = 0; opaque != null && x < inside.width(); x++) {
                valid[at + x] &= opaque[from + x] >= least;
            }
            for (int band = 0; band < block.bands(); band++) {
                dropNodata(block.samples(band), nodata[band], valid, at, inside.width());
            }
        }
        for (int band = 0; band < block.bands(); band++) {
            Double missing = nodata[band];
            if (missing != null && !image.type().isFloating() && missing.floatValue() != missing) {
                dropStored(inside, bands[band], missing, block);
            }
        }
        block.clearInvalid();
    }

    /** For whole numbers of more than 24 bits, several of which are the same 32-bit float. */
    private void dropStored(Window inside, int sample, double missing, PixelBlock block) throws BadInputException {
        if (image.type().isComplex()) {
            return;
        }
        double[] stored = readStored(inside, sample, missing);
        Window window = block.window();
        for (int i = 0; i < stored.length; i++) {
            if (stored[i] == missing) {
                block.valid()[window.index(inside.x() + i % inside.width(), inside.y() + i / inside.width())] = false;
            }
        }
    }

    private float[] samples(Window inside, int sample, Workspace workspace) throws BadInputException {
        PixelBlock block = PixelBlock.empty(inside, 1);
        fill(inside, new int[] {sample}, new Double[1], block, workspace);
        return block.samples(0);
    }

    /** JPEG blurs the edge between nothing and full, so half of full is the limit there. */
    private float leastOpaque() {
        return image.compression() == TiffCompression.JPEG ? 128 : 1;
    }

    /** Reads samples as they are stored: one number for each pixel, or a real and an imaginary one. */
    double[] readStored(Window inside, int sample, double missing) throws BadInputException {
        int parts = image.type().isComplex() ? 2 : 1;
        double[] stored = new double[Math.multiplyExact((int) inside.pixels(), parts)];
        int step = image.samplesPerBlockPixel();
        int bytes = image.type().bits() / 8;
        try (Workspace workspace = Workspace.borrow()) {
            forEachBlock(inside, image.isPlanar() ? sample : 0, workspace, (place, part, block) -> {
                for (int y = part.y(); y < part.endY(); y++) {
                    int at = inside.index(part.x(), y) * parts;
                    int from = ((y - place.y()) * image.blockWidth() + part.x() - place.x()) * step
                            + (image.isPlanar() ? 0 : sample);
                    for (int i = 0; i < part.width() * parts; i++) {
                        stored[at + i] = block == null
                                ? missing
                                : samples.part(block, (from + i / parts * step) * bytes, i % parts);
                    }
                }
            });
        }
        return stored;
    }

    private void dropNodata(float[] samples, @Nullable Double nodata, boolean[] valid, int at, int count) {
        if (nodata != null && !nodata.isNaN()) {
            float value = nodata.floatValue();
            boolean exact = image.type().isFloating() || value == nodata;
            for (int i = at; exact && i < at + count; i++) {
                if (samples[i] == value) {
                    valid[i] = false;
                }
            }
        }
        if (image.type().isFloating()) {
            for (int i = at; i < at + count; i++) {
                if (!Float.isFinite(samples[i])) {
                    valid[i] = false;
                }
            }
        }
    }

    /** Receives a stored block: its place in the image, its part in the wanted window, and its samples if it has any. */
    @FunctionalInterface
    interface BlockVisitor {
        void visit(Window place, Window part, byte @Nullable [] bytes) throws BadInputException;
    }
}
