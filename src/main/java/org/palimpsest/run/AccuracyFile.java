package org.palimpsest.run;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.palimpsest.assess.Accuracy;
import org.palimpsest.base.AtomicFile;

/** Writes {@code accuracy.json}; its keys are described in {@code docs/cli.md}. */
final class AccuracyFile {
    private AccuracyFile() {}

    /** @param unobserved pixels that the reference knows, but that were not observed */
    static void write(Path file, Accuracy accuracy, long unobserved) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("precision", accuracy.precision());
        json.addProperty("recall", accuracy.recall());
        json.addProperty("f1", accuracy.f1());
        json.addProperty("iou", accuracy.iou());
        json.addProperty("oa", accuracy.oa());
        json.addProperty("kappa", accuracy.kappa());
        json.addProperty("pixels", accuracy.pixels());
        json.addProperty("unobservedPixels", unobserved);
        json.addProperty("truePositives", accuracy.truePositives());
        json.addProperty("falsePositives", accuracy.falsePositives());
        json.addProperty("falseNegatives", accuracy.falseNegatives());
        json.addProperty("trueNegatives", accuracy.trueNegatives());
        String text = new GsonBuilder().setPrettyPrinting().create().toJson(json);
        AtomicFile.writeText(file, text + "\n");
    }
}
