package org.palimpsest.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Fetches one file over HTTP whose size and SHA-256 are known beforehand, and goes on where an earlier try ended.
 *
 * <p>What has come so far stays beside the target; nothing bears the target's name before its hash is right. Redirects are
 * followed, but never from an encrypted connection to a plain one. A connection that is cut is taken up again. A model hub's files come by
 * {@code hub.HubDownload} instead: there the hub's connection asks, with its token, pauses and refusals, and Git hashes count too.
 *
 * @param address where the file is
 * @param bytes its size
 * @param sha256 its hash, in lower-case hexadecimal digits
 */
public record Download(URI address, long bytes, String sha256) {
    private static final int CONNECT_MILLISECONDS = 20_000;
    private static final int READ_MILLISECONDS = 60_000;
    private static final int BUFFER = 1 << 16;
    private static final int REDIRECTS = 5;
    /** Tries in a row that bring nothing new before the download gives up. */
    private static final int FRUITLESS_TRIES = 3;

    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

    public Download {
        if (!Set.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "An address must begin with https:// or http://, but was " + address + ".");
        }
        if (bytes < 0 || !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "A download needs a size and a SHA-256, but got " + bytes + " and \"" + sha256 + "\".");
        }
    }

    /**
     * Fetches the file, unless it is there already.
     *
     * @param have hears how many bytes are there, from the calling thread
     * @throws BadInputException when the address does not answer, refuses, or gives another file
     * @throws CancelledException when the user ended it; what has come is kept
     * @throws IOException when the file cannot be written
     */
    public void fetch(Path target, LongConsumer have, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        if (Files.isRegularFile(target)
                && Files.size(target) == bytes
                && Sha256.of(target).equals(sha256)) {
            have.accept(bytes);
            return;
        }
        Path part = AtomicFile.partOf(target);
        int fruitless = 0;
        while (size(part) < bytes) {
            long before = size(part);
            Optional<IOException> cut = receive(part, have, cancellation);
            fruitless = size(part) > before ? 0 : fruitless + 1;
            if (fruitless == FRUITLESS_TRIES) {
                throw unreachable(cut, before);
            }
        }
        if (size(part) > bytes || !Sha256.of(part).equals(sha256)) {
            Files.delete(part);
            throw new BadInputException(address + " gives another file than this version of Palimpsest expects: its"
                    + " size or SHA-256 differs. It was deleted; try again, or from another address.");
        }
        AtomicFile.moveIntoPlace(part, target);
    }

    private static long size(Path part) throws IOException {
        return Files.isRegularFile(part) ? Files.size(part) : 0;
    }

    /** Reads on from where the part ends; what the network did to end it comes back, what the disk did is thrown. */
    private Optional<IOException> receive(Path part, LongConsumer have, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        cancellation.check();
        HttpURLConnection connection;
        InputStream in;
        try {
            connection = open(size(part));
            in = connection.getInputStream();
        } catch (IOException e) {
            return Optional.of(e);
        }
        boolean resumed = connection.getResponseCode() == HttpURLConnection.HTTP_PARTIAL;
        try (in;
                OutputStream out = Files.newOutputStream(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        resumed ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
            long count = resumed ? size(part) : 0;
            byte[] buffer = new byte[BUFFER];
            // One byte too many is enough to know that it is another file.
            while (count <= bytes) {
                cancellation.check();
                int read;
                try {
                    read = in.read(buffer);
                } catch (IOException e) {
                    return Optional.of(e);
                }
                if (read < 0) {
                    return Optional.empty();
                }
                out.write(buffer, 0, read);
                count += read;
                have.accept(Math.min(count, bytes));
            }
            return Optional.empty();
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open(long from) throws IOException, BadInputException {
        URI at = address;
        for (int redirect = 0; redirect <= REDIRECTS; redirect++) {
            HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLISECONDS);
            connection.setReadTimeout(READ_MILLISECONDS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("User-Agent", "Palimpsest/" + Version.text());
            if (from > 0) {
                connection.setRequestProperty("Range", "bytes=" + from + "-");
            }
            int status = connection.getResponseCode();
            if (!MOVED.contains(status)) {
                requireContent(connection, status);
                return connection;
            }
            at = moved(at, connection.getHeaderField("Location"));
            connection.disconnect();
        }
        throw new BadInputException(address + " sends from one address to the next without end. Try another address.");
    }

    private URI moved(URI from, String location) throws BadInputException {
        try {
            URI to = from.resolve(new URI(location == null ? "" : location));
            boolean plain = "http".equals(to.getScheme()) && "https".equals(from.getScheme());
            if (!plain && to.getHost() != null) {
                return to;
            }
        } catch (URISyntaxException e) {
            throw new BadInputException(address + " sends on to an address that is none: " + location + ".", e);
        }
        throw new BadInputException(address + " sends on to " + location + ", where nothing is fetched from.");
    }

    private void requireContent(HttpURLConnection connection, int status) throws BadInputException {
        if (status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_PARTIAL) {
            return;
        }
        connection.disconnect();
        String reason =
                switch (status) {
                    case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE -> "there is no such file";
                    case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN -> "access is refused";
                    case RANGE_NOT_SATISFIABLE -> "the file there is shorter than expected";
                    default -> "the server answers with status " + status;
                };
        throw new BadInputException(
                address + " cannot be fetched: " + reason + ". Check the address, or try again later.");
    }

    private BadInputException unreachable(Optional<IOException> cut, long kept) {
        String reason = cut.map(Download::reason).orElse("the connection ends before the file does");
        String text =
                address.getHost() + " cannot be reached (" + reason + "), and this needs a connection to the Internet; "
                        + (kept > 0
                                ? (kept >> 20) + " MB are kept, and the next try goes on from there."
                                : "nothing was changed.");
        return cut.map(cause -> new BadInputException(text, cause)).orElseGet(() -> new BadInputException(text));
    }

    private static String reason(IOException e) {
        if (e instanceof java.net.UnknownHostException) {
            return "its name is not known";
        }
        if (e instanceof InterruptedIOException) {
            return "it does not answer";
        }
        return String.valueOf(e.getMessage()).replaceAll("[.\\s]+$", "");
    }
}
