package org.palimpsest.train.dataset;

import java.nio.file.Path;

/** The three files of one labelled pair. */
record PairFiles(String name, Path before, Path after, Path label) {}
