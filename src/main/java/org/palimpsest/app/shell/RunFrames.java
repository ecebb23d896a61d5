package org.palimpsest.app.shell;

import org.palimpsest.app.run.RunViewModel;
import org.palimpsest.run.RunEvent;

/** Frames the finished tiles of a run in the map; windows of runs are in pixels of the first date. */
final class RunFrames {
    private final Workbench workbench;

    RunFrames(Workbench workbench) {
        this.workbench = workbench;
    }

    void hear(RunViewModel run, RunEvent event) {
        if (event instanceof RunEvent.Tile tile) {
            frame(tile.window());
        }
    }

    void end() {
        workbench.map().outlines().clear();
    }

    private void frame(org.palimpsest.raster.Window window) {
        workbench
                .beforeProperty()
                .get()
                .map(layer -> layer.source().raster().grid().transform())
                .ifPresent(transform -> workbench.map().outlines().add(new double[] {
                    transform.x(window.x(), window.y()), transform.y(window.x(), window.y()),
                    transform.x(window.endX(), window.y()), transform.y(window.endX(), window.y()),
                    transform.x(window.endX(), window.endY()), transform.y(window.endX(), window.endY()),
                    transform.x(window.x(), window.endY()), transform.y(window.x(), window.endY())
                }));
    }
}
