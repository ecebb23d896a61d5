package org.palimpsest.app.run;

import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.quality.QualityMask;

/** What the user says about one date of a pair besides its file. Each property is the empty text where nothing is said. */
public final class InputForm {
    private final StringProperty date = new SimpleStringProperty("");
    private final StringProperty mask = new SimpleStringProperty("");
    private final StringProperty unit = new SimpleStringProperty("");

    /** When it was taken, ISO 8601. */
    public StringProperty dateProperty() {
        return date;
    }

    /** The quality mask, as {@link RunSpec.Input#mask}. */
    public StringProperty maskProperty() {
        return mask;
    }

    /** What the samples are, as {@link RunSpec.Input#unit}. */
    public StringProperty unitProperty() {
        return unit;
    }

    /** Adds the fields of this date to those of a form. */
    void addTo(FormFields fields, String prefix) {
        fields.add(prefix + "date", date, text -> text)
                .add(prefix + "mask", mask, text -> text)
                .add(prefix + "unit", unit, text -> text);
    }

    /**
     * This date of a run document, read from a file.
     *
     * @throws BadInputException when what is said of the mask is wrong
     */
    RunSpec.Input input(String path) throws BadInputException {
        if (text(mask).isPresent()) {
            QualityMask.parse(text(mask).get());
        }
        return RunSpec.Input.of(path).withDate(text(date)).withMask(text(mask)).withUnit(text(unit));
    }

    private static Optional<String> text(StringProperty property) {
        return Optional.of(property.get().trim()).filter(value -> !value.isEmpty());
    }
}
