package org.palimpsest.project;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.detect.RunSpec;

/** Projects for tests, with one of everything that a project can hold. */
final class SampleProjects {
    private static final long REVIEWED = 4_000;

    private SampleProjects() {}

    /** A project whose rasters lie in {@code data} and whose run wrote to {@code results}. */
    static Project full(Path data, Path results) {
        LayerStyle colours = new LayerStyle.Bands(
                List.of(2, 1, 0),
                List.of(
                        new LayerStyle.Range(0.1, 3000.25),
                        new LayerStyle.Range(-5, 1e-12),
                        new LayerStyle.Range(0, 255)));
        LayerStyle grey = new LayerStyle.Bands(List.of(0), List.of(new LayerStyle.Range(12, 4095)));
        List<ProjectLayer> layers = List.of(
                new ProjectLayer(
                        "Changes – 变化",
                        results.resolve("polygons.geojson"),
                        ProjectLayer.Role.POLYGONS,
                        new LayerStyle.OneColour(0xFFE6007E),
                        1,
                        true,
                        Map.of(
                                7L, new ReviewMark(ReviewMark.Decision.REJECTED, "a cloud's \"shadow\""),
                                1L, new ReviewMark(ReviewMark.Decision.ACCEPTED, ""))),
                layer("Score", results.resolve("score.tif"), ProjectLayer.Role.SCORE, new LayerStyle.Score(0.625)),
                layer("After", data.resolve("after date.tif"), ProjectLayer.Role.AFTER, colours),
                layer("Before", data.resolve("before.tif"), ProjectLayer.Role.BEFORE, grey));
        RunSpec spec = RunSpec.of(
                data.resolve("before.tif").toString(),
                data.resolve("after date.tif").toString(),
                "cva",
                results);
        ProjectRun run = new ProjectRun(
                "Change vector analysis",
                spec,
                ProjectRun.State.DONE,
                "One warning.",
                "",
                List.of(new ProjectRun.Product("score", results.resolve("score.tif"))));
        return new Project(
                layers,
                Optional.of(new ProjectView(500312.5, 4999120, 10 / 3.0, Optional.of("EPSG:32633"), "swipe")),
                List.of(run),
                new ProjectForm(
                        Map.of("resampling", "cubic", "threshold", "otsu"),
                        Map.of("cva", Map.of("standardise", "none"))));
    }

    /** A project that tells the edits apart. */
    static Project edited(Path data, long edit) {
        return new Project(
                List.of(layer(
                        "edit " + edit,
                        data.resolve("before.tif"),
                        ProjectLayer.Role.BEFORE,
                        new LayerStyle.Score(edit))),
                Optional.empty(),
                List.of(),
                ProjectForm.STANDARD);
    }

    /** The same with so many reviewed polygons that writing it takes a while, so that a kill may come in the middle of it. */
    static Project large(Path data, long edit) {
        Map<Long, ReviewMark> review = new HashMap<>();
        for (long id = 0; id < REVIEWED; id++) {
            review.put(id, new ReviewMark(ReviewMark.Decision.ACCEPTED, "edit " + edit));
        }
        ProjectLayer polygons = new ProjectLayer(
                "Changes",
                data.resolve("changes.geojson"),
                ProjectLayer.Role.POLYGONS,
                new LayerStyle.OneColour(-1),
                1,
                true,
                review);
        return new Project(
                List.of(edited(data, edit).layers().get(0), polygons),
                Optional.empty(),
                List.of(),
                ProjectForm.STANDARD);
    }

    /** The edit that {@link #edited} wrote. */
    static long editOf(Project project) {
        return Long.parseLong(project.layers().get(0).name().substring("edit ".length()));
    }

    private static ProjectLayer layer(String name, Path file, ProjectLayer.Role role, LayerStyle style) {
        return new ProjectLayer(name, file, role, style, 0.55, false, Map.of());
    }
}
