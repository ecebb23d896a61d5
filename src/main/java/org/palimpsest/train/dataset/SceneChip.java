package org.palimpsest.train.dataset;

import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Window;

/** A window of a scene as a labelled pair. */
record SceneChip(Scene scene, Window window) implements LabelledPair {
    @Override
    public String name() {
        return scene.name() + "_y" + window.y() + "_x" + window.x();
    }

    @Override
    public String group() {
        return scene.name();
    }

    @Override
    public Chip read() throws BadInputException {
        return scene.read(window);
    }
}
