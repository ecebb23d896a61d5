package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.Optional;

/** Stands in for the person at a window that a tour or a bench drives: answers no question and is shown nothing. */
final class Nobody implements FileDialogs, Commands.WindowActions {
    @Override
    public Optional<Path> openRaster(String title) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> openLayer(String title) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> chooseFolder(String title) {
        return Optional.empty();
    }

    @Override
    public void toggleTheme() {}

    @Override
    public void toggleLanguage() {}

    @Override
    public void close() {}

    @Override
    public void openFolder(Path folder) {}
}
