package org.palimpsest.app.train;

import java.util.List;
import java.util.function.UnaryOperator;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import org.palimpsest.app.text.Text;
import org.palimpsest.detect.Parameter;

/** The rows of some settings of a training, each as its parameter wants it. */
final class SettingRows {
    private SettingRows() {}

    /** Adds a row for each setting. */
    static void add(FormGrid grid, List<TrainSetting> settings) {
        settings.forEach(setting -> grid.add(name(setting), tip(setting), field(setting), setting.field()));
    }

    private static Node field(TrainSetting setting) {
        FormField field = setting.field();
        String id = "setting-" + field.name();
        if (setting.parameter() instanceof Parameter.Flag) {
            return new HBox(FormGrid.flag(field, id, ""));
        }
        if (setting.parameter() instanceof Parameter.Choice choice) {
            return FormGrid.choice(field, id, setting.label(), choice.choices(), UnaryOperator.identity());
        }
        return FormGrid.text(field, id, setting.label());
    }

    private static String name(TrainSetting setting) {
        String unit = setting.parameter() instanceof Parameter.Real real
                ? real.unit()
                : setting.parameter() instanceof Parameter.Whole whole ? whole.unit() : "";
        return unit.isEmpty() || unit.equals("epochs") || unit.equals("pairs")
                ? setting.label()
                : setting.label() + " (" + unit + ")";
    }

    private static String tip(TrainSetting setting) {
        String range = setting.parameter() instanceof Parameter.Real real
                ? Text.of("parameter.range", plain(real.minimum()), plain(real.maximum()), setting.usual())
                : setting.parameter() instanceof Parameter.Whole whole
                        ? Text.of(
                                "parameter.range",
                                Long.toString(whole.minimum()),
                                Long.toString(whole.maximum()),
                                setting.usual())
                        : Text.of("parameter.default", setting.usual());
        return setting.help() + "\n" + range + "\n--set " + setting.parameter().name();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
