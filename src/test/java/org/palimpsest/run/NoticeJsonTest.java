package org.palimpsest.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.JsonFields;
import org.palimpsest.base.Notice;

class NoticeJsonTest {
    private static final Notice CODED = Notice.of("place.none", "Both have {0} pixels.", "3 x 4");

    private static RunEvent back(String line) throws Exception {
        return RunEventJson.read(JsonFields.parse("worker", line));
    }

    @Test
    void codeAndValues_arriveBesideTheSentence() throws Exception {
        RunEvent warning = new RunEvent.Warning(CODED);
        assertEquals(
                "{\"event\":\"warning\",\"message\":\"Both have 3 x 4 pixels.\",\"code\":\"place.none\",\"values\":[\"3 x 4\"]}",
                RunEventJson.toLine(warning));
        assertEquals(warning, back(RunEventJson.toLine(warning)));
        RunEvent done = new RunEvent.Finished(new Outcome.Done(
                List.of(Path.of("mask.tif")),
                List.of(
                        CODED,
                        CODED.about("a.tif"),
                        Notice.plain("A library says so.").about("b.tif"))));
        assertEquals(done, back(RunEventJson.toLine(done)));
        RunEvent failed = new RunEvent.Finished(new Outcome.Failed(CODED, Notice.plain(""), false));
        assertEquals(failed, back(RunEventJson.toLine(failed)));
    }

    @Test
    void freeText_hasNoCode() {
        JsonObject json = new JsonObject();
        NoticeJson.add(json, Notice.plain("A library says so."));
        assertFalse(json.has("code"));
        assertFalse(json.has("values"));
    }

    @Test
    void sentencesAlone_ofOlderVersions_areFreeText() throws Exception {
        assertEquals(
                new RunEvent.Finished(new Outcome.Done(List.of(), List.of(Notice.plain("Beware.")))),
                back("{\"event\":\"finished\",\"outcome\":\"done\",\"products\":[],\"warnings\":[\"Beware.\"]}"));
        assertEquals(
                new RunEvent.Finished(new Outcome.Failed(Notice.plain("It broke."), Notice.plain("Mend it."), true)),
                back(
                        "{\"event\":\"finished\",\"outcome\":\"failed\",\"whatHappened\":\"It broke.\",\"whatToDo\":\"Mend it.\"}"));
    }
}
