package org.palimpsest.train.track;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * An event file for TensorBoard: scalars, pictures and precision-recall curves by step. Messages are TensorFlow's {@code Event} and
 * {@code Summary}, of which only the fields in use are written.
 */
public final class TensorBoardFile {
    private static final String NAME = "events.out.tfevents.0000000000.palimpsest";
    private static final int RGB = 3;
    private static final int DT_FLOAT = 1;

    private final RecordFile file;
    private final Clock clock;

    private TensorBoardFile(RecordFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Opens the event file of a folder.
     *
     * @param step events after it are forgotten, because a resumed training does them again
     */
    public static TensorBoardFile open(Path folder, long step, Clock clock) throws IOException {
        Files.createDirectories(folder);
        Path path = folder.resolve(NAME);
        TensorBoardFile events = new TensorBoardFile(new RecordFile(path), clock);
        if (Files.exists(path)) {
            events.file.keep(record -> stepOf(record) <= step);
        } else {
            events.file.append(events.event(0).text(3, "brain.Event:2").toBytes());
        }
        return events;
    }

    private ProtoBytes event(long step) {
        return new ProtoBytes().real(1, clock.millis() / 1000.0).whole(2, step);
    }

    /** The step of an event that this class wrote: field 1 has nine bytes, then comes field 2. */
    private static long stepOf(byte[] record) {
        long step = 0;
        for (int at = 10, shift = 0; at < record.length; at++, shift += 7) {
            step |= (long) (record[at] & 0x7F) << shift;
            if (record[at] >= 0) {
                break;
            }
        }
        return step;
    }

    /** Writes numbers by tag, such as {@code Loss/val}. */
    public void scalars(long step, Map<String, Double> values) throws IOException {
        ProtoBytes summary = new ProtoBytes();
        values.forEach(
                (tag, value) -> summary.message(1, new ProtoBytes().text(1, tag).single(2, (float) (double) value)));
        file.append(event(step).message(5, summary).toBytes());
    }

    /** Writes an encoded picture (PNG). */
    public void picture(long step, String tag, int width, int height, byte[] png) throws IOException {
        ProtoBytes image =
                new ProtoBytes().whole(1, height).whole(2, width).whole(3, RGB).bytes(4, png);
        ProtoBytes value = new ProtoBytes().text(1, tag).message(4, image);
        file.append(event(step).message(5, new ProtoBytes().message(1, value)).toBytes());
    }

    /**
     * Writes a precision-recall curve.
     *
     * @param rows true positives, false positives, true negatives, false negatives, precision and recall, each at thresholds that
     *     rise evenly from 0 to 1
     */
    public void curve(long step, String tag, float[][] rows) throws IOException {
        int thresholds = rows[0].length;
        ByteBuffer content = ByteBuffer.allocate(4 * rows.length * thresholds).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float value : row) {
                content.putFloat(value);
            }
        }
        ProtoBytes shape = new ProtoBytes()
                .message(2, new ProtoBytes().whole(1, rows.length))
                .message(2, new ProtoBytes().whole(1, thresholds));
        ProtoBytes tensor =
                new ProtoBytes().whole(1, DT_FLOAT).message(2, shape).bytes(4, content.array());
        ProtoBytes plugin = new ProtoBytes()
                .text(1, "pr_curves")
                .bytes(2, new ProtoBytes().whole(2, thresholds).toBytes());
        ProtoBytes value =
                new ProtoBytes().text(1, tag).message(8, tensor).message(9, new ProtoBytes().message(1, plugin));
        file.append(event(step).message(5, new ProtoBytes().message(1, value)).toBytes());
    }
}
