package org.palimpsest.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.base.BadInputException;

/** What a user writes to name a repository, and what decides which hub is asked. */
class HubReferenceTest {
    private static final Path CACHE = Path.of("cache");

    @Test
    void aReferenceHasOwnerNameAndPerhapsARevision() throws Exception {
        HubReference plain = HubReference.parse("hub:ericyu/MaskCD_SYSU_CD");
        assertEquals("ericyu/MaskCD_SYSU_CD", plain.id());
        assertEquals(Optional.empty(), plain.revision());
        assertEquals("hub:ericyu/MaskCD_SYSU_CD", plain.toString());

        HubReference tagged = HubReference.parse("hub:a/b.c-d@refs/pr/1");
        assertEquals(Optional.of("refs/pr/1"), tagged.revision());
        assertFalse(tagged.isPinned());
        assertTrue(tagged.at("0123456789".repeat(4)).isPinned());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hub:", "hub:a", "hub:a/b/c", "hub:../b", "hub:a/..", "hub:a/b@", "hub:a/b@x/../y", "hub:a b/c"})
    void anythingElseIsRefused(String text) {
        assertTrue(HubReference.isReference(text));
        assertThrows(BadInputException.class, () -> HubReference.parse(text));
    }

    @Test
    void theEnvironmentCountsBeforeTheSettings() throws Exception {
        Properties kept = new Properties();
        kept.setProperty("address", "https://kept.example/");
        kept.setProperty("offline", "true");
        HubSettings settings = HubSettings.of(kept, Map.of(), CACHE);
        assertEquals("https://kept.example", settings.address().toString());
        assertTrue(settings.offline());

        HubSettings other =
                HubSettings.of(kept, Map.of("PALIMPSEST_HUB", "http://here:8080", "PALIMPSEST_OFFLINE", "0"), CACHE);
        assertEquals("http://here:8080", other.address().toString());
        assertFalse(other.offline());
        assertEquals(
                HubSettings.PUBLIC,
                HubSettings.of(new Properties(), Map.of(), CACHE).address().toString());
        assertThrows(
                BadInputException.class,
                () -> HubSettings.of(new Properties(), Map.of("PALIMPSEST_HUB", "ftp://x"), CACHE));
    }

    @Test
    void theTokenOfTheHubsOwnProgramsIsNotSentToAnotherHub() throws Exception {
        Map<String, String> theirs = Map.of("HF_TOKEN", "t");
        assertEquals(
                Optional.of("t"),
                HubSettings.of(new Properties(), theirs, CACHE).token());
        assertEquals(
                Optional.empty(),
                HubSettings.of(
                                new Properties(),
                                Map.of("HF_TOKEN", "t", "PALIMPSEST_HUB", "https://other.example"),
                                CACHE)
                        .token());
    }
}
