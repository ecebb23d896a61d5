/**
 * Labelled pairs of images for training and testing, whatever they are stored as: folders, lists, scenes, Parquet or Arrow.
 *
 * <p>A new way of storing them is one {@link org.palimpsest.train.dataset.DatasetFormat} and one line in {@link
 * org.palimpsest.train.dataset.Datasets}.
 */
@NullMarked
package org.palimpsest.train.dataset;

import org.jspecify.annotations.NullMarked;
