package org.palimpsest.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.palimpsest.app.layer.RasterSource;
import org.palimpsest.app.project.ProjectSession;
import org.palimpsest.app.run.RunControl;
import org.palimpsest.app.run.RunWorker;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.theme.Theme;
import org.palimpsest.app.theme.WindowIcons;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.UserFolder;
import org.palimpsest.detect.Detector;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.Rasters;
import org.palimpsest.run.WorkerClient;

/** The desktop's life: from start to the closed window. */
public final class DesktopApplication extends Application {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 720;
    private static final Duration LOOK = Duration.seconds(2);
    private static final Duration TRAINING_LOOK = Duration.millis(500);
    private static volatile List<Path> files = List.of();
    /** Begun when this class is loaded, before the toolkit starts. */
    private static final EarlyStart EARLY = new EarlyStart();

    private final WorkerClient worker = new WorkerClient();
    private final Background background = Background.forWindow(Platform::runLater);

    /** Opens the window on files and returns when it is closed. */
    public static void open(List<Path> files) {
        DesktopApplication.files = List.copyOf(files);
        Application.launch(DesktopApplication.class);
    }

    @Override
    public void start(Stage stage) {
        Preferences preferences =
                new Preferences(UserFolder.current().settings().resolve("desktop.properties"));
        Text.use(preferences.language());
        Theme.use(preferences.isDark());
        RasterSource.Opener opener = path -> Rasters.open(path.toString());
        RunWorker runs = (request, listener) -> RunControl.of(worker.start(request, listener));
        Workbench workbench =
                new Workbench(new Workbench.Parts(background, opener, EARLY.detectors(), runs, preferences));
        Window window = new Window(stage, workbench);
        ProjectSession project = workbench.project();
        stage.titleProperty()
                .bind(Bindings.createStringBinding(
                        () -> (project.unsavedProperty().get() ? "\u2022 " : "")
                                + project.nameProperty().get() + " \u2013 Palimpsest",
                        project.nameProperty(),
                        project.unsavedProperty()));
        stage.setOnCloseRequest(event -> {
            event.consume();
            window.close();
        });
        WindowIcons.addTo(stage);
        stage.setScene(new Scene(window.build(), WIDTH, HEIGHT));
        Theme.dress(stage.getScene());
        stage.setMinWidth(880);
        stage.setMinHeight(560);
        stage.show();
        // The first look-up of a coordinate system takes seconds; it shall not be the user who waits for it.
        background.run(Crs::longitudeLatitude, crs -> {}, workbench.messages()::failed);
        // Nor for the sizes of the networks, which the gallery tells.
        background.run(
                () -> {
                    EARLY.detectors().forEach(Detector::cost);
                    return true;
                },
                counted -> {},
                workbench.messages()::failed);
        if (files.isEmpty()) {
            project.recoverUnsaved();
        } else {
            workbench.opener().openAll(files);
        }
        window.welcome();
        repeat(LOOK, project::look);
        workbench.trainings().restore();
        repeat(TRAINING_LOOK, workbench.trainings()::look);
    }

    private static void repeat(Duration pause, Runnable action) {
        Timeline looks = new Timeline(new KeyFrame(pause, event -> action.run()));
        looks.setCycleCount(Animation.INDEFINITE);
        looks.play();
    }

    @Override
    public void stop() {
        worker.close();
        background.close();
    }

    /** The stage with a shell in it, which is built again when the language changes. */
    private final class Window implements Commands.WindowActions {
        private final Stage stage;
        private final Workbench workbench;
        private final FileDialogs files;

        Window(Stage stage, Workbench workbench) {
            this.stage = stage;
            this.workbench = workbench;
            this.files = new SystemFileDialogs(() -> stage, workbench.preferences());
        }

        /** Offers the tour to somebody who is here for the first time. */
        void welcome() {
            if (stage.getScene().getRoot() instanceof Shell shell) {
                shell.map().requestFocus();
                if (workbench.preferences().get("toured", "").isEmpty()) {
                    shell.panels().showTour();
                }
            }
        }

        Shell build() {
            return new Shell(workbench, files, this);
        }

        @Override
        public void toggleTheme() {
            boolean dark = !workbench.preferences().isDark();
            workbench.preferences().set("theme", dark ? "dark" : "light");
            Theme.use(dark);
        }

        @Override
        public void toggleLanguage() {
            Locale next = Text.locale().equals(Locale.ENGLISH) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
            workbench.preferences().set("language", next.toLanguageTag());
            Text.use(next);
            stage.getScene().setRoot(build());
        }

        @Override
        public void close() {
            Runnable leave = () -> workbench.project().end(stage::close);
            if (stage.getScene().getRoot() instanceof Shell shell) {
                Runnable leaveRuns = () -> ask(workbench.runs().isBusy(), shell::askBeforeClosing, leave);
                ask(workbench.trainings().isBusy(), shell::askAboutTrainings, leaveRuns);
            } else {
                leave.run();
            }
        }

        private static void ask(boolean busy, Consumer<Runnable> question, Runnable next) {
            if (busy) {
                question.accept(next);
            } else {
                next.run();
            }
        }

        @Override
        public void openFolder(Path folder) {
            getHostServices().showDocument(folder.toUri().toString());
        }
    }
}
