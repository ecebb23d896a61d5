package org.palimpsest.app.run;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.palimpsest.detect.Preparation;

/** How the user wants both dates made comparable; the words are those of {@link Preparation}. */
public final class PreparationForm {
    private final StringProperty grid = new SimpleStringProperty();
    private final StringProperty resampling = new SimpleStringProperty();
    private final StringProperty correction = new SimpleStringProperty();
    private final StringProperty radiometry = new SimpleStringProperty();

    private final BooleanProperty force = new SimpleBooleanProperty();

    PreparationForm() {
        set(Preparation.STANDARD);
    }

    public StringProperty gridProperty() {
        return grid;
    }

    public StringProperty resamplingProperty() {
        return resampling;
    }

    public StringProperty correctionProperty() {
        return correction;
    }

    public StringProperty radiometryProperty() {
        return radiometry;
    }

    /** Whether a network is to run even on pixels so unlike those it learned from that its answer is not to be trusted. */
    public BooleanProperty forceProperty() {
        return force;
    }

    /** Adds these fields to those of a form. */
    void addTo(FormFields fields) {
        fields.add("grid", grid, text -> text)
                .add("resampling", resampling, text -> text)
                .add("correction", correction, text -> text)
                .add("radiometry", radiometry, text -> text)
                .add("force", force, Boolean::parseBoolean);
    }

    /** Shows other settings. */
    public void set(Preparation preparation) {
        grid.set(preparation.grid());
        resampling.set(preparation.resampling());
        correction.set(preparation.correction());
        radiometry.set(preparation.radiometry());
    }

    /** The settings that are shown. */
    public Preparation preparation() {
        return new Preparation(grid.get(), resampling.get(), correction.get(), radiometry.get());
    }
}
