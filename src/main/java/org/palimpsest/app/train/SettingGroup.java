package org.palimpsest.app.train;

import java.util.List;
import java.util.Optional;

/** Settings of the training that stand together in its form; the first group is always open. */
enum SettingGroup {
    MAIN("epochs batch crop learningRate encoderRate"),
    OPTIMISER("optimiser momentum weightDecay decayAll schedule polyPower stepEpochs stepFactor warmUp lowestRate clip"
            + " average accumulate precision freezeNorms seed"),
    LOSS("bce dice diceOver iou focal focalGamma focalFixed contrastive edge changeWeight deepSupervision"),
    AUGMENTATION("flips turns swap scale brightness contrast saturation blur noise"),
    /** Also whatever is not named in another group. */
    VALIDATION("");

    private final String names;

    SettingGroup(String names) {
        this.names = names;
    }

    private List<String> names() {
        return List.of(names.split(" "));
    }

    /** The settings of this group in its order. */
    List<TrainSetting> of(List<TrainSetting> all) {
        if (this == VALIDATION) {
            return all.stream()
                    .filter(setting -> List.of(MAIN, OPTIMISER, LOSS, AUGMENTATION).stream()
                            .noneMatch(group ->
                                    group.names().contains(setting.parameter().name())))
                    .toList();
        }
        return names().stream()
                .map(name -> all.stream()
                        .filter(setting -> setting.parameter().name().equals(name))
                        .findFirst())
                .flatMap(Optional::stream)
                .toList();
    }
}
