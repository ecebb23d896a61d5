package org.palimpsest.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedFilesTest {
    @TempDir
    Path folder;

    @Test
    void movedFolder_isAskedForOnce_andTheOthersAreFoundBesideIt() throws Exception {
        Project project = SampleProjects.full(folder.resolve("disk/data"), folder.resolve("disk/results/run"));
        for (String file : List.of("data/before.tif", "data/after date.tif", "results/run/score.tif")) {
            Path place = folder.resolve("archive/2026/disk").resolve(file);
            Files.createDirectories(place.getParent());
            Files.writeString(place, "");
        }
        assertEquals(4, MovedFiles.missing(project).size());
        List<Path> asked = new ArrayList<>();
        Project found = MovedFiles.resolve(project, missing -> {
            asked.add(missing);
            return missing.endsWith("score.tif")
                    ? Optional.of(folder.resolve("archive/2026/disk/results/run/score.tif"))
                    : Optional.empty();
        });
        assertEquals(
                List.of("polygons.geojson", "score.tif"),
                asked.stream().map(path -> path.getFileName().toString()).toList());
        assertEquals(
                folder.resolve("archive/2026/disk/data/before.tif"),
                found.layers().get(3).source());
        assertEquals(project.layers().get(0), found.layers().get(0), "what is not found stays in the project as it is");
    }

    @Test
    void renamedFile_isUsed_withoutGuessingOthers() throws Exception {
        Project project = SampleProjects.edited(folder.resolve("data"), 1);
        Path renamed = Files.writeString(folder.resolve("renamed.tif"), "");
        Project found = MovedFiles.resolve(project, missing -> Optional.of(renamed));
        assertEquals(renamed, found.layers().get(0).source());
    }
}
