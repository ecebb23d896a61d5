package org.palimpsest.run;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import org.palimpsest.detect.DetectorRegistry;

/** A worker process that knows {@link SlowDetector} only. */
public final class SlowWorker {
    private SlowWorker() {}

    public static void main(String[] arguments) throws IOException {
        WorkerMain.keepStandardOutputForEvents();
        RunExecutor executor = new PairRunExecutor(DetectorRegistry.of(List.of(new SlowDetector())));
        new WorkerMain(executor, new FileOutputStream(FileDescriptor.out)).serve(System.in);
    }
}
