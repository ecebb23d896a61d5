package org.palimpsest.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.detect.RunSpec;

/** Every path of a run is relative to the project that holds it. */
class ProjectPathsTest {
    @TempDir
    Path folder;

    @Test
    void masksAndAreasAreRelativeToo_theirClausesAndWrittenAreasStay() throws Exception {
        Path here = folder.resolve("project");
        RunSpec spec = RunSpec.of(
                here.resolve("data/before.tif").toString(),
                here.resolve("data/after.tif").toString(),
                "cva",
                here.resolve("run"));
        spec = spec.withInputs(
                        spec.before().withMask(Optional.of(here.resolve("scl.tif") + ":values=3,8-11:dilate=60m")),
                        spec.after())
                .withRegion(RunSpec.Region.OVERLAP
                        .withArea(Optional.of(here.resolve("area.gpkg") + "|layername=town"))
                        .withExclude(List.of(here.resolve("water.geojson").toString(), "POLYGON((0 0,1 0,1 1,0 0))")));
        ProjectPaths paths = new ProjectPaths(here, Optional.empty());
        RunSpec stored = paths.stored(spec);
        assertEquals("data/before.tif", stored.before().path());
        assertEquals(
                Optional.of("scl.tif:values=3,8-11:dilate=60m"), stored.before().mask());
        assertEquals(Optional.of("area.gpkg|layername=town"), stored.region().area());
        assertEquals(
                List.of("water.geojson", "POLYGON((0 0,1 0,1 1,0 0))"),
                stored.region().exclude());
        assertFalse(stored.after().mask().isPresent());
        assertEquals(spec, paths.restored(stored));
    }
}
