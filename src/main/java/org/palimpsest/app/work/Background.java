package org.palimpsest.app.work;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs what may take time on worker threads and hands the result to the window's thread.
 *
 * <p>There are two pools, because a slow disk must not keep painting from the processors: one for opening and reading
 * files, one for tiles. Workers are daemons of lower priority than the window. Tests use {@link #inCallingThread()}, so
 * that view models need neither a toolkit nor waiting.
 */
public final class Background implements AutoCloseable {
    private static final int FILE_THREADS = 5;

    private final Executor window;
    private final Executor files;
    private final Executor tiles;
    private final Executor writer;

    private Background(Executor window, Executor files, Executor tiles, Executor writer) {
        this.window = window;
        this.files = files;
        this.tiles = tiles;
        this.writer = writer;
    }

    /** Pools for the desktop; {@code window} is usually {@code Platform::runLater}. */
    public static Background forWindow(Executor window) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Background(
                window,
                Executors.newFixedThreadPool(FILE_THREADS, named("files")),
                Executors.newFixedThreadPool(Math.max(2, processors), named("tiles")),
                Executors.newSingleThreadExecutor(named("writer")));
    }

    /** Does everything at once in the thread that asks. */
    public static Background inCallingThread() {
        return new Background(Runnable::run, Runnable::run, Runnable::run, Runnable::run);
    }

    /** Does everything at once in the thread that asks, except for what may take time: {@code files} decides when. */
    public static Background inCallingThread(Executor files) {
        return new Background(Runnable::run, files, Runnable::run, Runnable::run);
    }

    /** Runs {@code task} on a worker, then one of the two listeners on the window's thread. */
    public <T> void run(Callable<T> task, Consumer<? super T> done, Consumer<? super Exception> failed) {
        files.execute(() -> {
            T result;
            try {
                result = task.call();
            } catch (Exception e) {
                window.execute(() -> failed.accept(e));
                return;
            }
            window.execute(() -> done.accept(result));
        });
    }

    /** The window's thread. */
    public Executor window() {
        return window;
    }

    /** The pool that reads and paints tiles. */
    public Executor tiles() {
        return tiles;
    }

    /** Writes projects, one after the other. */
    public Executor writer() {
        return writer;
    }

    /** Lets running work end and takes no more. */
    @Override
    public void close() {
        for (Executor pool : new Executor[] {files, tiles, writer}) {
            if (pool instanceof ExecutorService service) {
                service.shutdown();
            }
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setPriority(Thread.NORM_PRIORITY - 1);
            return thread;
        };
    }
}
