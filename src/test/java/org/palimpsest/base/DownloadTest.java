package org.palimpsest.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads against a server that behaves as servers do. */
class DownloadTest {
    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(4).nextBytes(CONTENT);
    }

    @TempDir
    private Path folder;

    private FileServer server;
    private Path target;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
        server.put("/file", CONTENT);
        target = folder.resolve("file.bin");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fetchesThroughARedirect_andNotASecondTime() throws Exception {
        fetch("/moved/file");
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        int requests = server.requests().size();
        fetch("/moved/file");
        assertEquals(requests, server.requests().size());
    }

    @Test
    void cutConnections_areTakenUpWhereTheyEnded() throws Exception {
        server.cut(3);
        fetch("/file");
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertTrue(server.requests().stream().anyMatch(request -> request.contains("bytes=")), "" + server.requests());
    }

    @Test
    void cancelledDownload_goesOnLater() throws Exception {
        Cancellation.Flag flag = new Cancellation.Flag();
        Download download = download("/file");
        assertThrows(CancelledException.class, () -> download.fetch(target, have -> flag.request(), flag));
        assertFalse(Files.exists(target));
        fetch("/file");
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertTrue(server.requests().get(1).contains("bytes="), "" + server.requests());
    }

    @Test
    void anotherFileThanExpected_isDeleted() throws Exception {
        byte[] other = CONTENT.clone();
        other[1000] ^= 1;
        server.put("/other", other);
        server.put("/longer", Arrays.copyOf(CONTENT, CONTENT.length + 70_000));
        assertRefused("/other", "SHA-256");
        assertRefused("/longer", "SHA-256");
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void refusals_areToldByTheirReason() {
        assertRefused("/nothing", "no such file");
        assertRefused("/private", "access is refused");
        assertRefused("/round", "without end");
    }

    @Test
    void withoutAServer_oneSentenceSaysThatItIsNeeded() {
        URI gone = server.address("/file");
        server.close();
        Download download = new Download(gone, CONTENT.length, hash());
        BadInputException refused =
                assertThrows(BadInputException.class, () -> download.fetch(target, have -> {}, Cancellation.NEVER));
        assertTrue(refused.getMessage().contains("connection to the Internet"), refused.getMessage());
    }

    private void fetch(String path) throws Exception {
        download(path).fetch(target, have -> {}, Cancellation.NEVER);
    }

    private Download download(String path) {
        return new Download(server.address(path), CONTENT.length, hash());
    }

    private void assertRefused(String path, String reason) {
        BadInputException refused = assertThrows(BadInputException.class, () -> fetch(path));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
        assertFalse(Files.exists(target));
    }

    private static String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
