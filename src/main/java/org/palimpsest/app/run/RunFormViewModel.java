package org.palimpsest.app.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.GridChoice;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.raster.unit.CommonUnit;
import org.palimpsest.vector.AreaLimit;

/** What the user sets for a run besides the detector's own parameters, and how it becomes a run document. */
public final class RunFormViewModel {
    /** Where a run looks. */
    public enum Area {
        /** All that both dates cover. */
        OVERLAP,
        /** What the map shows when the run is started. */
        VIEW,
        /** A polygon that the user drew in the map. */
        DRAWN
    }

    /** Stands for the detector's own threshold. */
    public static final String AUTOMATIC = "auto";

    /** Stands for a number that the user gives. */
    public static final String VALUE = "value";

    /** A semicolon, unless it is the one of "SRID=n;", which belongs to the text behind it. */
    private static final String BETWEEN_AREAS = "(?<!SRID=\\d{1,9});";

    private final InputForm before = new InputForm();
    private final InputForm after = new InputForm();
    private final PreparationForm preparation = new PreparationForm();
    private final StringProperty thresholdRule = new SimpleStringProperty(AUTOMATIC);
    private final StringProperty thresholdValue = new SimpleStringProperty("0.5");
    private final StringProperty direction = new SimpleStringProperty(RunSpec.Detection.BOTH);
    private final StringProperty minimumArea = new SimpleStringProperty("0");
    private final StringProperty minimumAreaUnit = new SimpleStringProperty("px");
    private final StringProperty fillHoles = new SimpleStringProperty("0");
    private final StringProperty fillHolesUnit = new SimpleStringProperty("px");
    private final ObjectProperty<Area> area = new SimpleObjectProperty<>(Area.OVERLAP);
    private final StringProperty exclude = new SimpleStringProperty("");
    private final StringProperty directory = new SimpleStringProperty("");
    private final StringProperty device = new SimpleStringProperty("cpu");
    private final LongProperty memoryBytes = new SimpleLongProperty(RunSpec.Resources.DEFAULT_MEMORY_BYTES);
    private final LongProperty threads =
            new SimpleLongProperty(Runtime.getRuntime().availableProcessors());
    private final BooleanProperty shapefile = new SimpleBooleanProperty(true);
    private final BooleanProperty geoPackage = new SimpleBooleanProperty(true);
    private final BooleanProperty flatGeobuf = new SimpleBooleanProperty(true);

    private final FormFields fields = new FormFields();

    public RunFormViewModel() {
        before.addTo(fields, "before.");
        after.addTo(fields, "after.");
        preparation.addTo(fields);
        fields.add("threshold", thresholdRule, text -> text)
                .add("thresholdValue", thresholdValue, text -> text)
                .add("direction", direction, text -> text)
                .add("minimumArea", minimumArea, text -> text)
                .add("minimumAreaUnit", minimumAreaUnit, text -> text)
                .add("fillHoles", fillHoles, text -> text)
                .add("fillHolesUnit", fillHolesUnit, text -> text)
                .add("area", area, Area::valueOf)
                .add("exclude", exclude, text -> text)
                .add("directory", directory, text -> text)
                .add("shapefile", shapefile, Boolean::parseBoolean)
                .add("geoPackage", geoPackage, Boolean::parseBoolean)
                .add("flatGeobuf", flatGeobuf, Boolean::parseBoolean)
                .addOfMachine("device", device, text -> text)
                .addOfMachine("memoryBytes", memoryBytes, Long::parseLong)
                .addOfMachine("threads", threads, Long::parseLong);
    }

    /** What the user set, by the names of the fields: to be kept with a project. */
    public Map<String, String> texts() {
        return fields.texts();
    }

    /** Shows what was kept; every other field says what it says at first, but those of the machine stay. */
    public void set(Map<String, String> texts) {
        fields.set(texts);
    }

    /** What is said about the first date. */
    public InputForm before() {
        return before;
    }

    /** What is said about the second date. */
    public InputForm after() {
        return after;
    }

