package org.palimpsest.app.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What can be done with a training, besides what the list of trainings does itself. */
public interface TrainingActions {
    /** Opens its curves and pictures. */
    void show(TrainingViewModel training);

    /** Opens curves of several trainings in one chart, these chosen first. */
    void compare(List<TrainingViewModel> trainings);

    /** What a resumed training may use of the machine. */
    TrainingOrder.Resources resources();

    /** Opens a folder in the system's file manager. */
    void openFolder(Path folder);

    /** Asks for the folder of a training. */
    Optional<Path> chooseFolder(String title);

    /** Chooses the model of a training for the next run. */
    void use(TrainingViewModel training);

    /** Puts away what {@link #show} or {@link #compare} opened. */
    void close();
}
