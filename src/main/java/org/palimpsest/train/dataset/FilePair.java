package org.palimpsest.train.dataset;

import java.nio.file.Path;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.SampleType;

/** A labelled pair in three image files of one size. */
record FilePair(PairFiles files, String group, LabelRule labels, DatasetRange range) implements LabelledPair {
    @Override
    public String name() {
        return group.isEmpty() ? files.name() : group + "/" + files.name();
    }

    @Override
    public Chip read() throws BadInputException {
        try (Raster before = open(files.before());
                Raster after = open(files.after());
                Raster label = open(files.label())) {
            int bands = before.bands().size();
            checkFits(before, after, label);
            PixelBlock first = all(before);
            PixelBlock second = all(after);
            byte[] truth = LabelReader.read(label, label.grid().window(), labels);
            LabelReader.ignoreUnobserved(truth, first.valid(), second.valid());
            boolean eightBit = isEightBit(before.bands()) && isEightBit(after.bands());
            return new Chip(
                    bands,
                    first.height(),
                    first.width(),
                    samples(first, bands, 0, eightBit),
                    samples(second, bands, 1, eightBit),
                    truth);
        }
    }

    private static Raster open(Path file) throws BadInputException {
        return Rasters.open(file.toString());
    }

    static PixelBlock all(Raster raster) throws BadInputException {
        int[] bands = new int[raster.bands().size()];
        java.util.Arrays.setAll(bands, i -> i);
        return raster.read(raster.grid().window(), bands);
    }

    private void checkFits(Raster before, Raster after, Raster label) throws BadInputException {
        if (before.bands().size() != after.bands().size()) {
            throw new BadInputException(
                    files.before() + " has " + before.bands().size() + " bands, but " + files.after() + " has "
                            + after.bands().size() + ".");
        }
        for (Raster other : List.of(after, label)) {
            if (other.grid().width() != before.grid().width()
                    || other.grid().height() != before.grid().height()) {
                throw new BadInputException(files.before() + " has " + size(before) + " pixels, but " + other.name()
                        + " has " + size(other) + ".");
            }
        }
    }

    private static String size(Raster raster) {
        return raster.grid().width() + " x " + raster.grid().height();
    }

    static boolean isEightBit(List<Band> bands) {
        return bands.stream().allMatch(band -> band.type() == SampleType.UINT8);
    }

    private Samples samples(PixelBlock block, int bands, int date, boolean eightBit) throws BadInputException {
        int pixels = block.valid().length;
        if (eightBit) {
            byte[] values = new byte[bands * pixels];
            for (int band = 0; band < bands; band++) {
                float[] samples = block.samples(band);
                for (int i = 0; i < pixels; i++) {
                    values[band * pixels + i] = (byte) (int) samples[i];
                }
            }
            return new Samples.EightBit(values);
        }
        return range.apply(block, bands, date);
    }
}
