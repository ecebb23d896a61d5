package org.palimpsest.app.work;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.palimpsest.base.Progress;

/**
 * Hands the progress of a worker to the window, at most every two-hundredth of a stage, so that the window is not flooded.
 *
 * <p>Called by the worker; both listeners are called on the window's thread.
 */
public final class ShownProgress implements Progress {
    private static final int STEPS = 200;

    private final Executor window;
    private final DoubleConsumer share;
    private final Consumer<String> begun;
    private volatile long total;
    private volatile long told;

    /** @param share takes how much of the stage is done, 0 to 1; not called while the stage's size is unknown */
    public ShownProgress(Background background, DoubleConsumer share) {
        this(background, share, name -> {});
    }

    /** @param begun takes the name of each stage as it begins */
    public ShownProgress(Background background, DoubleConsumer share, Consumer<String> begun) {
        this.window = background.window();
        this.share = share;
        this.begun = begun;
    }

    @Override
    public void stage(String name, long total) {
        this.total = total;
        told = 0;
        window.execute(() -> begun.accept(name));
    }

    @Override
    public void done(long done) {
        long step = total == 0 ? 0 : done * STEPS / total;
        if (step > told) {
            told = step;
            window.execute(() -> share.accept((double) step / STEPS));
        }
    }
}
