package org.palimpsest.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;
import org.palimpsest.base.Sha256;

/** Repositories come from the hub once, whole and unchanged, whatever the network does. */
class HubTest {
    private static final String ID = "owner/model";
    private static final HubReference MODEL = new HubReference("owner", "model", Optional.empty());
    private static final int LARGE = 300_000;
    private static final String COMMIT = "1".repeat(40);

    @TempDir
    private Path cache;

    private FakeHub server;
    private final List<String> warnings = new ArrayList<>();

    private final Progress progress = new Progress() {
        @Override
        public void warning(Notice notice) {
            warnings.add(notice.message());
        }
    };

    @BeforeEach
    void start() throws Exception {
        server = new FakeHub();
        server.repository(ID)
                .file("README.md", "not wanted")
                .file("config.json", "{}")
                .file("pytorch_model.bin", "the older form")
                .file("model.safetensors", LARGE, () -> new FakeHub.Noise(LARGE, 1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aModelIsItsDescriptionAndOneFileOfWeights_andIsFetchedOnce() throws Exception {
        Path folder = fetch(MODEL);

        assertArrayEquals(
                server.repository(ID).bytes("model.safetensors"),
                Files.readAllBytes(folder.resolve("model.safetensors")));
        assertEquals("{}", Files.readString(folder.resolve("config.json")));
        assertFalse(Files.exists(folder.resolve("pytorch_model.bin")));
        assertFalse(Files.exists(folder.resolve("README.md")));
        HubSnapshot note = HubSnapshot.of(folder).orElseThrow();
        assertEquals("hub:owner/model@" + COMMIT, note.reference().toString());
        assertEquals("mit", note.licence());
        assertEquals(List.of("config.json", "model.safetensors"), note.files());

        assertEquals(folder, fetch(MODEL));
        assertEquals(1, server.asked("store", "GET", ""), "weights come once");
    }

    @Test
    void withoutSafetensorsTheOlderFormComes() throws Exception {
        HubReference older = new HubReference("owner", "older", Optional.empty());
        server.repository("owner/older").file("config.json", "{}").file("pytorch_model.bin", "pickled");
        assertEquals("pickled", Files.readString(fetch(older).resolve("pytorch_model.bin")));
    }

    @Test
    void aCommitIsNeverAskedForTwice_andAnotherRevisionIsFetchedBesideIt() throws Exception {
        Path first = fetch(MODEL);
        int before = server.asked().size();
        assertEquals(first, fetch(MODEL.at(COMMIT)));
        assertEquals(before, server.asked().size());

        server.repository(ID).file("config.json", "{\"new\": 1}").commit("2".repeat(40));
        Path second = fetch(MODEL);
        assertEquals("{\"new\": 1}", Files.readString(second.resolve("config.json")));
        assertEquals("{}", Files.readString(first.resolve("config.json")));
        assertEquals(1, server.asked("store", "GET", ""), "the same weights lie in the cache already");
    }

    @Test
    void theTokenGoesToTheHub_andNotToWhereItSendsOnTo() throws Exception {
        server.repository(ID).onlyFor("secret");
        Hub hub = hub(new HubSettings(server.address(), cache, false, Optional.of("secret")));
        hub.fetch(MODEL, HubKind.MODEL, progress, Cancellation.NEVER);

        for (FakeHub.Asked asked : server.asked()) {
            assertEquals(
                    asked.where().equals("hub") ? Optional.of("Bearer secret") : Optional.empty(),
                    asked.authorisation(),
                    asked.toString());
        }
        assertEquals(1, server.asked("store", "GET", ""));
    }

    @Test
    void aPrivateOrMissingRepository_aGatedOne_andAMissingRevisionEachHaveTheirSentence() throws Exception {
        assertRefused(new HubReference("owner", "nothing", Optional.empty()), "is not there, or it is private");
        assertRefused(new HubReference("owner", "model", Optional.of("v9")), "no such revision");
        server.repository("owner/gated").gated();
        assertRefused(new HubReference("owner", "gated", Optional.empty()), "accept their conditions");
        server.repository(ID).onlyFor("secret");
        assertRefused(MODEL, HubSettings.TOKEN_VARIABLE);

        Hub stranger = hub(new HubSettings(server.address(), cache, false, Optional.of("old")));
        BadInputException refusal = assertThrows(
                BadInputException.class, () -> stranger.fetch(MODEL, HubKind.MODEL, progress, Cancellation.NEVER));
        assertTrue(refusal.getMessage().contains("expired"), refusal.getMessage());
        BadInputException gated = assertThrows(
                BadInputException.class,
                () -> stranger.fetch(
                        new HubReference("owner", "gated", Optional.empty()),
                        HubKind.MODEL,
                        progress,
                        Cancellation.NEVER));
        assertTrue(gated.getMessage().contains("gated"), gated.getMessage());
    }

    @Test
    void aCutConnectionIsTakenUpWhereItEnded() throws Exception {
        server.cut(3, 90_000);
        Path folder = fetch(MODEL);

        assertArrayEquals(
                server.repository(ID).bytes("model.safetensors"),
                Files.readAllBytes(folder.resolve("model.safetensors")));
        assertTrue(server.asked().stream().anyMatch(asked -> asked.range().isPresent()));
    }

    @Test
    void aServerThatKnowsNoRangesIsReadFromTheStart() throws Exception {
        server.ignoreRanges();
        server.cut(2, 90_000);
        Path folder = fetch(MODEL);

        assertArrayEquals(
                server.repository(ID).bytes("model.safetensors"),
                Files.readAllBytes(folder.resolve("model.safetensors")));
    }

    @Test
    void whatCameBeforeACancellationIsKept_andTheNextTryGoesOnThere() throws Exception {
        Cancellation.Flag flag = new Cancellation.Flag();
        Progress cancelling = new Progress() {
            @Override
            public void done(long done) {
                if (done > LARGE / 2) {
                    flag.request();
                }
            }
        };
        assertThrows(CancelledException.class, () -> hub(server.settings(cache))
                .fetch(MODEL, HubKind.MODEL, cancelling, flag));
        fetch(MODEL);

        long resumed = server.asked().stream()
                .flatMap(asked -> asked.range().stream())
                .mapToLong(range -> Long.parseLong(range.replaceAll("\\D", "")))
                .max()
                .orElse(0);
        assertTrue(resumed > LARGE / 3, "went on from " + resumed);
    }

    @Test
    void anotherContentThanStatedIsRefused_andNothingOfItStays() throws Exception {
        server.repository(ID).spoil("model.safetensors");
        assertRefused(MODEL, "SHA-256 differs");
        assertEquals(List.of(), filesNamed("model.safetensors"));
        assertEquals(0, bytesOfLargeFiles());

        server.repository(ID)
                .file("model.safetensors", LARGE, () -> new FakeHub.Noise(LARGE, 1))
                .file("config.json", "{\"other\": 1}")
                .spoil("config.json");
        assertRefused(MODEL, "Git hash differs");
    }

    @Test
    void aBusyHubIsAskedAgainAfterTheTimeThatItStates() throws Exception {
        server.fail(429, Map.of("Retry-After", "1"));
        long start = System.nanoTime();
        fetch(MODEL);
        assertTrue(System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(900));
    }

    @Test
    void aWaitMayBeStatedAsADate_andOneThatIsTooLongIsTold() throws Exception {
        String soon = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1));
        server.fail(503, Map.of("Retry-After", soon));
        server.fail(502, Map.of());
        fetch(MODEL);

        server.repository(ID).commit("3".repeat(40));
        server.fail(429, Map.of("Retry-After", "3600"));
        assertRefused(MODEL, "60 minutes");
    }

    @Test
    void withoutAConnectionTheLastKnownRevisionServes_withAWarning() throws Exception {
        Path folder = fetch(MODEL);
        server.close();

        assertEquals(folder, fetch(MODEL));
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("as it was when it was last fetched"), warnings.get(0));
        assertRefused(new HubReference("owner", "other", Optional.empty()), "cannot be reached");
    }

