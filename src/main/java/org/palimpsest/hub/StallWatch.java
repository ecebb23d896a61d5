package org.palimpsest.hub;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.palimpsest.base.Cancellation;

/**
 * Closes a stream of the network when nothing comes through it for a minute or the user cancels, because a read of Java's HTTP
 * client knows no time limit of its own.
 */
final class StallWatch implements Closeable {
    private static final long LOOK_MILLISECONDS = 100;
    private static final long STALL_NANOSECONDS = TimeUnit.SECONDS.toNanos(60);

    private final InputStream stream;
    private final Cancellation cancellation;
    private volatile long lastNews = System.nanoTime();
    private volatile boolean over;

    StallWatch(InputStream stream, Cancellation cancellation) {
        this.stream = stream;
        this.cancellation = cancellation;
        Thread thread = new Thread(this::watch, "hub-stall-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says that something came. */
    void alive() {
        lastNews = System.nanoTime();
    }

    private void watch() {
        try {
            while (!over) {
                if (cancellation.requested() || System.nanoTime() - lastNews > STALL_NANOSECONDS) {
                    stream.close();
                    return;
                }
                Thread.sleep(LOOK_MILLISECONDS);
            }
        } catch (IOException e) {
            // The reader hears of a stream that ended; there is nobody else to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
