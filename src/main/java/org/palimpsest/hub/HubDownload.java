package org.palimpsest.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;

/**
 * Fetches one file of the hub into a part file, on from where an earlier try ended, and compares its hash.
 *
 * <p>Unlike {@link org.palimpsest.base.Download}, which knows nothing but an address, it asks through the hub's connection, whose token,
 * pauses between tries, watch for stalls and refusals are the hub's, takes Git's hash of a small file as well, and leaves the file in its part
 * for the cache to name by content.
 *
 * @param address on the hub, which may send on to another host
 * @param bytes its size
 * @param hash that its content must have
 * @param subject how messages call it
 */
record HubDownload(URI address, long bytes, FileHash hash, String subject) {
    private static final int BUFFER = 1 << 16;
    /** Tries in a row that bring nothing new before the download gives up. */
    private static final int FRUITLESS_TRIES = 4;

    /**
     * Fetches the file.
     *
     * @param part where it is collected; kept when the connection ends or the user cancels, deleted when it is another file
     * @param have hears how many bytes are there
     * @throws BadInputException when it is refused or has another hash
     */
    void fetch(HubConnection connection, Path part, LongConsumer have, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        if (size(part) > bytes) {
            Files.delete(part);
        }
        int fruitless = 0;
        Duration pause = connection.firstPause();
        while (size(part) < bytes || !Files.exists(part)) {
            long before = size(part);
            Optional<IOException> cut = receive(connection, part, have, cancellation);
            if (size(part) > before) {
                fruitless = 0;
                continue;
            }
            fruitless++;
            if (size(part) < bytes && fruitless == FRUITLESS_TRIES) {
                throw new HubUnreachable(
                        connection.settings().address(),
                        cut.orElseGet(() -> new IOException("the connection ends before " + subject + " does")));
            }
            if (size(part) < bytes) {
                connection.sleep(pause, cancellation);
                pause = pause.multipliedBy(2);
            }
        }
        if (size(part) != bytes || !hash.isOf(part)) {
            Files.delete(part);
            throw new BadInputException(subject + " came with another content than the hub states: its "
                    + (hash.ofLargeFile() ? "SHA-256" : "Git hash")
                    + " differs. It was deleted; try again, and if it happens again, something between here and the hub"
                    + " changes files.");
        }
    }

    private static long size(Path part) throws IOException {
        return Files.isRegularFile(part) ? Files.size(part) : 0;
    }

    /** Reads on from where the part ends; what the network did to end it comes back, what the disk did is thrown. */
    private Optional<IOException> receive(
            HubConnection connection, Path part, LongConsumer have, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        long from = size(part);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        HubConnection.Answer answer = connection.send(request, subject, cancellation);
        boolean resumed = answer.isPart() && beginsAt(answer, from);
        try (InputStream in = answer.last().body();
                StallWatch watch = new StallWatch(in, cancellation);
                OutputStream out = Files.newOutputStream(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        resumed ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
            long count = resumed ? from : 0;
            if (answer.isPart() && !resumed) {
                return Optional.of(new IOException("another part came than was asked for"));
            }
            byte[] buffer = new byte[BUFFER];
            // One byte too many is enough to know that it is another file.
            while (count <= bytes) {
                int read;
                try {
                    read = in.read(buffer);
                } catch (IOException e) {
                    cancellation.check();
                    return Optional.of(e);
                }
                cancellation.check();
                if (read < 0) {
                    return Optional.empty();
                }
                watch.alive();
                out.write(buffer, 0, read);
                count += read;
                have.accept(Math.min(count, bytes));
            }
            return Optional.empty();
        }
    }

    private static boolean beginsAt(HubConnection.Answer answer, long from) {
        String range = answer.last().headers().firstValue("content-range").orElse("");
        return range.startsWith("bytes " + from + "-");
    }
}
