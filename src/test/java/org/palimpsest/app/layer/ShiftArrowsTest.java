package org.palimpsest.app.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;

class ShiftArrowsTest {
    @TempDir
    private Path folder;

    @Test
    void lines_becomeArrows_thatPointWhereTheyDid_andAreNoChangesToReview() throws Exception {
        Path file = Files.writeString(
                folder.resolve("shift.geojson"),
                """
                {"type":"FeatureCollection","name":"shift","features":[
                {"type":"Feature","properties":{"dx":3.0,"dy":0.5,"length":3.04,"left":0.1,"drawn":4},
                 "geometry":{"type":"LineString","coordinates":[[500,1000],[520,1000]]}},
                {"type":"Feature","properties":{"dx":0,"dy":0,"length":0,"left":0,"drawn":4},
                 "geometry":{"type":"LineString","coordinates":[[500,900],[500,900]]}}]}
                """);
        FeatureFile read = FeatureFile.read(file);
        assertEquals(1, read.features().size(), "a place that did not move has no arrow");
        Feature arrow = read.features().get(0);
        assertEquals(520, arrow.extent().maxX());
        assertEquals(500, arrow.extent().minX());
        assertTrue(arrow.contains(515, 1000));
        assertFalse(arrow.contains(515, 1003));
        assertTrue(arrow.contains(514, 1001.5), "the head is broader than the shaft");
        assertFalse(arrow.contains(505, 1001.5));
        assertEquals(3.04, arrow.number("length"));
        assertFalse(new PolygonLayer("arrows", file, read.features(), read.crs()).isReviewed());
    }

    @Test
    void anotherFileOfThatName_isRefusedInWords() throws Exception {
        Path file = Files.writeString(folder.resolve("shift.geojson"), "{\"features\": [{}]}");
        assertTrue(assertThrows(BadInputException.class, () -> FeatureFile.read(file))
                .getMessage()
                .endsWith("does not hold the arrows of a run's shift."));
    }
}