    /** How both dates are made comparable. */
    public PreparationForm preparation() {
        return preparation;
    }

    /** {@link #AUTOMATIC}, {@link #VALUE}, or the name of a rule. */
    public StringProperty thresholdRuleProperty() {
        return thresholdRule;
    }

    public StringProperty thresholdValueProperty() {
        return thresholdValue;
    }

    /** Which way a change must go, one of the words of the run document. */
    public StringProperty directionProperty() {
        return direction;
    }

    public StringProperty minimumAreaProperty() {
        return minimumArea;
    }

    /** "px" or "m2". */
    public StringProperty minimumAreaUnitProperty() {
        return minimumAreaUnit;
    }

    /** Largest hole inside a change that is filled. */
    public StringProperty fillHolesProperty() {
        return fillHoles;
    }

    /** "px" or "m2". */
    public StringProperty fillHolesUnitProperty() {
        return fillHolesUnit;
    }

    /** Where to look. */
    public ObjectProperty<Area> areaProperty() {
        return area;
    }

    /** Where not to look: files of polygons or well-known text, with semicolons between them. */
    public StringProperty excludeProperty() {
        return exclude;
    }

    /** Folder of the products. */
    public StringProperty directoryProperty() {
        return directory;
    }

    public StringProperty deviceProperty() {
        return device;
    }

    public LongProperty memoryBytesProperty() {
        return memoryBytes;
    }

    public LongProperty threadsProperty() {
        return threads;
    }

    public BooleanProperty shapefileProperty() {
        return shapefile;
    }

    public BooleanProperty geoPackageProperty() {
        return geoPackage;
    }

    public BooleanProperty flatGeobufProperty() {
        return flatGeobuf;
    }

    /**
     * The run document for a pair.
     *
     * @param parameters of the detector that differ from its defaults
     * @param where well-known text of the area; empty for the whole overlap
     * @throws BadInputException names the field and what it wants
     */
    public RunSpec spec(
            Path first,
            Path second,
            String detector,
            Map<String, String> parameters,
            Optional<String> where,
            Path output)
            throws BadInputException {
        RunSpec.Input earlier = before.input(first.toString());
        RunSpec.Input later = after.input(second.toString());
        CommonUnit.of(earlier.unit(), later.unit());
        GridChoice.parse(preparation.gridProperty().get());
        return new RunSpec(
                earlier,
                later,
                RunSpec.Region.OVERLAP.withArea(where).withExclude(excluded()),
                preparation.preparation(),
                RunSpec.Detection.of(detector)
                        .withParameters(parameters)
                        .withThreshold(threshold())
                        .withDirection(direction.get())
                        .withForce(preparation.forceProperty().get()),
                new RunSpec.CleanUp(
                        AreaLimit.parse(minimumArea.get() + minimumAreaUnit.get()),
                        AreaLimit.parse(fillHoles.get() + fillHolesUnit.get())),
                Optional.empty(),
                new RunSpec.Resources(device.get(), memoryBytes.get(), (int) threads.get()),
                new RunSpec.Output(output, formats(), false));
    }

    private List<String> excluded() {
        return Stream.of(exclude.get().split(BETWEEN_AREAS))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private Optional<String> threshold() throws BadInputException {
        switch (thresholdRule.get()) {
            case AUTOMATIC:
                return Optional.empty();
            case VALUE:
                try {
                    return Optional.of(Double.toString(
                            Double.parseDouble(thresholdValue.get().trim())));
                } catch (NumberFormatException e) {
                    throw new BadInputException(
                            "The threshold must be a number, but was \"" + thresholdValue.get() + "\".", e);
                }
            default:
                return Optional.of(thresholdRule.get());
        }
    }

    /** GeoJSON is always written, because the map shows it. */
    private List<String> formats() {
        List<String> formats = new ArrayList<>();
        formats.add("geojson");
        if (shapefile.get()) {
            formats.add("shp");
        }
        if (geoPackage.get()) {
            formats.add("gpkg");
        }
        if (flatGeobuf.get()) {
            formats.add("fgb");
        }
        return formats;
    }
}
