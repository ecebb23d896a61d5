package org.palimpsest.cli;

import java.util.function.Consumer;
import org.palimpsest.run.RunEvent;

/**
 * Shows a run to a person: a moving progress bar on a terminal, nothing of it elsewhere; then the products.
 *
 * <p>Hears events from any thread.
 */
final class RunConsole implements Consumer<RunEvent> {
    private static final long PAUSE_NANOSECONDS = 100_000_000;
    private static final String CLEAR = "\r\u001b[K";

    private final Shell shell;
    private boolean barShown;
    private long lastDrawn;

    RunConsole(Shell shell) {
        this.shell = shell;
    }

    @Override
    public synchronized void accept(RunEvent event) {
        if (event instanceof RunEvent.Stage stage) {
            draw(ProgressLine.of(stage));
        } else if (event instanceof RunEvent.Step step) {
            long now = System.nanoTime();
            if (now - lastDrawn >= PAUSE_NANOSECONDS || step.done() == step.total()) {
                lastDrawn = now;
                draw(ProgressLine.of(step));
            }
        } else if (event instanceof RunEvent.Warning warning) {
            clear();
            shell.err().println("Warning: " + warning.message());
        } else if (event instanceof RunEvent.Product product) {
            clear();
            shell.out().println(product.kind() + ": " + product.file());
        } else if (event instanceof RunEvent.Finished) {
            clear();
        }
    }

    private void draw(String line) {
        if (shell.isTerminal()) {
            shell.out().print(CLEAR + line);
            shell.out().flush();
            barShown = true;
        }
    }

    private void clear() {
        if (barShown) {
            shell.out().print(CLEAR);
            shell.out().flush();
            barShown = false;
        }
    }
}
