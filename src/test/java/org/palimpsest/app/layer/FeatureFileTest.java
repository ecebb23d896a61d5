package org.palimpsest.app.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.GdalTools;
import org.palimpsest.SharedData;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;

class FeatureFileTest {
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
        List<Feature> features = FeatureFile.read(file).features();
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
        BadInputException e = assertThrows(
                BadInputException.class, () -> FeatureFile.read(file).features());
        assertTrue(e.getMessage().contains("broken.geojson"), e.getMessage());
    }

    @Test
    void read_ofRealFootprints_findsEachOfThem() throws Exception {
        Path file = SharedData.get("data/georeferenced/joplin-tornado/joplin.geojson");
        Features features = new Features(FeatureFile.read(file).features());
        assertEquals(2823, features.all().size());
        assertTrue(features.at(-94.4808, 37.0728).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpkg", "shp"})
    void read_ofGisFormats_keepsSystemIdsAndHoles(String ending) throws Exception {
        Path json = folder.resolve("changes.geojson");
        Files.writeString(
                json,
                """
                {"type":"FeatureCollection","features":[
                {"type":"Feature","properties":{"id":7,"status":"open"},"geometry":{"type":"Polygon",
                "coordinates":[[[15,47],[15.1,47],[15.1,47.1],[15,47.1],[15,47]],
                [[15.04,47.04],[15.04,47.06],[15.06,47.06],[15.06,47.04],[15.04,47.04]]]}}]}
                """);
        Path file = folder.resolve("changes." + ending);
        GdalTools.run("ogr2ogr", "-t_srs", "EPSG:32633", file, json);
        FeatureFile read = FeatureFile.read(file);
        Feature feature = read.features().get(0);
        assertEquals(7, feature.id());
        assertEquals("open", feature.text("status"));
        PolygonLayer layer = new PolygonLayer("changes", file, read.features(), read.crs());
        layer.place(Optional.of(Crs.longitudeLatitude())).run();
        assertTrue(layer.features().at(15.02, 47.02).isPresent());
        assertFalse(layer.features().at(15.05, 47.05).isPresent());
    }
}
