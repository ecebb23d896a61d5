package org.palimpsest.app.shell;

import java.util.List;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.run.RunsViewModel;
import org.palimpsest.app.text.Text;
import org.palimpsest.base.Notice;
import org.palimpsest.project.ProjectRun;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.RunEvent;

/** A run of the window as the project file holds it, and back. */
final class SavedRun {
    private SavedRun() {}

    static ProjectRun of(RunViewModel run) {
        ProjectRun.State state =
                switch (run.state()) {
                    case DONE -> ProjectRun.State.DONE;
                    case CANCELLED -> ProjectRun.State.CANCELLED;
                    case FAILED -> ProjectRun.State.FAILED;
                    case QUEUED, RUNNING, CANCELLING -> ProjectRun.State.UNFINISHED;
                };
        return new ProjectRun(
                run.title(),
                run.spec(),
                state,
                run.whatHappenedProperty().get(),
                run.whatToDoProperty().get(),
                run.products().stream()
                        .map(product -> new ProjectRun.Product(product.kind(), product.file()))
                        .toList());
    }

    /** Lists a run of the project file; one that was going on when the window ended can be resumed. */
    static void recall(ProjectRun run, RunsViewModel runs) {
        Outcome outcome =
                switch (run.state()) {
                    case DONE ->
                        new Outcome.Done(
                                List.of(),
                                run.whatHappened().isEmpty() ? List.of() : List.of(Notice.plain(run.whatHappened())));
                    case CANCELLED -> new Outcome.Cancelled(tiles(run.whatHappened()));
                    case FAILED ->
                        new Outcome.Failed(Notice.plain(run.whatHappened()), Notice.plain(run.whatToDo()), false);
                    case UNFINISHED ->
                        new Outcome.Failed(
                                Notice.plain(Text.of("project.run.unfinished")),
                                Notice.plain(Text.of("project.run.unfinished.next")),
                                false);
                };
        runs.recall(
                run.title(),
                run.spec(),
                run.products().stream()
                        .map(product -> new RunEvent.Product(product.kind(), product.file()))
                        .toList(),
                outcome);
    }

    /** How many tiles a cancelled run kept, which is all that it has to say. */
    private static long tiles(String whatHappened) {
        return whatHappened.matches("\\d{1,18}") ? Long.parseLong(whatHappened) : 0;
    }
}
