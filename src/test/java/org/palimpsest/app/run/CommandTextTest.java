package org.palimpsest.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Preparation;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.vector.AreaLimit;

class CommandTextTest {
    private static RunSpec spec(RunFormViewModel form) throws BadInputException {
        return form.spec(
                Path.of("/data/a.tif"), Path.of("/data/b.tif"), "cva", Map.of(), Optional.empty(), Path.of("/out"));
    }

    @Test
    void cleanUp_isInTheCommand_withItsUnits() throws Exception {
        RunFormViewModel form = new RunFormViewModel();
        assertTrue(!CommandText.of(spec(form)).contains("--fill-holes"));
        form.minimumAreaProperty().set("100");
        form.minimumAreaUnitProperty().set("m2");
        form.fillHolesProperty().set("4");
        assertTrue(CommandText.of(spec(form)).contains("--min-area 100m2 --fill-holes 4px"));
        form.fillHolesProperty().set(" 400 ");
        form.fillHolesUnitProperty().set("m2");
        assertEquals(new AreaLimit(400, true), spec(form).cleanUp().fillHoles());
        assertTrue(CommandText.of(spec(form)).contains("--min-area 100m2 --fill-holes 400m2"));
        form.fillHolesProperty().set("many");
        assertThrows(BadInputException.class, () -> spec(form));
    }

    @Test
    void whatMustNotCount_unitsAndRadiometry_areInTheDocumentAndTheCommand() throws Exception {
        RunFormViewModel form = new RunFormViewModel();
        form.before().maskProperty().set("/data/scl a.tif:values=3,8-11:dilate=60m");
        form.after().maskProperty().set("C:\\qa.tif:bits=1");
        form.excludeProperty().set(" /data/lakes.shp; SRID=32633;POLYGON((0 0, 1 0, 1 1, 0 0)) ; ");
        form.before().unitProperty().set("reflectance:scale=0.0001,offset=-0.1");
        form.after().unitProperty().set("reflectance:scale=0.0001");
        form.preparation().radiometryProperty().set("histogram");
        RunSpec spec = spec(form);
        assertEquals(
                List.of("/data/lakes.shp", "SRID=32633;POLYGON((0 0, 1 0, 1 1, 0 0))"),
                spec.region().exclude());
        assertEquals("histogram", spec.preparation().radiometry());
        String command = CommandText.of(spec);
        for (String part : List.of(
                "--mask-before '/data/scl a.tif:values=3,8-11:dilate=60m'",
                "--mask-after 'C:\\qa.tif:bits=1'",
                "--exclude /data/lakes.shp --exclude 'SRID=32633;POLYGON((0 0, 1 0, 1 1, 0 0))'",
                "--units-before reflectance:scale=0.0001,offset=-0.1",
                "--units-after reflectance:scale=0.0001",
                "--radiometry histogram")) {
            assertTrue(command.contains(part), part + " in " + command);
        }
    }

    @Test
    void aWrongMaskOrUnit_isSaidBeforeTheRunBegins() {
        RunFormViewModel form = new RunFormViewModel();
        form.before().maskProperty().set("scl.tif:values=x");
        assertThrows(BadInputException.class, () -> spec(form));
        form.before().maskProperty().set("");
        form.before().unitProperty().set("db");
        assertThrows(BadInputException.class, () -> spec(form));
    }

    @Test
    void preparation_isPartOfTheCommand_onlyWhereItIsNotTheUsual() {
        RunSpec usual = RunSpec.of("a b.tif", "after.tif", "cva", Path.of("out"));
        assertEquals(
                "palimpsest detect 'a b.tif' after.tif -d cva -o out --formats shp,gpkg,geojson,fgb",
                CommandText.of(usual));
        Preparation preparation = Preparation.STANDARD.withResampling("cubic").withCorrection("local");
        String command = CommandText.of(usual.withPreparation(preparation));
        assertTrue(command.contains(" --resample cubic --correction local "), command);
    }
}