    @Test
    void offlineNothingIsAskedFor() throws Exception {
        Hub offline = hub(server.settings(cache).withOffline(true));
        BadInputException refusal = assertThrows(
                BadInputException.class, () -> offline.fetch(MODEL, HubKind.MODEL, progress, Cancellation.NEVER));
        assertTrue(refusal.getMessage().contains("offline"), refusal.getMessage());
        assertEquals(List.of(), server.asked());

        Path folder = fetch(MODEL);
        int before = server.asked().size();
        assertEquals(folder, offline.fetch(MODEL, HubKind.MODEL, progress, Cancellation.NEVER));
        assertEquals(before, server.asked().size());
        assertEquals(List.of(), warnings);
    }

    @Test
    void aMirrorThatListsNamesOnlyTellsSizeAndHashWithEachFile() throws Exception {
        server.repository(ID).withoutHashes();
        Path folder = fetch(MODEL);
        assertEquals(LARGE, Files.size(folder.resolve("model.safetensors")));

        server.repository(ID).spoil("model.safetensors");
        server.repository(ID).commit("4".repeat(40));
        Path other = Files.createDirectory(cache.resolve("other"));
        BadInputException refusal = assertThrows(BadInputException.class, () -> hub(server.settings(other))
                .fetch(MODEL, HubKind.MODEL, progress, Cancellation.NEVER));
        assertTrue(refusal.getMessage().contains("differs"), refusal.getMessage());
    }

