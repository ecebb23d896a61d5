package org.palimpsest.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.label.LabelClass;
import org.palimpsest.label.LabelMap;
import org.palimpsest.label.Stroke;
import org.palimpsest.raster.Grid;

class LabelFolderTest {
    @TempDir
    Path folder;

    private ProjectStore store;

    @BeforeEach
    void newStore() {
        store = new ProjectStore(folder.resolve("mine.palimpsest"), Clock.systemUTC());
    }

    private static Project with(int dabs) {
        LabelMap map = LabelMap.blank(Grid.ofPixels(5000, 5000));
        for (int i = 0; i < dabs; i++) {
            map = map.paint(new Stroke(300 * i, 50, 300 * i, 50, 9), LabelClass.CHANGED)
                    .apply(map);
        }
        return Project.EMPTY.withLabels(
                map.isEmpty() ? Optional.empty() : Optional.of(new ProjectLabels(map, 0.4, false)));
    }

    private List<String> files() throws Exception {
        if (!Files.exists(store.labelFolder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(store.labelFolder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void labelsComeBackAsTheyWereSaved() throws Exception {
        store.save(with(3));
        ProjectStore.Opened opened = new ProjectStore(store.file(), Clock.systemUTC()).openAsSaved();
        assertEquals(with(3), opened.project());
        assertEquals(List.of(), opened.warnings());
    }

    @Test
    void whatWasKeptByItselfComesBackAfterACrash() throws Exception {
        store.save(with(1));
        store.autosave(with(2));
        // The process ends here: a new one finds the files as they lie.
        ProjectStore.Opened opened = new ProjectStore(store.file(), Clock.systemUTC()).open();
        assertEquals(with(2), opened.project());
        assertTrue(opened.recovery() instanceof Recovery.FromAutosave);
    }

    @Test
    void anOlderGenerationFindsItsOwnLabels() throws Exception {
        store.save(with(1));
        store.save(with(2));
        Files.writeString(store.file(), "{");
        ProjectStore.Opened opened = new ProjectStore(store.file(), Clock.systemUTC()).open();
        assertEquals(with(1), opened.project());
    }

    @Test
    void labelsThatNoFileOfTheProjectNamesAreDeleted_unchangedOnesAreWrittenOnce() throws Exception {
        for (int save = 1; save <= 7; save++) {
            store.save(with(save));
        }
        assertEquals(4, files().size(), "The project and three generations: " + files());
        for (int save = 1; save <= 4; save++) {
            store.save(with(7));
        }
        assertEquals(1, files().size(), files().toString());
        for (int save = 1; save <= 4; save++) {
            store.save(with(0));
        }
        assertFalse(Files.exists(store.labelFolder()));
    }

    @Test
    void aFileOfLabelsThatIsGoneIsSaid_andTheRestOpens() throws Exception {
        store.save(with(2));
        Files.delete(store.labelFolder().resolve(files().get(0)));
        ProjectStore.Opened opened = new ProjectStore(store.file(), Clock.systemUTC()).openAsSaved();
        assertTrue(opened.project().labels().isEmpty());
        assertTrue(
                opened.warnings().get(0).startsWith("The labels were left out: "),
                opened.warnings().toString());
    }

    @Test
    void aProjectThatMovedWithItsFolderFindsItsLabels() throws Exception {
        store.save(with(2));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.move(store.file(), elsewhere.resolve("mine.palimpsest"));
        Files.move(store.labelFolder(), elsewhere.resolve("mine.labels"));
        ProjectStore moved = new ProjectStore(elsewhere.resolve("mine.palimpsest"), Clock.systemUTC());
        assertEquals(with(2), moved.openAsSaved().project());
    }

    @Test
    void anUnsavedProjectOfAProcessThatEndedTakesItsLabelsAlong() throws Exception {
        UnsavedProjects unsaved = new UnsavedProjects(folder, Clock.systemUTC());
        ProjectStore orphan = new ProjectStore(folder.resolve("unsaved-999999999.palimpsest"), Clock.systemUTC());
        orphan.autosave(with(2));
        assertEquals(with(2), unsaved.adopt(unsaved.orphan().orElseThrow()).project());
        assertFalse(Files.exists(orphan.labelFolder()));
        assertEquals(with(2), unsaved.mine().open().project());
    }
}
