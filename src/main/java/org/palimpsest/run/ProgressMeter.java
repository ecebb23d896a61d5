package org.palimpsest.run;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;

/**
 * Turns the steps of a run into events with speed and time left, at most ten a second.
 *
 * <p>The speed is the mean over the last ten seconds, so that it follows a disk that slows down but does not jump with each
 * tile. Steps that were finished before the stage began (of a resumed run) do not count towards it. Safe from many threads.
 */
final class ProgressMeter implements Progress {
    private static final long SECOND = 1_000_000_000L;
    private static final long AVERAGED_NANOSECONDS = 10 * SECOND;
    private static final long PAUSE_NANOSECONDS = SECOND / 10;

    private final Consumer<RunEvent> events;
    private final LongSupplier nanoseconds;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final Set<Notice> warnings = Collections.synchronizedSet(new LinkedHashSet<>());
    private String stage = "";
    private long total;
    private long latest;
    private double pixelsPerStep = Double.NaN;
    private double nextPixelsPerStep = Double.NaN;
    private long lastEvent;

    private record Mark(long time, long done) {}

    /** @param nanoseconds a clock that only runs forwards */
    ProgressMeter(Consumer<RunEvent> events, LongSupplier nanoseconds) {
        this.events = events;
        this.nanoseconds = nanoseconds;
    }

    /** Says how many pixels a step of the next stage stands for, so that its speed can be told. */
    synchronized void pixelsPerStep(double pixels) {
        nextPixelsPerStep = pixels;
    }

    @Override
    public synchronized void stage(String name, long steps) {
        stage = name;
        total = steps;
        latest = 0;
        pixelsPerStep = nextPixelsPerStep;
        nextPixelsPerStep = Double.NaN;
        marks.clear();
        lastEvent = nanoseconds.getAsLong() - PAUSE_NANOSECONDS;
        events.accept(new RunEvent.Stage(name, steps));
    }

    @Override
    public synchronized void done(long done) {
        // Threads report in any order: an older number that comes late says nothing new.
        if (done < latest || (done == latest && !marks.isEmpty())) {
            return;
        }
        latest = done;
        long now = nanoseconds.getAsLong();
        if (marks.isEmpty() || now - marks.getLast().time >= PAUSE_NANOSECONDS || done == total) {
            marks.addLast(new Mark(now, done));
        }
        while (marks.size() > 2 && now - marks.getFirst().time > AVERAGED_NANOSECONDS) {
            marks.removeFirst();
        }
        if (now - lastEvent >= PAUSE_NANOSECONDS || done == total) {
            lastEvent = now;
            events.accept(step(now, done));
        }
    }

    private RunEvent step(long now, long done) {
        Mark first = marks.getFirst();
        double seconds = (now - first.time) / (double) SECOND;
        double stepsPerSecond = seconds > 0 ? (done - first.done) / seconds : Double.NaN;
        double secondsLeft = stepsPerSecond > 0 && total > 0 ? (total - done) / stepsPerSecond : Double.NaN;
        return new RunEvent.Step(stage, done, total, stepsPerSecond * pixelsPerStep / 1e6, secondsLeft);
    }

    @Override
    public void note(String text) {
        events.accept(new RunEvent.Note(text));
    }

    @Override
    public void warning(Notice notice) {
        if (warnings.add(notice)) {
            events.accept(new RunEvent.Warning(notice));
        }
    }

    /** Everything that was warned of, once each, in order. */
    List<Notice> warnings() {
        synchronized (warnings) {
            return List.copyOf(warnings);
        }
    }
}