    @Test
    void twoThatWantTheSameFetchItOnce() throws Exception {
        // Two hubs share nothing but the folder, as two processes do; processes of their own are tried in HubRunTest.
        List<CompletableFuture<Path>> both = Stream.of(1, 2)
                .map(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return fetch(MODEL);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        assertEquals(both.get(0).get(30, TimeUnit.SECONDS), both.get(1).get(30, TimeUnit.SECONDS));
        assertEquals(1, server.asked("store", "GET", ""));
    }

    @Test
    void aLargeFileNeedsNoMemory() throws Exception {
        long size = 50L << 20;
        server.repository(ID).file("model.safetensors", size, () -> new FakeHub.Noise(size, 7));
        System.gc();
        long before = used();
        long[] most = {0};
        Progress watching = new Progress() {
            @Override
            public void done(long done) {
                if (done % (8 << 20) < 1 << 16) {
                    System.gc();
                    most[0] = Math.max(most[0], used());
                }
            }
        };
        Path folder = hub(server.settings(cache)).fetch(MODEL, HubKind.MODEL, watching, Cancellation.NEVER);

        assertEquals(size, Files.size(folder.resolve("model.safetensors")));
        assertTrue(most[0] > 0 && most[0] - before < 20 << 20, "took " + (most[0] - before >> 20) + " MB");
    }

    @Test
    void aDatasetIsItsShards_underTheirOwnFolders() throws Exception {
        server.repository("datasets/owner/pairs")
                .file("README.md", "no")
                .file("data/train-00000-of-00001.parquet", "shard")
                .file("data/val-00000-of-00001.parquet", "other");
        HubReference pairs = new HubReference("owner", "pairs", Optional.empty());
        Path folder = hub(server.settings(cache)).fetch(pairs, HubKind.DATASET, progress, Cancellation.NEVER);

        assertEquals("shard", Files.readString(folder.resolve("data/train-00000-of-00001.parquet")));
        assertEquals("other", Files.readString(folder.resolve("data/val-00000-of-00001.parquet")));
        assertEquals(HubKind.DATASET, HubSnapshot.of(folder).orElseThrow().kind());
    }

    @Test
    void aRepositoryCannotWriteOutsideItsFolder() throws Exception {
        server.repository("datasets/owner/pairs").file("../../../train.parquet", "x");
        HubReference pairs = new HubReference("owner", "pairs", Optional.empty());
        assertThrows(BadInputException.class, () -> hub(server.settings(cache))
                .fetch(pairs, HubKind.DATASET, progress, Cancellation.NEVER));
        assertEquals(List.of(), filesNamed("train.parquet"));
    }

    @Test
    void aRepositoryWithoutWeightsIsToldByWhatItHolds() {
        server.repository("owner/empty").file("notes.txt", "x");
        assertRefused(new HubReference("owner", "empty", Optional.empty()), "only notes.txt");
        server.repository("owner/parts")
                .file("model-00001-of-00002.safetensors", "x")
                .file("model.safetensors.index.json", "{}");
        assertRefused(new HubReference("owner", "parts", Optional.empty()), "in several parts");
    }

    @Test
    void whatIsNoHubIsToldSo() throws Exception {
        Hub closed = hub(new HubSettings(URI.create("http://localhost:1"), cache, false, Optional.empty()));
        BadInputException refusal = assertThrows(
                BadInputException.class, () -> closed.fetch(MODEL, HubKind.MODEL, progress, Cancellation.NEVER));
        assertTrue(refusal.getMessage().contains("cannot be reached"), refusal.getMessage());
    }

    private void assertRefused(HubReference reference, String words) {
        BadInputException refusal = assertThrows(BadInputException.class, () -> fetch(reference));
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }

    private Path fetch(HubReference reference) throws Exception {
        return hub(server.settings(cache)).fetch(reference, HubKind.MODEL, progress, Cancellation.NEVER);
    }

    private static Hub hub(HubSettings settings) {
        return new Hub(settings, Duration.ofMillis(10));
    }

    private List<Path> filesNamed(String name) throws Exception {
        try (Stream<Path> tree = Files.walk(cache)) {
            return tree.filter(path -> path.endsWith(name)).toList();
        }
    }

    private long bytesOfLargeFiles() throws Exception {
        try (Stream<Path> tree = Files.walk(cache)) {
            return tree.filter(
                            path -> Files.isRegularFile(path) && path.toFile().length() > 1000)
                    .count();
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void theHashOfTheCacheIsThatOfTheContent() throws Exception {
        Path folder = fetch(MODEL);
        String hash = Sha256.of(folder.resolve("model.safetensors"));
        assertTrue(Files.isRegularFile(cache.resolve("blobs").resolve("sha256-" + hash)));
    }
}
