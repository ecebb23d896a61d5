package org.palimpsest.app.pair;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.palimpsest.app.layer.RasterLayer;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;

/** Checks the pair whenever one of its dates changes; a newer pair ends the check of an older one. */
public final class PairViewModel {
    private final Background background;
    private final ObjectProperty<Optional<RasterLayer>> before;
    private final ObjectProperty<Optional<RasterLayer>> after;
    private final ReadOnlyObjectWrapper<Optional<PairCheck>> check = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper measuring = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private Cancellation.Flag running = new Cancellation.Flag();

    public PairViewModel(
            Background background,
            ObjectProperty<Optional<RasterLayer>> before,
            ObjectProperty<Optional<RasterLayer>> after) {
        this.background = background;
        this.before = before;
        this.after = after;
        before.addListener(change -> start());
        after.addListener(change -> start());
    }

    /** What was found; empty before both dates are open and while they are looked at. */
    public ReadOnlyObjectProperty<Optional<PairCheck>> checkProperty() {
        return check.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty measuringProperty() {
        return measuring.getReadOnlyProperty();
    }

    /** Why the pair cannot be analysed; empty while it can. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    private void start() {
        running.request();
        check.set(Optional.empty());
        problem.set("");
        boolean both = before.get().isPresent() && after.get().isPresent();
        measuring.set(both);
        if (!both) {
            return;
        }
        Cancellation.Flag mine = new Cancellation.Flag();
        running = mine;
        RasterLayer first = before.get().get();
        RasterLayer second = after.get().get();
        background.run(
                () -> PairCheck.of(first.source().raster(), second.source().raster(), mine),
                found -> {
                    if (!mine.requested()) {
                        measuring.set(false);
                        check.set(Optional.of(found));
                    }
                },
                e -> {
                    if (!mine.requested()) {
                        measuring.set(false);
                        problem.set(
                                e instanceof BadInputException || e instanceof CancelledException
                                        ? NoticeText.of(e)
                                        : Text.of("message.fault", e.getClass().getSimpleName()));
                    }
                });
    }
}
