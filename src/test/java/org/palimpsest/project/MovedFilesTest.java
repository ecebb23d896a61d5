package org.palimpsest.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedFilesTest {
    @TempDir
    Path folder;

    @Test
    void movedFolder_isNamedByOneFile_andTheOthersAreFoundBesideIt() throws Exception {
        Project project = SampleProjects.full(folder.resolve("disk/data"), folder.resolve("disk/results/run"));
        for (String file : List.of("data/before.tif", "data/after date.tif", "results/run/score.tif")) {
            Path place = folder.resolve("archive/2026/disk").resolve(file);
            Files.createDirectories(place.getParent());
            Files.writeString(place, "");
        }
        assertEquals(4, MovedFiles.missing(project).size());
        Path score = folder.resolve("disk/results/run/score.tif");
        Path newScore = folder.resolve("archive/2026/disk/results/run/score.tif");
        Map<Path, Path> others = MovedFiles.others(MovedFiles.missing(project), Map.of(score, newScore));
        assertEquals(
                Map.of(
                        folder.resolve("disk/data/before.tif"), folder.resolve("archive/2026/disk/data/before.tif"),
                        folder.resolve("disk/data/after date.tif"),
                                folder.resolve("archive/2026/disk/data/after date.tif")),
                others);
        Project found = MovedFiles.moved(project, others);
        assertEquals(
                folder.resolve("archive/2026/disk/data/before.tif"),
                found.layers().get(3).source());
        assertEquals(
                folder.resolve("archive/2026/disk/data/before.tif").toString(),
                found.runs().get(0).spec().before().path());
        Project withRun = MovedFiles.moved(project, Map.of(score, newScore));
        assertEquals(newScore.getParent(), withRun.runs().get(0).spec().output().directory());
        assertEquals(newScore, withRun.runs().get(0).products().get(0).file());
        assertEquals(project.layers().get(0), found.layers().get(0), "what is not found stays in the project as it is");
    }

    @Test
    void filesOfSeveralFolders_areFoundByNameInOne_unlessTwoShareAName() throws Exception {
        Path flat = Files.createDirectories(folder.resolve("flat"));
        for (String name : List.of("before.tif", "after.tif", "mask.tif")) {
            Files.writeString(flat.resolve(name), "");
        }
        Path before = folder.resolve("a/before.tif");
        Path after = folder.resolve("b/after.tif");
        List<Path> missing = List.of(before, after, folder.resolve("run1/mask.tif"), folder.resolve("run2/mask.tif"));
        assertEquals(
                Map.of(after, flat.resolve("after.tif")),
                MovedFiles.others(missing, Map.of(before, flat.resolve("before.tif"))));
    }
}
