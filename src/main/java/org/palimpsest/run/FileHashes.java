package org.palimpsest.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Sha256;
import org.palimpsest.base.SideTask;

/**
 * The hashes of a run's files, computed beside its other work where it may use more than one thread.
 *
 * <p>Used by the thread that executes the run.
 */
final class FileHashes implements AutoCloseable {
    private final boolean beside;
    private final Cancellation cancellation;
    private final Map<Path, SideTask<Map<Path, String>>> batches = new HashMap<>();

    /** @param threads how many the run may use; with 1 a file is hashed when its hash is asked for */
    FileHashes(int threads, Cancellation cancellation) {
        this.beside = threads > 1;
        this.cancellation = cancellation;
    }

    /** Begins to hash files that will not change any more. */
    void begin(List<Path> files) {
        SideTask<Map<Path, String>> batch = SideTask.begin("hashes", beside, () -> {
            Map<Path, String> hashes = new HashMap<>();
            for (Path file : files) {
                hashes.put(file, Sha256.of(file, cancellation));
            }
            return hashes;
        });
        files.forEach(file -> batches.put(file, batch));
    }

    /** The hash of a file, begun before or not. */
    String of(Path file) throws BadInputException, CancelledException, IOException {
        SideTask<Map<Path, String>> batch = batches.get(file);
        String hash = batch == null ? null : batch.result().get(file);
        return hash == null ? Sha256.of(file, cancellation) : hash;
    }

    @Override
    public void close() {
        batches.values().forEach(SideTask::close);
    }
}
