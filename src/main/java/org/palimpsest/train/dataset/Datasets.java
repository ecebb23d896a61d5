package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/** Opens datasets by the folder or file that a user names. */
public final class Datasets {
    private static final List<DatasetFormat> FORMATS =
            List.of(new SplitFolders(), new ListedFolders(), new SceneFolders(), new Collection());

    private Datasets() {}

    /**
     * Finds the pairs of a dataset; no pixel is read yet.
     *
     * @throws BadInputException when nothing there is stored in a way that is known
     */
    public static Dataset open(Path place, LabelRule labels) throws BadInputException {
        if (!Files.exists(place)) {
            throw new BadInputException("There is no dataset " + place + ". Check the spelling and the folder.");
        }
        try {
            Optional<Dataset> dataset = openIfKnown(place, labels);
            if (dataset.isPresent()) {
                return dataset.get();
            }
        } catch (IOException e) {
            throw new BadInputException("The dataset " + place + " cannot be listed: " + e.getMessage() + ".", e);
        }
        throw new BadInputException(
                place + " is not a dataset that is known here. Expected: folders train, val and test, each with A, B"
                      + " and label (other usual names work too); or A, B, label and list/train.txt; or one folder for"
                      + " each scene with im1, im2 and ref; or a folder of such datasets.");
    }

    static Optional<Dataset> openIfKnown(Path place, LabelRule labels) throws IOException, BadInputException {
        for (DatasetFormat format : FORMATS) {
            Optional<Dataset> dataset = format.open(place, labels);
            if (dataset.isPresent()) {
                return dataset;
            }
        }
        return Optional.empty();
    }
}
