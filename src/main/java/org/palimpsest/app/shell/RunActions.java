package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.palimpsest.app.run.CommandText;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.run.RunsPane;
import org.palimpsest.app.text.Text;

/** What the runs pane's buttons do. */
final class RunActions implements RunsPane.Actions {
    private final Workbench workbench;
    private final Commands.Panels panels;
    private final Consumer<Path> folder;

    /** @param folder shows a folder to the user */
    RunActions(Workbench workbench, Commands.Panels panels, Consumer<Path> folder) {
        this.workbench = workbench;
        this.panels = panels;
        this.folder = folder;
    }

    @Override
    public void resume(RunViewModel run) {
        String failure =
                run.whatHappenedProperty().get() + " " + run.whatToDoProperty().get();
        List.copyOf(workbench.messages().shown()).stream()
                .filter(message -> message.text().equals(failure))
                .forEach(workbench.messages()::dismiss);
        workbench.runs().resume(run);
    }

    @Override
    public void export(RunViewModel run) {
        panels.showExport(run.directory());
    }

    @Override
    public void openFolder(RunViewModel run) {
        folder.accept(run.directory());
    }

    @Override
    public void copyCommand(RunViewModel run) {
        ClipboardContent content = new ClipboardContent();
        content.putString(CommandText.of(run.spec()));
        Clipboard.getSystemClipboard().setContent(content);
        workbench.messages().inform(Text.of("message.copied"));
    }

    @Override
    public void forget(RunViewModel run) {
        workbench.runs().forget(run);
    }
}
