package org.palimpsest.train.dataset;

import org.palimpsest.base.BadInputException;

/** One labelled pair of a dataset, read when it is needed. Safe for several threads. */
public interface LabelledPair {
    /** Its name within the dataset, for messages, logs and predictions; unique within a split. */
    String name();

    /** The group that scores are also told for (a set within a collection, a scene); empty where there is only one. */
    default String group() {
        return "";
    }

    /**
     * Reads the pixels.
     *
     * @throws BadInputException when a file is damaged or the three do not fit; the message names the file
     */
    Chip read() throws BadInputException;
}
