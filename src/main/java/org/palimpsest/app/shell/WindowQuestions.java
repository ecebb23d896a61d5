package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.palimpsest.app.project.MissingFiles;
import org.palimpsest.app.project.MissingPanel;
import org.palimpsest.app.project.ProjectQuestions;
import org.palimpsest.app.project.TakenPanel;
import org.palimpsest.app.project.UnsavedPanel;
import org.palimpsest.app.text.Text;
import org.palimpsest.project.ProjectHolder;

/** Asks about projects with the system's file dialogs and a panel above the window. */
final class WindowQuestions implements ProjectQuestions {
    private final FileDialogs files;
    private final Overlay overlay;
    private final Messages messages;

    WindowQuestions(FileDialogs files, Overlay overlay, Messages messages) {
        this.files = files;
        this.overlay = overlay;
        this.messages = messages;
    }

    @Override
    public Optional<Path> projectToOpen() {
        return files.openProject(Text.of("command.openProject.tip"));
    }

    @Override
    public Optional<Path> placeToSave() {
        return files.saveProject(Text.of("command.saveProject.tip"));
    }

    @Override
    public void askMissing(MissingFiles missing, Runnable done) {
        MissingPanel panel = new MissingPanel(missing, files::openLayer, () -> {
            overlay.hide();
            done.run();
        });
        overlay.show(panel, done);
    }

    @Override
    public void askTaken(Path project, ProjectHolder holder, Consumer<Taken> answer) {
        overlay.show(new TakenPanel(project, holder, chosen -> {
            overlay.hide();
            answer.accept(chosen);
        }));
    }

    @Override
    public void askUnsaved(String project, Consumer<Unsaved> answer) {
        overlay.show(new UnsavedPanel(project, chosen -> {
            overlay.hide();
            answer.accept(chosen);
        }));
    }

    @Override
    public void inform(String sentence) {
        messages.inform(sentence);
    }

    @Override
    public void warn(String sentence) {
        messages.warn(sentence);
    }

    @Override
    public void failed(Exception cause) {
        messages.failed(cause);
    }
}
