package org.palimpsest.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.base.BadInputException;
import org.palimpsest.vector.AreaLimit;

class RunSpecJsonTest {
    private static final String SMALLEST =
            """
            {"before": {"path": "a.tif"}, "after": {"path": "b.tif"}, "detector": "cva", "output": {"directory": "out"}}
            """;

    private static final RunSpec FULL = new RunSpec(
            new RunSpec.Input(
                    "a b.tif",
                    List.of(4, 3, 2),
                    Optional.of("2020-05-01"),
                    Optional.of("qa.tif:values=3"),
                    Optional.of("reflectance")),
            RunSpec.Input.of("ä.tif"),
            new RunSpec.Region(
                    Optional.of("SRID=32633;POLYGON((0 0, 1 0, 1 1, 0 0))"),
                    List.of("lakes.geojson", "clouds.gpkg|layername=june"),
                    true),
            new Preparation("EPSG:32633@10m", "cubic", "affine", "histogram"),
            new RunSpec.Detection(
                    "log-ratio",
                    Map.of("sigma", "2.0", "alpha", "1"),
                    Optional.of(Path.of("weights.safetensors")),
                    Optional.of("chi2:0.99"),
                    "separate",
                    true),
            new RunSpec.CleanUp(new AreaLimit(100, true), new AreaLimit(7, true)),
            Optional.of(new RunSpec.Reference(Path.of("truth.tif"), Optional.of(255.0))),
            new RunSpec.Resources("gpu:1", 1L << 30, 3, OptionalInt.of(4)),
            new RunSpec.Output(Path.of("out"), List.of("gpkg"), true));

    /** As version 0.1 wrote it. */
    private static final String EARLIER =
            """
            {"before": {"path": "a.tif", "bands": [], "date": "2020"}, "after": {"path": "b.tif", "bands": [2]},
             "detector": "cva", "parameters": {}, "cleanUp": {"minimumArea": "50px", "fillHoles": 0},
             "area": "lakes.wkt", "resampling": "cubic",
             "resources": {"device": "cpu", "memoryBytes": 2147483648, "threads": 2},
             "output": {"directory": "out", "formats": ["gpkg"], "overwrite": false}}
            """;

    @Test
    void everyKey_survivesWritingAndReading() throws Exception {
        assertEquals(FULL, RunSpecJson.parse("test", RunSpecJson.toText(FULL)));
    }

    @Test
    void equalDocuments_areEqualTexts_whateverTheOrderOfParameters() {
        RunSpec other = FULL.withDetection(FULL.detection().withParameters(Map.of("alpha", "1", "sigma", "2.0")));
        assertEquals(RunSpecJson.toText(FULL), RunSpecJson.toText(other));
    }

    @Test
    void leftOutKeys_haveTheDocumentedDefaults() throws Exception {
        assertEquals(RunSpec.of("a.tif", "b.tif", "cva", Path.of("out")), RunSpecJson.parse("test", SMALLEST));
    }

    @Test
    void aDocumentOfAnEarlierVersion_isRead_andWrittenWithTheSameKeys() throws Exception {
        RunSpec spec = RunSpecJson.parse("test", EARLIER);
        assertEquals(Optional.of("lakes.wkt"), spec.region().area());
        assertEquals(Preparation.STANDARD.withResampling("cubic"), spec.preparation());
        assertEquals(JsonParser.parseString(EARLIER), RunSpecJson.toJson(spec));
    }

    @Test
    void holesInPixels_areANumber() throws Exception {
        RunSpec spec = RunSpecJson.parse("test", EARLIER.replace("\"fillHoles\": 0", "\"fillHoles\": 5"));
        assertEquals(new AreaLimit(5, false), spec.cleanUp().fillHoles());
        assertTrue(RunSpecJson.toText(spec).contains("\"fillHoles\": 5"));
    }

    @Test
    void documentInsideARecord_isRead() throws Exception {
        assertEquals(
                RunSpecJson.parse("test", SMALLEST),
                RunSpecJson.parse("test", "{\"other\": 1, \"run\":" + SMALLEST + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"detector\"           | \"detektor\"                   | \"detector\" is missing",
                "\"detector\"           | \"x\": 1, \"detector\"         | \"x\" is not known",
                "{\"path\": \"b.tif\"}  | {\"path\": \"b.tif\", \"q\":1} | \"after.q\" is not known",
                "\"a.tif\"              | 7                              | \"before.path\" must be text",
                "{\"path\": \"a.tif\"}  | \"a.tif\"                      | \"before\" must be an object",
                "\"out\"                | \"out\", \"formats\":[\"kml\"] | one of shp, gpkg, geojson, fgb, but was"
                        + " \"kml\"",
                "\"b.tif\"              | \"b.tif\", \"bands\": [0]      | numbered from 1, but one was 0",
                "\"cva\"                | \"cva\", \"resampling\":\"no\" | but was \"no\"",
                "\"cva\"                | \"cva\", \"correction\":\"x\" | one of none, translation, affine, local",
                "\"cva\"                | \"cva\" \"x\"                  | not valid JSON",
            })
    void mistakes_areNamed(String found, String replacement, String message) {
        BadInputException e = assertThrows(
                BadInputException.class, () -> RunSpecJson.parse("run.json", SMALLEST.replace(found, replacement)));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().startsWith("run.json"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"50px,50px", "100m2,100m2", "0.5 m2,0.5m2", "7PX,7px"})
    void minimumArea_isReadAndWritten(String text, String written) throws Exception {
        assertEquals(written, AreaLimit.parse(text).text());
    }

    @ParameterizedTest
    @CsvSource({"50", "m2", "-1px", "50km2", "NaNpx"})
    void minimumAreaWithoutUnitOrNumber_isRefused(String text) {
        assertThrows(BadInputException.class, () -> AreaLimit.parse(text));
    }

    @Test
    void aNumberAlone_isPixelsOfAHole() throws Exception {
        assertEquals(new AreaLimit(12, false), AreaLimit.parseOrPixels("12"));
        assertEquals(new AreaLimit(400, true), AreaLimit.parseOrPixels("400m2"));
        assertThrows(BadInputException.class, () -> AreaLimit.parseOrPixels("-12"));
    }
}
