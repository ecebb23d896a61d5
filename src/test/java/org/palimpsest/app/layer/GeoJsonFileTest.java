package org.palimpsest.app.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;

class GeoJsonFileTest {
    @TempDir
    Path folder;

    @Test
    void read_keepsHolesAndAttributes() throws Exception {
        Path file = folder.resolve("changes.geojson");
        Files.writeString(
                file,
                """
                {"type":"FeatureCollection","features":[
                {"type":"Feature","properties":{"id":7,"status":"open","score_mean":0.5},"geometry":{"type":"Polygon",
                "coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[4,4],[6,4],[6,6],[4,6],[4,4]]]}},
                {"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[1,1]}}]}
                """);
        List<Feature> features = GeoJsonFile.read(file);
        assertEquals(1, features.size());
        Feature feature = features.get(0);
        assertEquals(7, feature.id());
        assertEquals(0.5, feature.number("score_mean"));
        assertEquals("open", feature.text("status"));
        assertTrue(feature.contains(1, 1));
        assertFalse(feature.contains(5, 5));
        assertFalse(feature.contains(11, 5));
    }

    @Test
    void read_saysWhichFileIsDamaged() throws Exception {
        Path file = folder.resolve("broken.geojson");
        Files.writeString(file, "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":");
        BadInputException e = assertThrows(BadInputException.class, () -> GeoJsonFile.read(file));
        assertTrue(e.getMessage().contains("broken.geojson"), e.getMessage());
    }

    @Test
    void read_ofRealFootprints_findsEachOfThem() throws Exception {
        Path file = SharedData.get("data/georeferenced/joplin-tornado/joplin.geojson");
        Features features = new Features(GeoJsonFile.read(file));
        assertEquals(2823, features.all().size());
        assertTrue(features.at(-94.4808, 37.0728).isPresent());
    }
}
