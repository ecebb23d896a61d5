package org.palimpsest.app.shell;

import java.io.IOException;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.app.work.ShownProgress;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.nn.GpuSupport;

/**
 * The installation of GPU support as the settings show it: whether it is there, how far it has come, what it said at its end.
 *
 * <p>It goes on while the settings are closed. Used from the window's thread.
 */
final class GpuInstall {
    /** What is installed, or could be. */
    interface Support {
        boolean isInstalled();

        long downloadBytes();

        void install(Progress progress, Cancellation cancellation)
                throws BadInputException, CancelledException, IOException;
    }

    private final Background background;
    private final Support support;
    private final StringProperty status = new SimpleStringProperty();
    private final DoubleProperty progress = new SimpleDoubleProperty(0);
    private final BooleanProperty running = new SimpleBooleanProperty(false);
    private Cancellation.Flag cancel = new Cancellation.Flag();

    GpuInstall(Background background, Support support) {
        this.background = background;
        this.support = support;
        status.set(Text.of(support.isInstalled() ? "gpu.installed" : "gpu.absent", size()));
    }

    /** The libraries for this system's cards, from their publishers. */
    static Support of(GpuSupport support) {
        return new Support() {
            @Override
            public boolean isInstalled() {
                return support.libraries().isPresent();
            }

            @Override
            public long downloadBytes() {
                return support.downloadBytes();
            }

            @Override
            public void install(Progress progress, Cancellation cancellation)
                    throws BadInputException, CancelledException, IOException {
                support.install(java.util.Optional.empty(), progress, cancellation);
            }
        };
    }

    /** One sentence: there or not, how far, or why it failed. */
    StringProperty statusProperty() {
        return status;
    }

    /** 0 to 1. */
    DoubleProperty progressProperty() {
        return progress;
    }

    BooleanProperty runningProperty() {
        return running;
    }

    boolean isInstalled() {
        return support.isInstalled();
    }

    /** The size of the download, such as "3.7 GB". */
    String size() {
        return String.format(Locale.ROOT, "%.1f GB", support.downloadBytes() / 1e9);
    }

    /** Begins to fetch, unless it is being fetched. */
    void start() {
        if (running.get()) {
            return;
        }
        Cancellation.Flag flag = new Cancellation.Flag();
        cancel = flag;
        running.set(true);
        progress.set(0);
        status.set(Text.of("gpu.download", size()));
        background.run(
                () -> {
                    support.install(new ShownProgress(background, progress::set, this::begun), flag);
                    return true;
                },
                done -> end(Text.of("gpu.installed", size())),
                failure -> end(
                        failure instanceof CancelledException
                                ? Text.of("gpu.cancelled")
                                : Text.of("gpu.failed", NoticeText.of(failure))));
    }

    /** Ends it soon; what was fetched is kept. */
    void cancel() {
        cancel.request();
    }

    private void end(String text) {
        running.set(false);
        progress.set(0);
        status.set(text);
    }

    private void begun(String stage) {
        progress.set(0);
        status.set(Text.of("gpu." + stage, size()));
    }
}
