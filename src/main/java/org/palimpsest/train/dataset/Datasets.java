package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;

/** Opens datasets by the folder or file that a user names. */
public final class Datasets {
    private static final List<DatasetFormat> FORMATS = List.of(
            new SplitFolders(),
            new ListedFolders(),
            new ParquetShards(),
            new ArrowFolders(),
            new SceneFolders(),
            new Collection());

    private Datasets() {}

    /**
     * Finds the pairs of a dataset; no pixel is read yet.
     *
     * @throws BadInputException when nothing there is stored in a way that is known
     */
    public static Dataset open(Path place, LabelRule labels) throws BadInputException {
        return open(place, DatasetOptions.of(labels));
    }

    /** Finds the pairs of a dataset, with scenes cut into chips of a given size. */
    public static Dataset open(Path place, DatasetOptions options) throws BadInputException {
        if (!Files.exists(place)) {
            throw new BadInputException(
                    Notice.of("dataset.none", "There is no dataset {0}. Check the spelling and the folder.", place));
        }
        try {
            LabelRule labels = DatasetNote.rule(place, options.labels());
            Optional<Dataset> dataset = openIfKnown(place, new DatasetOptions(labels, options.chip()));
            if (dataset.isPresent()) {
                return dataset.get();
            }
        } catch (IOException e) {
            throw new BadInputException("The dataset " + place + " cannot be listed: " + e.getMessage() + ".", e);
        }
        throw new BadInputException(
                place + " is not a dataset that is known here. Expected: folders train, val and test, each with A, B"
                        + " and label (other usual names work too); or A, B, label and list/train.txt; or one folder for"
                        + " each scene with im1, im2 and ref; Parquet shards train-*.parquet; what save_to_disk wrote;"
                        + " or a folder of such datasets.");
    }

    /**
     * One georeferenced pair with its label, cut into chips; the last fifth across its longer side is for validation.
     *
     * @param label raster or polygons
     */
    public static Dataset ofScene(Path before, Path after, Path label, DatasetOptions options)
            throws BadInputException {
        String name = DateFolders.stem(label);
        Dataset dataset = SceneSplit.dataset(before, List.of(new PairFiles(name, before, after, label)), options);
        if (!dataset.problems().isEmpty()) {
            throw new BadInputException(dataset.problems().get(0));
        }
        return dataset;
    }

    private static Optional<Dataset> openIfKnown(Path place, DatasetOptions options)
            throws IOException, BadInputException {
        for (DatasetFormat format : FORMATS) {
            Optional<Dataset> dataset = format.open(place, options);
            if (dataset.isPresent()) {
                return dataset;
            }
        }
        return Optional.empty();
    }
}
