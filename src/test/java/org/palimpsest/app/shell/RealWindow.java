package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.Locale;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Theme;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.SampleFolder;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.raster.Rasters;
import org.palimpsest.run.WorkerClient;
import org.palimpsest.run.WorkerRun;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** A program of its own that walks the analyst's path in the window of a real display, and ends with 0 when all went well. */
final class RealWindow {
    private RealWindow() {}

    /** @param arguments a folder for settings and results */
    public static void main(String[] arguments) {
        try {
            Path folder = Path.of(arguments[0]);
            Stage stage = FxToolkit.registerPrimaryStage();
            Text.use(Locale.ENGLISH);
            SampleFolder sample = SampleFolder.find();
            walk(
                    folder.resolve("mouse"),
                    stage,
                    walk -> walk.byMouse(sample.before(), sample.after(), folder.resolve("by-mouse")));
            walk(folder.resolve("keyboard"), stage, walk -> walk.byKeyboard(sample.before(), sample.after()));
            System.out.println("Toolkit: "
                    + com.sun.glass.ui.Application.GetApplication().getClass().getName());
            System.exit(0);
        } catch (Throwable e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    /** One way to walk the path. */
    @FunctionalInterface
    private interface Way {
        void go(AnalystWalk walk) throws Exception;
    }

    private static void walk(Path folder, Stage stage, Way way) throws Exception {
        Preferences preferences = new Preferences(folder.resolve("settings.properties"));
        preferences.set("results", folder.resolve("results").toString());
        preferences.set("exports", folder.resolve("exports").toString());
        LaidOutAnswers answers = new LaidOutAnswers();
        long start = System.nanoTime();
        try (WorkerClient worker = new WorkerClient();
                Background background = Background.forWindow(Platform::runLater)) {
            Workbench[] workbench = new Workbench[1];
            Shell[] shell = new Shell[1];
            FxToolkit.setupFixture(() -> {
                workbench[0] = new Workbench(new Workbench.Parts(
                        background,
                        path -> Rasters.open(path.toString()),
                        DetectorRegistry.load().all(),
                        (request, listener) -> {
                            WorkerRun run = worker.start(request, listener);
                            return run::cancel;
                        },
                        preferences));
                shell[0] = new Shell(workbench[0], answers, new Nobody());
                Theme.use(false);
                Scene scene = new Scene(shell[0], 1280, 720);
                Theme.dress(scene);
                stage.setScene(scene);
                stage.show();
                stage.requestFocus();
            });
            way.go(new AnalystWalk(new FxRobot(), workbench[0], shell[0], answers));
        }
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", folder.getFileName(), (System.nanoTime() - start) / 1e9);
    }
}
