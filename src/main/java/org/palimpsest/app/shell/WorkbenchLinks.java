package org.palimpsest.app.shell;

import java.util.Optional;
import javafx.collections.ListChangeListener;
import org.palimpsest.app.layer.LayerViewModel;
import org.palimpsest.app.layer.PolygonLayer;
import org.palimpsest.app.map.MapViewModel.Position;
import org.palimpsest.app.pair.PairText;
import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.app.run.RunsViewModel;
import org.palimpsest.app.text.Text;

/**
 * What happens in one part of the window when another changes: a check of the pair advises on detectors, a click on the map
 * chooses the polygon to review, a run that ends shows its results, a training that ends gives a model.
 *
 * <p>Used from the window's thread.
 */
final class WorkbenchLinks {
    private final Workbench workbench;

    WorkbenchLinks(Workbench workbench) {
        this.workbench = workbench;
    }

    /** Ties the parts together, once. */
    void tie() {
        workbench.pair().checkProperty().addListener(change -> advise());
        workbench.layers().selectedProperty().addListener((observable, old, chosen) -> chosen.filter(
                        PolygonLayer.class::isInstance)
                .map(PolygonLayer.class::cast)
                .filter(PolygonLayer::isReviewed)
                .ifPresent(this::review));
        workbench.map().clickedProperty().addListener((observable, old, place) -> review(place));
        tieRuns();
        tieTrainings();
    }

    /** Which sensors took the pair, and why the program thinks so, is advice on detectors. */
    private void advise() {
        workbench
                .detectors()
                .reasonProperty()
                .set(workbench
                        .pair()
                        .checkProperty()
                        .get()
                        .map(check -> PairText.reason(check.sensors()))
                        .orElse(""));
        workbench
                .detectors()
                .sensorsProperty()
                .set(workbench.pair().checkProperty().get().flatMap(check -> check.sensors()
                        .sensors()));
    }

    private void review(PolygonLayer layer) {
        workbench.review().layerProperty().set(Optional.of(layer));
    }

    /** Makes the polygon at a place the one that is looked at. */
    private void review(Position place) {
        workbench
                .review()
                .layerProperty()
                .get()
                .filter(LayerViewModel::isVisible)
                .flatMap(layer -> layer.features().at(place.x(), place.y()))
                .ifPresent(feature -> workbench.review().currentProperty().set(Optional.of(feature)));
    }

    private void tieRuns() {
        LiveScores live = new LiveScores(workbench);
        EpochLayers epochs = new EpochLayers(workbench);
        RunResults results = new RunResults(workbench, live::remove);
        RunsViewModel runs = workbench.runs();
        runs.list().addListener((ListChangeListener<RunViewModel>) change -> {
            while (change.next()) {
                change.getRemoved().forEach(live::remove);
                change.getRemoved().forEach(epochs::remove);
                change.getAddedSubList().forEach(epochs::add);
            }
        });
        runs.setOnStart(workbench.project()::beforeRun);
        runs.setOnEvent(live::hear);
        runs.setOnEnd(run -> {
            results.show(run);
            epochs.recall(run);
            workbench.comparison().ended(run);
        });
    }

    /** The best model of a training becomes a card of the gallery as soon as it is written. */
    private void tieTrainings() {
        Messages messages = workbench.messages();
        workbench.trainings().setOnFailure(messages::failed);
        workbench
                .trainings()
                .setOnModel((training, model) -> workbench.models().add(model, added -> {}, messages::failed));
        workbench.trainings().setOnEnd(training -> {
            switch (training.state()) {
                case DONE -> messages.inform(Text.of("message.trained", training.name(), training.ending()));
                case FAILED -> messages.error(training.ending());
                default -> messages.inform(training.name() + ": " + training.ending());
            }
        });
    }
}
