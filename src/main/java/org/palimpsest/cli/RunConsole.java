package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.palimpsest.run.Outcome;
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
    private final List<String> heldWarnings = new ArrayList<>();
    private String note = "";
    private boolean barShown;
    private long lastDrawn;

    RunConsole(Shell shell) {
        this.shell = shell;
    }

    @Override
    public synchronized void accept(RunEvent event) {
        if (event instanceof RunEvent.Stage stage) {
            note = "";
            draw(ProgressLine.of(stage));
        } else if (event instanceof RunEvent.Step step) {
            long now = System.nanoTime();
            if (now - lastDrawn >= PAUSE_NANOSECONDS || step.done() == step.total()) {
                lastDrawn = now;
                draw(ProgressLine.of(step, note));
            }
        } else if (event instanceof RunEvent.Note said) {
            note = said.text();
        } else if (event instanceof RunEvent.Warning warning) {
            warn(warning.notice().message());
        } else if (event instanceof RunEvent.Product product) {
            clear();
            shell.out().println(product.kind() + ": " + product.file());
        } else if (event instanceof RunEvent.Observed observed && observed.unobservedPixels() > 0) {
            clear();
            shell.err().println(unobserved(observed));
        } else if (event instanceof RunEvent.Finished finished) {
            clear();
            if (!(finished.outcome() instanceof Outcome.Failed)) {
                heldWarnings.forEach(this::print);
            }
        }
    }

    private static String unobserved(RunEvent.Observed observed) {
        String area = Double.isNaN(observed.unobservedSquareMetres())
                ? ""
                : String.format(Locale.ROOT, ", %.4g km2", observed.unobservedSquareMetres() / 1e6);
        return String.format(
                Locale.ROOT,
                "Not observed: %.2f %% of the analysed window (%d pixels%s), which is nodata, masked or excluded.",
                100 * observed.unobservedShare(),
                observed.unobservedPixels(),
                area);
    }

    /** Off a terminal warnings wait for the end, so that a run on bad input leaves one sentence and not several. */
    private void warn(String message) {
        if (shell.isTerminal()) {
            clear();
            print(message);
        } else {
            heldWarnings.add(message);
        }
    }

    private void print(String warning) {
        shell.err().println("Warning: " + warning);
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
