package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Answers the system's file dialogs, which no test can drive, with the files that were laid out for them. */
final class LaidOutAnswers implements FileDialogs {
    private final Deque<Path> answers = new ArrayDeque<>();

    void add(Path answer) {
        answers.add(answer.toAbsolutePath());
    }

    @Override
    public Optional<Path> openRaster(String title) {
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<Path> openLayer(String title) {
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<Path> openProject(String title) {
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<Path> saveProject(String title) {
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<Path> chooseFolder(String title) {
        return Optional.ofNullable(answers.poll());
    }
}
