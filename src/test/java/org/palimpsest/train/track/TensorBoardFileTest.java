package org.palimpsest.train.track;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files are what a reader written from the formats' descriptions, and not from the writer, makes of them. */
class TensorBoardFileTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_600_000_000_500L), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    /** One field of a message: its number and what it holds, a Long, Float, Double or byte[]. */
    private record Field(int number, Object value) {}

    @Test
    void scalarsPicturesAndCurves_areReadBack() throws Exception {
        TensorBoardFile file = TensorBoardFile.open(folder, 0, CLOCK);
        file.scalars(300, Map.of("Loss/val", 0.25));
        file.picture(300, "Validation/pairs", 20, 10, new byte[] {1, 2, 3});
        file.curve(300, "PrecisionRecall/val", new float[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}, {11, 12}});

        List<List<Field>> events = events();
        assertEquals(4, events.size());
        assertEquals("brain.Event:2", text(one(events.get(0), 3)));
        assertEquals(1_600_000_000.5, one(events.get(1), 1));
        assertEquals(300L, one(events.get(1), 2));
        List<Field> scalar = message(one(message(one(events.get(1), 5)), 1));
        assertEquals("Loss/val", text(one(scalar, 1)));
        assertEquals(0.25f, one(scalar, 2));
        List<Field> image = message(one(message(one(message(one(events.get(2), 5)), 1)), 4));
        assertEquals(10L, one(image, 1));
        assertEquals(20L, one(image, 2));
        assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) one(image, 4));
        List<Field> curve = message(one(message(one(events.get(3), 5)), 1));
        List<Field> tensor = message(one(curve, 8));
        assertEquals(1L, one(tensor, 1));
        ByteBuffer content = ByteBuffer.wrap((byte[]) one(tensor, 4)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(12, content.remaining() / 4);
        assertEquals(12f, content.getFloat(44));
        assertEquals("pr_curves", text(one(message(one(message(one(curve, 9)), 1)), 1)));
    }

    @Test
    void aResumedTraining_forgetsWhatComesAgain_andWhatAKillCutShort() throws Exception {
        TensorBoardFile file = TensorBoardFile.open(folder, 0, CLOCK);
        for (int step = 1; step <= 4; step++) {
            file.scalars(step, Map.of("Loss/train", 1.0 / step));
        }
        Files.write(path(), new byte[] {7, 7, 7}, StandardOpenOption.APPEND);

        TensorBoardFile.open(folder, 2, CLOCK).scalars(3, Map.of("Loss/train", 0.5));

        List<Object> steps = new ArrayList<>();
        for (List<Field> event : events()) {
            steps.add(one(event, 2));
        }
        assertEquals(List.of(0L, 1L, 2L, 3L), steps);
    }

    private Path path() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private List<List<Field>> events() throws Exception {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(path())).order(ByteOrder.LITTLE_ENDIAN);
        List<List<Field>> events = new ArrayList<>();
        while (all.hasRemaining()) {
            byte[] length = new byte[8];
            all.get(length);
            assertEquals(masked(length), all.getInt());
            byte[] record = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            all.get(record);
            assertEquals(masked(record), all.getInt());
            events.add(message(record));
        }
        return events;
    }

    /** CRC-32C bit by bit (Castagnoli's polynomial, reflected), rotated and shifted as TFRecord says. */
    private static int masked(byte[] bytes) {
        int crc = -1;
        for (byte one : bytes) {
            crc ^= one & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82F63B78;
            }
        }
        return Integer.rotateRight(~crc, 15) + 0xA282EAD8;
    }

    private static List<Field> message(Object bytes) {
        ByteBuffer in = ByteBuffer.wrap((byte[]) bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            int key = (int) varint(in);
            Object value =
                    switch (key & 7) {
                        case 0 -> varint(in);
                        case 1 -> in.getDouble();
                        case 2 -> {
                            byte[] content = new byte[(int) varint(in)];
                            in.get(content);
                            yield content;
                        }
                        case 5 -> in.getFloat();
                        default -> throw new AssertionError("wire type " + (key & 7));
                    };
            fields.add(new Field(key >> 3, value));
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static Object one(List<Field> fields, int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
