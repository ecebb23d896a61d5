package org.palimpsest.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.palimpsest.app.text.Text;
import org.palimpsest.app.work.Background;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;

/** The settings tell how the installation of GPU support goes and ends. */
class GpuInstallTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void stagesAreTold_andTheEnd() {
        Text.use(Locale.ENGLISH);
        GpuInstall install = install((progress, cancellation) -> {
            progress.stage("download", 1000);
            progress.done(500);
            progress.stage("try", 0);
        });
        install.start();
        assertTrue(told.get(0).contains("3.7 GB"), "" + told);
        assertTrue(told.get(told.size() - 1).contains("is installed"), "" + told);
        assertFalse(install.runningProperty().get());
    }

    @Test
    void failure_isToldInItsOwnSentence() {
        Text.use(Locale.ENGLISH);
        GpuInstall install = install((progress, cancellation) -> {
            throw new BadInputException("The host cannot be reached.");
        });
        install.start();
        assertEquals(
                "Not installed: The host cannot be reached.",
                install.statusProperty().get());
    }

    @Test
    void stopping_keepsWhatWasFetched() {
        Text.use(Locale.ENGLISH);
        GpuInstall[] install = new GpuInstall[1];
        install[0] = install((progress, cancellation) -> {
            install[0].cancel();
            cancellation.check();
        });
        install[0].start();
        assertTrue(install[0].statusProperty().get().startsWith("Stopped."));
    }

    private interface Work {
        void run(Progress progress, Cancellation cancellation) throws BadInputException, CancelledException;
    }

    private GpuInstall install(Work work) {
        GpuInstall install = new GpuInstall(Background.inCallingThread(), new GpuInstall.Support() {
            @Override
            public boolean isInstalled() {
                return false;
            }

            @Override
            public long downloadBytes() {
                return 3_700_000_000L;
            }

            @Override
            public void install(Progress progress, Cancellation cancellation)
                    throws BadInputException, CancelledException {
                work.run(progress, cancellation);
            }
        });
        install.statusProperty().addListener((observable, old, now) -> told.add(now));
        return install;
    }
}
