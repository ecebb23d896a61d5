package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/** One way of storing labelled pairs. */
interface DatasetFormat {
    /**
     * Opens the dataset at {@code place} if it is stored in this way.
     *
     * @return empty when it is stored in some other way
     * @throws BadInputException when it is stored in this way but cannot be used at all
     * @throws IOException when a folder cannot be listed
     */
    Optional<Dataset> open(Path place, DatasetOptions options) throws IOException, BadInputException;
}
