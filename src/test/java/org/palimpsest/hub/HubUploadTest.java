package org.palimpsest.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.Progress;

/** A model is published in one commit, large files through the hub's storage. */
class HubUploadTest {
    private static final HubReference MODEL = new HubReference("me", "model", Optional.empty());
    private static final int LARGE = 200_000;

    @TempDir
    private Path folder;

    private FakeHub server;
    private List<Path> files;

    @BeforeEach
    void write() throws Exception {
        server = new FakeHub();
        files = List.of(
                Files.writeString(folder.resolve("config.json"), "{}"),
                Files.write(folder.resolve("model.safetensors"), new FakeHub.Noise(LARGE, 5).readAllBytes()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theRepositoryIsMade_largeFilesGoToTheStorage_andAllComesBack() throws Exception {
        assertEquals("c".repeat(40), push(Optional.of("secret")));
        assertArrayEquals(
                Files.readAllBytes(files.get(1)), server.repository("me/model").bytes("model.safetensors"));
        assertEquals(1, server.asked("store", "PUT", ""));
        assertTrue(server.asked().stream()
                .filter(asked -> asked.where().equals("store"))
                .allMatch(asked -> asked.authorisation().isEmpty()));

        Path fetched = new Hub(server.settings(folder.resolve("cache")))
                .fetch(MODEL, HubKind.MODEL, Progress.NONE, Cancellation.NEVER);
        assertEquals(-1, Files.mismatch(files.get(1), fetched.resolve("model.safetensors")));
    }

    @Test
    void aSecondCommitNeedsNeitherANewRepositoryNorTheSameFileAgain() throws Exception {
        push(Optional.of("secret"));
        Files.writeString(files.get(0), "{\"changed\": true}");
        push(Optional.of("secret"));
        assertEquals(1, server.asked("store", "PUT", ""));
        assertEquals(
                "{\"changed\": true}",
                new String(
                        server.repository("me/model").bytes("config.json"), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void withoutATokenOrWithARevisionNothingIsSent() {
        assertThrows(BadInputException.class, () -> push(Optional.empty()));
        Hub hub = hub(Optional.of("secret"));
        assertThrows(BadInputException.class, () -> new HubUpload(hub, MODEL.at("1".repeat(40)), Cancellation.NEVER));
        assertEquals(List.of(), server.asked());
    }

    private String push(Optional<String> token) throws Exception {
        return new HubUpload(hub(token), MODEL, Cancellation.NEVER).push(files, false, "A model", Progress.NONE);
    }

    private Hub hub(Optional<String> token) {
        return new Hub(new HubSettings(server.address(), folder.resolve("cache"), false, token), Duration.ofMillis(10));
    }
}
