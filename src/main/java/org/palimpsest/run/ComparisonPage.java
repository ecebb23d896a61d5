package org.palimpsest.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;
import org.palimpsest.base.Notice;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.RasterThumbnail;
import org.palimpsest.raster.Rasters;
import org.palimpsest.vector.ClassLegend;

/**
 * The page of a comparison: one HTML file with every picture inside, which can be mailed and opened anywhere.
 *
 * <p>It is XML as well as HTML, loads nothing and runs no script.
 */
final class ComparisonPage {
    private static final int LONGEST_SIDE = 720;
    /** Dark blue over green to yellow, rising evenly in lightness, as the score layer's style. */
    private static final int[] SCORE_RAMP = {0x440154, 0x414487, 0x2A788E, 0x22A884, 0x7AD151, 0xFDE725};

    private static final Notice TITLE = Notice.of("comparison.title", "Detectors compared");

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="%s">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>Palimpsest: %s</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { border-bottom: 1px solid #d0d7de; padding: .3rem .7rem; text-align: right; }
            th:first-child, td:first-child { text-align: left; }
            td.problem { text-align: left; color: #9a3412; }
            figure { margin: .6rem 0; display: inline-block; vertical-align: top; max-width: 100%%; }
            img { max-width: 100%%; height: auto; border: 1px solid #d0d7de; image-rendering: auto; }
            figcaption, .muted { color: #57606a; font-size: .9rem; }
            .key { display: inline-block; width: .9rem; height: .9rem; margin: 0 .3rem 0 .9rem; vertical-align: -.1rem; }
            </style>
            </head>
            <body>
            <h1>%s</h1>
            <p class="muted">%s<br/>%s</p>
            """;

    private final StringBuilder page = new StringBuilder();

    private final PageLanguage language;

    private ComparisonPage(PageLanguage language) {
        this.language = language;
    }

    /**
     * Writes the page.
     *
     * @param rows of the table, one for each run in {@code runs}
     * @param agreement of the runs that ended well
     */
    static void write(
            Path target, List<ComparedRun> runs, List<JsonObject> rows, AgreementMap agreement, PageLanguage language)
            throws BadInputException {
        ComparisonPage writer = new ComparisonPage(language);
        writer.head(agreement.runs().get(0));
        writer.table(runs, rows);
        writer.overlaps(agreement);
        writer.agreement(
                target.resolveSibling("agreement.tif"), agreement.runs().size());
        for (ComparedRun run : agreement.runs()) {
            writer.pictures(run);
        }
        writer.page.append("</body>\n</html>\n");
        try {
            AtomicFile.writeText(target, writer.page.toString());
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    private void head(ComparedRun run) throws BadInputException {
        JsonObject spec = run.record().getAsJsonObject("run");
        page.append(HEAD.formatted(
                language.tag(),
                say(TITLE),
                say(TITLE),
                say(Notice.of("comparison.before", "Before")) + ": "
                        + text(spec.getAsJsonObject("before").get("path").getAsString()),
                say(Notice.of("comparison.after", "After")) + ": "
                        + text(spec.getAsJsonObject("after").get("path").getAsString())));
    }

    private void table(List<ComparedRun> runs, List<JsonObject> rows) {
        boolean reference = rows.stream().anyMatch(row -> row.has("f1"));
        boolean metric = rows.stream().anyMatch(row -> row.has("changedSquareMetres"));
        page.append("<h2>")
                .append(say(Notice.of("comparison.numbers", "In numbers")))
                .append("</h2>\n<table>\n<thead><tr>");
        List<Notice> headings = ComparisonTable.headings(reference, metric);
        headings.forEach(heading -> cell("th", language.say(heading)));
        page.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < rows.size(); i++) {
            page.append("<tr>");
            if (runs.get(i).isDone()) {
                ComparisonTable.cells(rows.get(i), reference, metric).forEach(cell -> cell("td", cell));
            } else {
                cell("td", runs.get(i).detector());
                page.append("<td class=\"problem\" colspan=\"")
                        .append(headings.size() - 1)
                        .append("\">")
                        .append(text(runs.get(i).problem()))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n");
        if (reference) {
            muted(Notice.of("comparison.accuracy", "Accuracy is that of the class change against the reference."));
        }
    }

    private void overlaps(AgreementMap agreement) {
        List<ComparedRun> runs = agreement.runs();
        if (runs.size() < 2) {
            return;
        }
        page.append("<h2>")
                .append(say(Notice.of("comparison.overlap", "How far two detectors mark the same")))
                .append("</h2>\n<table>\n<thead><tr><th></th>");
        runs.forEach(run -> cell("th", run.detector()));
        page.append("</tr></thead>\n<tbody>\n");
        for (int a = 0; a < runs.size(); a++) {
            page.append("<tr>");
            cell("td", runs.get(a).detector());
            for (int b = 0; b < runs.size(); b++) {
                cell("td", String.format(Locale.ROOT, "%.2f", agreement.overlap(a, b)));
            }
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n");
        muted(Notice.of(
                "comparison.overlap.note",
                "Pixels that both mark over pixels that either marks: 1 is the same mask, 0 is nothing in common."));
    }

    private void agreement(Path file, int masks) throws BadInputException {
        page.append("<h2>")
                .append(say(Notice.of("comparison.agreement", "Agreement")))
                .append("</h2>\n");
        ClassLegend legend = AgreementMap.legend(masks);
        int[] colours =
                legend.classes().stream().mapToInt(ClassLegend.Entry::colour).toArray();
        try (Raster raster = Rasters.open(file.toString())) {
            figure(
                    RasterThumbnail.png(raster, LONGEST_SIDE, value -> colours[(int) value]),
                    Notice.of("comparison.agreement.map", "agreement.tif: how many detectors say change"));
        }
        String keys = legend.classes().stream()
                .map(entry -> String.format(
                        "<span class=\"key\" style=\"background:#%06x\"></span>%s",
                        entry.colour(),
                        entry.value() == 0
                                ? say(Notice.of("comparison.none", "no change"))
                                : entry.value() + " / " + masks))
                .collect(Collectors.joining());
        page.append("<p>").append(keys).append("</p>\n");
    }

    private void pictures(ComparedRun run) throws BadInputException {
        page.append("<h2>").append(text(run.detector())).append("</h2>\n");
        JsonFields record = JsonFields.of(run.folder().resolve("run.json").toString(), run.record());
        for (Notice warning : NoticeJson.list(record, "warnings")) {
            muted(warning);
        }
        try {
            figure(
                    Files.readAllBytes(run.preview()),
                    Notice.of("comparison.picture", "Change over the after raster; before and after beside it"));
        } catch (IOException e) {
            throw new BadInputException(run.preview() + " cannot be read. Run the detector again.", e);
        }
        try (Raster raster = Rasters.open(run.score().toString())) {
            figure(
                    RasterThumbnail.png(raster, LONGEST_SIDE, ComparisonPage::scoreColour),
                    Notice.of("comparison.score", "Score, from dark (0) to light (1)"));
        }
    }

    private void muted(Notice sentence) {
        page.append("<p class=\"muted\">").append(say(sentence)).append("</p>\n");
    }

    /** A text in the language of the page, ready to stand in it. */
    private String say(Notice words) {
        return text(language.say(words));
    }

    private static int scoreColour(float score) {
        double position = Math.min(1, Math.max(0, score)) * (SCORE_RAMP.length - 1);
        int step = Math.min(SCORE_RAMP.length - 2, (int) position);
        double share = position - step;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = SCORE_RAMP[step] >> shift & 0xFF;
            int to = SCORE_RAMP[step + 1] >> shift & 0xFF;
            rgb |= (int) Math.round(from + share * (to - from)) << shift;
        }
        return rgb;
    }

    private void figure(byte[] png, Notice caption) {
        page.append("<figure><img alt=\"")
                .append(say(caption))
                .append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png))
                .append("\"/><figcaption>")
                .append(say(caption))
                .append("</figcaption></figure>\n");
    }

    private void cell(String tag, String content) {
        page.append('<')
                .append(tag)
                .append('>')
                .append(text(content))
                .append("</")
                .append(tag)
                .append('>');
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
