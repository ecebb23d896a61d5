package org.palimpsest.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFolderTest {
    @Test
    void linux_followsXdg_whereSet() {
        UserFolder folder = UserFolder.of("Linux", "/home/ada", Map.of("XDG_STATE_HOME", "/var/ada"));
        assertEquals(Path.of("/var/ada/palimpsest"), folder.logs());
        assertEquals(Path.of("/home/ada/.config/palimpsest"), folder.settings());
        assertEquals(Path.of("/home/ada/.cache/palimpsest"), folder.cache());
    }

    @Test
    void linux_ignoresRelativeXdgFolders_asTheStandardAsks() {
        UserFolder folder = UserFolder.of("Linux", "/home/ada", Map.of("XDG_STATE_HOME", "state"));
        assertEquals(Path.of("/home/ada/.local/state/palimpsest"), folder.logs());
    }

    @Test
    void mac_usesTheLibraryFolder() {
        assertEquals(
                Path.of("/Users/ada/Library/Logs/Palimpsest"),
                UserFolder.of("Mac OS X", "/Users/ada", Map.of()).logs());
    }

    @Test
    void override_holdsEverything() {
        UserFolder folder = UserFolder.of("Linux", "/home/ada", Map.of("PALIMPSEST_USER_FOLDER", "/tmp/p"));
        assertEquals(Path.of("/tmp/p/log"), folder.logs());
        assertEquals(Path.of("/tmp/p/settings"), folder.settings());
        assertEquals(Path.of("/tmp/p/cache"), folder.cache());
    }
}
