package org.palimpsest.cli;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.palimpsest.run.Outcome;
import org.palimpsest.run.PairRunExecutor;
import org.palimpsest.run.RunEvent;
import org.palimpsest.run.RunEventJson;
import org.palimpsest.run.RunRequest;

/** Executes a run in this process, shows it, and turns its outcome into an exit code. */
final class RunTask {
    private final Shell shell;
    private final boolean json;

    /** @param json whether events are printed as lines of JSON instead of text for people */
    RunTask(Shell shell, boolean json) {
        this.shell = shell;
        this.json = json;
    }

    /** Runs to the end, whatever the end is; complaints have been printed when this returns. */
    int execute(RunRequest request) {
        Consumer<RunEvent> events = json ? this::printLine : new RunConsole(shell);
        Outcome outcome = new PairRunExecutor()
                .execute(request, events, shell.interruption().heeded());
        return exitCode(outcome, request.spec().output().directory());
    }

    private int exitCode(Outcome outcome, Path directory) {
        if (outcome instanceof Outcome.Cancelled cancelled) {
            shell.err()
                    .println("Cancelled; " + cancelled.tilesKept() + " finished tiles are kept in " + directory
                            + ". Add --resume to go on from there.");
            return ExitCode.CANCELLED;
        }
        if (outcome instanceof Outcome.Failed failed) {
            String message =
                    (failed.whatHappened().message() + " " + failed.whatToDo().message()).strip();
            if (failed.fault()) {
                shell.err().println("Sorry, " + message + " Details: " + Logging.file());
                return ExitCode.FAULT;
            }
            shell.err().println(Failure.oneLine(message));
            return ExitCode.BAD_INPUT;
        }
        return ExitCode.DONE;
    }

    private synchronized void printLine(RunEvent event) {
        shell.out().println(RunEventJson.toLine(event));
        shell.out().flush();
    }
}
