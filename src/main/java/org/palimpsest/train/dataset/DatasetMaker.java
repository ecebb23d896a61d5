package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;

/**
 * Writes any dataset anew, cut into chips of one size: as folders of pictures, or as Parquet shards for the hub.
 *
 * <p>Samples are written with 8 bits, stretched as training would see them. Labels are 0, 255, and 127 where there is none, which
 * {@code dataset.json} says.
 */
public final class DatasetMaker {
    /** What a maker writes. */
    public enum Format {
        FOLDER,
        PARQUET;

        /** Reads "folder" or "parquet". */
        public static Format parse(String name) throws BadInputException {
            for (Format format : values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return format;
                }
            }
            throw new BadInputException("A dataset is made as folder or parquet, but was \"" + name + "\".");
        }
    }

    /** Where the chips of one dataset go. */
    interface Sink extends AutoCloseable {
        void add(Split split, String name, Chip chip) throws IOException, BadInputException;

        @Override
        void close() throws IOException, BadInputException;
    }

    private DatasetMaker() {}

    /**
     * Writes {@code dataset} into {@code folder}, which must be empty or missing.
     *
     * @param side width and height of the chips in pixels; smaller images stay as they are
     * @return how many chips each split has
     */
    public static Map<Split, Integer> make(
            Dataset dataset, Path folder, Format format, int side, Progress progress, Cancellation cancellation)
            throws IOException, BadInputException, CancelledException {
        if (Files.exists(folder) && !DateFolders.list(folder).isEmpty()) {
            throw new BadInputException(folder + " is not empty. Choose another folder for the dataset.");
        }
        Files.createDirectories(folder);
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        boolean unlabelled = false;
        try (Sink sink = format == Format.FOLDER ? new FolderSink(folder) : new ParquetSink(folder)) {
            for (Map.Entry<Split, List<LabelledPair>> entry : dataset.splits().entrySet()) {
                progress.stage(entry.getKey().id(), entry.getValue().size());
                long done = 0;
                for (LabelledPair pair : entry.getValue()) {
                    cancellation.check();
                    Chip whole = pair.read();
                    unlabelled |= whole.labelled() < whole.label().length;
                    counts.merge(entry.getKey(), cut(entry.getKey(), pair.name(), whole, side, sink), Integer::sum);
                    progress.done(++done);
                }
            }
        }
        if (unlabelled) {
            DatasetNote.write(folder, PictureBytes.NO_LABEL);
        }
        return counts;
    }

    private static int cut(Split split, String pair, Chip whole, int side, Sink sink)
            throws IOException, BadInputException {
        int count = 0;
        String name = pair.replaceAll("[^A-Za-z0-9._-]", "-");
        boolean fits = whole.width() <= side && whole.height() <= side;
        for (int y = 0; y < whole.height(); y += side) {
            for (int x = 0; x < whole.width(); x += side) {
                Chip chip = fits ? whole : ChipCutter.cut(whole, x, y, side);
                if (chip.labelled() > 0) {
                    sink.add(split, fits ? name : name + "_y" + y + "_x" + x, chip);
                    count++;
                }
            }
        }
        return count;
    }

    /** Folders {@code SPLIT/{A,B,label}}. */
    private record FolderSink(Path folder) implements Sink {
        @Override
        public void add(Split split, String name, Chip chip) throws IOException, BadInputException {
            String ending = PictureBytes.ending(chip);
            write(split, "A", name + ending, PictureBytes.image(chip, chip.before()));
            write(split, "B", name + ending, PictureBytes.image(chip, chip.after()));
            write(split, "label", name + ".png", PictureBytes.label(chip));
        }

        private void write(Split split, String kind, String name, byte[] bytes) throws IOException {
            Path place = folder.resolve(split.id()).resolve(kind);
            Files.createDirectories(place);
            AtomicFile.<RuntimeException>write(place.resolve(name), part -> Files.write(part, bytes));
        }

        @Override
        public void close() {}
    }
}
