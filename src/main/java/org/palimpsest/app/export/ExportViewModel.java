package org.palimpsest.app.export;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.BadInputException;
import org.palimpsest.project.ReviewMark;
import org.palimpsest.project.RunExport;
import org.palimpsest.vector.PolygonFormat;

/** What is to be exported of a finished run, and to where; the files are written away from the window's thread. */
public final class ExportViewModel {
    private final RunExport export;
    private final Map<Long, ReviewMark> marks;
    private final Background background;
    private final BooleanProperty mask = new SimpleBooleanProperty(true);
    private final BooleanProperty score = new SimpleBooleanProperty(true);
    private final BooleanProperty rejected = new SimpleBooleanProperty();
    private final BooleanProperty qgis = new SimpleBooleanProperty(true);
    private final Map<PolygonFormat, BooleanProperty> formats = new EnumMap<>(PolygonFormat.class);
    private final StringProperty folder = new SimpleStringProperty();
    private final ReadOnlyBooleanWrapper writing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /**
     * @param run folder of a finished run
     * @param marks what was decided and noted about its polygons, by their ids
     * @param parent where the new folder is proposed
     */
    public ExportViewModel(Path run, Map<Long, ReviewMark> marks, Path parent, Background background) {
        this.export = new RunExport(run);
        this.marks = Map.copyOf(marks);
        this.background = background;
        Set<PolygonFormat> written = export.everything().formats();
        for (PolygonFormat format : export.formats()) {
            formats.put(format, new SimpleBooleanProperty(written.contains(format)));
        }
        folder.set(free(parent, run.getFileName() + "-export").toString());
    }

    public BooleanProperty maskProperty() {
        return mask;
    }

    public BooleanProperty scoreProperty() {
        return score;
    }

    /** Whether polygons that were rejected are written too. */
    public BooleanProperty rejectedProperty() {
        return rejected;
    }

    /** Whether a project for QGIS is made. */
    public BooleanProperty qgisProperty() {
        return qgis;
    }

    /** Whether polygons are written, by format; only formats that can be written. */
    public Map<PolygonFormat, BooleanProperty> formats() {
        return formats;
    }

    /** The folder to write to, which need not exist. */
    public StringProperty folderProperty() {
        return folder;
    }

    /** How many polygons were rejected. */
    public long rejectedCount() {
        return marks.values().stream()
                .filter(mark -> mark.decision() == ReviewMark.Decision.REJECTED)
                .count();
    }

    /** Whether files are being written. */
    public ReadOnlyBooleanProperty writingProperty() {
        return writing.getReadOnlyProperty();
    }

    /** Why nothing could be written; empty while nothing is wrong. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Writes it all, and reports the folder and the number of files; a failure is said in {@link #problemProperty()}. */
    public void write(java.util.function.BiConsumer<Path, Integer> done) {
        RunExport.Choice choice = choice();
        Path target;
        try {
            target = Path.of(folder.get().trim()).toAbsolutePath();
        } catch (InvalidPathException e) {
            problem.set(Text.of("export.noFolder", folder.get()));
            return;
        }
        writing.set(true);
        problem.set("");
        background.run(
                () -> export.write(target, choice, marks),
                files -> {
                    writing.set(false);
                    done.accept(target, files);
                },
                e -> {
                    writing.set(false);
                    problem.set(
                            e instanceof BadInputException
                                    ? NoticeText.of(e)
                                    : Text.of("message.fault", e.getClass().getSimpleName()));
                });
    }

    private RunExport.Choice choice() {
        Set<String> rasters = new HashSet<>();
        if (mask.get()) {
            rasters.add("mask");
        }
        if (score.get()) {
            rasters.add("score");
        }
        Set<PolygonFormat> wanted = EnumSet.noneOf(PolygonFormat.class);
        formats.forEach((format, on) -> {
            if (on.get()) {
                wanted.add(format);
            }
        });
        return new RunExport.Choice(rasters, wanted, rejected.get(), qgis.get());
    }

    private static Path free(Path parent, String name) {
        Path candidate = parent.resolve(name);
        for (int number = 2; Files.exists(candidate); number++) {
            candidate = parent.resolve(name + "-" + number);
        }
        return candidate;
    }
}
