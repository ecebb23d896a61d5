package org.palimpsest.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;
import org.palimpsest.base.Notice;

/**
 * Sentences for the user as JSON: each an object with {@code message} in English and, unless it is free text, {@code code} and
 * {@code values}, and {@code about} where the message begins with the name of what it is about.
 */
public final class NoticeJson {
    private NoticeJson() {}

    /** Adds the keys of a sentence to an object. */
    static void add(JsonObject json, Notice notice) {
        json.addProperty("message", notice.message());
        if (!notice.code().isEmpty()) {
            json.addProperty("code", notice.code());
            json.add("values", texts(notice.values()));
            if (!notice.about().isEmpty()) {
                json.addProperty("about", notice.about());
            }
        }
    }

    static JsonArray array(List<Notice> notices) {
        JsonArray array = new JsonArray();
        for (Notice notice : notices) {
            JsonObject json = new JsonObject();
            add(json, notice);
            array.add(json);
        }
        return array;
    }

    /** The English sentences alone. */
    public static JsonArray messages(List<Notice> notices) {
        return texts(notices.stream().map(Notice::message).toList());
    }

    static Notice read(JsonFields json) throws BadInputException {
        return new Notice(
                json.optionalText("code").orElse(""),
                json.optionalTexts("values").orElse(List.of()),
                json.optionalText("about").orElse(""),
                json.text("message"));
    }

    /**
     * The sentences of an object that has them under {@code notices}, or in English alone under another key, as older versions
     * wrote them.
     */
    static List<Notice> list(JsonFields json, String englishAlone) throws BadInputException {
        List<Notice> notices = new ArrayList<>();
        if (!json.has("notices")) {
            json.optionalTexts(englishAlone).orElse(List.of()).forEach(text -> notices.add(Notice.plain(text)));
            return notices;
        }
        for (JsonFields each : json.objects("notices")) {
            notices.add(read(each));
        }
        return notices;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
