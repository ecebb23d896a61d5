package org.palimpsest.app.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.app.text.Text;
import org.palimpsest.project.LayerStyle;
import org.palimpsest.project.MovedFiles;
import org.palimpsest.project.Project;
import org.palimpsest.project.ProjectForm;
import org.palimpsest.project.ProjectLayer;

/** The list of files that are gone from a project, without a window. */
class MissingFilesTest {
    @TempDir
    Path folder;

    private MissingFiles missing;

    @BeforeEach
    void project() {
        Text.use(Locale.ENGLISH);
        Project project = new Project(
                List.of(
                        layer("Mask", "disk/run/mask.tif", ProjectLayer.Role.MASK),
                        layer("After", "disk/after.tif", ProjectLayer.Role.AFTER),
                        layer("Before", "disk/before.tif", ProjectLayer.Role.BEFORE),
                        layer("Before in infrared", "disk/before.tif", ProjectLayer.Role.PICTURE)),
                Optional.empty(),
                List.of(),
                ProjectForm.STANDARD);
        missing = new MissingFiles(project, MovedFiles.missing(project), Runnable::run, Runnable::run);
    }

    @Test
    void eachFile_isListedOnce_withItsLayers() {
        assertEquals(3, missing.rows().size());
        assertEquals("Before, Before in infrared", missing.rows().get(2).layers());
        assertEquals(3, missing.left());
    }

    @Test
    void oneAnswer_findsTheOthersThatMovedAlong_andLeavesTheRest() throws Exception {
        Path before = write("archive/before.tif");
        write("archive/after.tif");
        missing.locate(missing.rows().get(2), before);
        assertEquals(
                Optional.of(folder.resolve("archive/after.tif")),
                missing.rows().get(1).place());
        assertEquals("Mask", missing.first().orElseThrow().layers());
        assertEquals(1, missing.left());
        assertEquals(
                "One more file was found around it.", missing.noteProperty().get());
        List<ProjectLayer> layers = missing.resolved().layers();
        assertEquals(folder.resolve("disk/run/mask.tif"), layers.get(0).source());
        assertEquals(before, layers.get(2).source());
        assertEquals(before, layers.get(3).source());
    }

    @Test
    void wrongAnswer_canBeReplaced() throws Exception {
        missing.locate(missing.rows().get(2), write("other/before.tif"));
        Path right = write("right/before.tif");
        missing.locate(missing.rows().get(2), right);
        assertEquals(right, missing.resolved().layers().get(2).source());
        assertTrue(missing.rows().get(1).place().isEmpty());
    }

    private Path write(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private ProjectLayer layer(String name, String file, ProjectLayer.Role role) {
        return new ProjectLayer(name, folder.resolve(file), role, new LayerStyle.Score(0.5), 1, true, Map.of());
    }
}
