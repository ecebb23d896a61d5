package org.palimpsest.hub;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;

/**
 * The model hub as a user sees it: {@code hub:OWNER/NAME} becomes a folder on this disk, fetched once.
 *
 * <p>A revision that is a commit is never asked for twice. Another one is looked up each time, and where the hub does not answer,
 * what it meant last is used with a warning. Safe for several threads and processes.
 */
public final class Hub {
    /** The revision that is meant where none is named. */
    static final String NEWEST = "main";

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** Fetching must leave this much of the disk free. */
    private static final long SPARE_BYTES = 64L << 20;

    private final HubSettings settings;
    private final HubConnection connection;
    private final HubCache cache;

    public Hub(HubSettings settings) {
        this(settings, FIRST_PAUSE);
    }

    /** @param firstPause before something is tried a second time */
    Hub(HubSettings settings, Duration firstPause) {
        this.settings = settings;
        connection = new HubConnection(settings, firstPause);
        cache = new HubCache(settings.cache());
    }

    /** The hub with the settings of the person who runs this process. */
    public static Hub current() throws BadInputException {
        return new Hub(HubSettings.current());
    }

    /** Which hub this is. */
    public HubSettings settings() {
        return settings;
    }

    HubConnection connection() {
        return connection;
    }

    /**
     * The place that a user names: a path as it is, or the folder of a repository of the hub, fetched where it is not there.
     *
     * @param progress hears the bytes that are there, in a stage "download"
     */
    public Path place(String text, HubKind kind, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException {
        if (!HubReference.isReference(text)) {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new BadInputException("\"" + text + "\" is no path: " + e.getReason() + ".", e);
            }
        }
        try {
            return fetch(HubReference.parse(text), kind, progress, cancellation);
        } catch (IOException e) {
            throw new BadInputException(
                    text + " cannot be written into the cache " + settings.cache() + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * Fetches what is needed of a repository, unless it is there already.
     *
     * @return its folder in the cache, with {@link HubSnapshot#NOTE}
     * @throws IOException when the cache cannot be read or written
     */
    public Path fetch(HubReference reference, HubKind kind, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        if (reference.isPinned() && cache.has(kind, reference)) {
            return cache.snapshot(kind, reference);
        }
        if (settings.offline()) {
            return fromCache(reference, kind)
                    .orElseThrow(() -> new BadInputException(reference + " is not in the cache " + settings.cache()
                            + ", and Palimpsest is offline. Fetch it once with a connection: palimpsest model fetch "
                            + reference + "."));
        }
        HubListing listing;
        try {
            listing = listing(reference, kind, cancellation);
        } catch (HubUnreachable e) {
            Path known = fromCache(reference, kind).orElseThrow(() -> e);
            progress.warning(e.what() + "; " + reference + " is used as it was when it was last fetched.");
            return known;
        }
        HubReference pinned = reference.at(listing.commit());
        Path folder = cache.snapshot(kind, pinned);
        if (!cache.has(kind, pinned)) {
            fetch(pinned, kind, listing, folder, progress, cancellation);
        }
        cache.remember(kind, reference, listing.commit());
        return folder;
    }

    /** The folder of a repository where it was fetched before; nothing is asked for. */
    public Optional<Path> fetched(HubReference reference, HubKind kind) throws IOException {
        return fromCache(reference, kind);
    }

    /** Folders of everything of one kind that was fetched. */
    public List<Path> fetched(HubKind kind) throws IOException {
        return cache.snapshots(kind);
    }

    private Optional<Path> fromCache(HubReference reference, HubKind kind) throws IOException {
        return cache.lastKnown(kind, reference)
                .filter(pinned -> cache.has(kind, pinned))
                .map(pinned -> cache.snapshot(kind, pinned));
    }

    private HubListing listing(HubReference reference, HubKind kind, Cancellation cancellation)
            throws BadInputException, CancelledException {
        String revision = encoded(reference.revision().orElse(NEWEST)).replace("/", "%2F");
        URI address =
                connection.at("api/" + kind.folder() + "/" + reference.id() + "/revision/" + revision + "?blobs=true");
        return HubListing.read(connection.json(address, reference.toString(), cancellation), reference);
    }

    private void fetch(
            HubReference pinned,
            HubKind kind,
            HubListing listing,
            Path folder,
            Progress progress,
            Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        List<HubDownload> downloads = new ArrayList<>();
        List<HubListing.Entry> wanted = WantedFiles.of(kind, listing, pinned);
        for (HubListing.Entry entry : wanted) {
            downloads.add(download(pinned, kind, entry, cancellation));
        }
        requireSpace(downloads);
        progress.stage(
                "download", downloads.stream().mapToLong(HubDownload::bytes).sum());
        long before = 0;
        for (HubDownload download : downloads) {
            long earlier = before;
            blob(download, have -> progress.done(earlier + have), cancellation);
            before += download.bytes();
        }
        try (FileLease lease = FileLease.of(folder, connection, cancellation)) {
            for (int i = 0; i < downloads.size(); i++) {
                cache.place(downloads.get(i).hash(), folder, wanted.get(i).path());
            }
            List<String> paths = wanted.stream().map(HubListing.Entry::path).toList();
            new HubSnapshot(pinned, kind, settings.address().toString(), listing.licence(), paths).write(folder);
        }
    }

    private void blob(HubDownload download, java.util.function.LongConsumer have, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        Path blob = cache.blob(download.hash());
        try (FileLease lease = FileLease.of(blob, connection, cancellation)) {
            // Whoever held the lease before may have fetched it.
            if (!Files.isRegularFile(blob) || Files.size(blob) != download.bytes()) {
                Path part = AtomicFile.partOf(blob);
                download.fetch(connection, part, have, cancellation);
                AtomicFile.moveIntoPlace(part, blob);
            }
            have.accept(download.bytes());
        }
    }

    /** Size and hash as the listing tells them, or else as the file's own headers do. */
    private HubDownload download(HubReference pinned, HubKind kind, HubListing.Entry entry, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        String subject = entry.path() + " of " + HubReference.SCHEME + pinned.id();
        URI address = connection.at(kind.prefix() + pinned.id() + "/resolve/"
                + pinned.revision().orElseThrow() + "/" + encoded(entry.path()));
        if (entry.bytes().isPresent() && entry.hash().isPresent()) {
            return new HubDownload(
                    address, entry.bytes().getAsLong(), entry.hash().get(), subject);
        }
        HttpRequest.Builder head = HttpRequest.newBuilder(address).method("HEAD", HttpRequest.BodyPublishers.noBody());
        HubConnection.Answer answer = connection.send(head, subject, cancellation);
        answer.last().body().close();
        HttpHeaders headers = answer.first().headers();
        String tag = headers.firstValue("x-linked-etag")
                .or(() -> headers.firstValue("etag"))
                .orElse("");
        long bytes = headers.firstValueAsLong("x-linked-size")
                .orElse(answer.last()
                        .headers()
                        .firstValueAsLong("content-length")
                        .orElse(-1));
        FileHash hash = FileHash.parse(tag)
                .orElseThrow(() -> new BadInputException("The hub states no hash for " + subject
                        + ", so what it sends cannot be checked. Nothing was fetched."));
        if (bytes < 0) {
            throw new BadInputException("The hub states no size for " + subject + ". Nothing was fetched.");
        }
        return new HubDownload(address, bytes, hash, subject);
    }

    private void requireSpace(List<HubDownload> downloads) throws BadInputException, IOException {
        Files.createDirectories(settings.cache());
        long needed = 0;
        for (HubDownload download : downloads) {
            Path blob = cache.blob(download.hash());
            Path part = AtomicFile.partOf(blob);
            long there = Files.isRegularFile(blob) || Files.isRegularFile(part)
                    ? Files.size(Files.isRegularFile(blob) ? blob : part)
                    : 0;
            needed += Math.max(0, download.bytes() - there);
        }
        long free = Files.getFileStore(settings.cache()).getUsableSpace();
        if (free < needed + SPARE_BYTES) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "%.1f GB are to be fetched, but %s has only %.1f GB free. Free some space, or choose another folder in"
                            + " the settings.",
                    needed / 1e9,
                    settings.cache(),
                    free / 1e9));
        }
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
