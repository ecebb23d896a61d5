package org.palimpsest.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.palimpsest.run.WorkerMain;
import picocli.CommandLine.Command;

/** {@code palimpsest worker}, hidden: serves run documents on the standard streams for another program. */
@Command(name = "worker", hidden = true, description = "Serve run documents on the standard streams.")
final class WorkerCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        WorkerMain.main(new String[0]);
        return ExitCode.DONE;
    }
}
