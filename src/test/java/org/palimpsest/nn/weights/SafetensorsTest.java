package org.palimpsest.nn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.base.BadInputException;
import org.palimpsest.nn.weights.SafetensorsWriter.Content;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void readsEveryElementType() throws Exception {
        Map<String, byte[]> two = Map.of(
                "F64", bytes(16).putDouble(1.5).putDouble(-2).array(),
                "F32", bytes(8).putFloat(1.5f).putFloat(-2).array(),
                "F16",
                        bytes(4).putShort((short) 0x3E00)
                                .putShort((short) 0xC000)
                                .array(),
                "BF16",
                        bytes(4).putShort((short) 0x3FC0)
                                .putShort((short) 0xC000)
                                .array());
        for (Map.Entry<String, byte[]> one : two.entrySet()) {
            assertArrayEquals(new double[] {1.5, -2}, read(one.getKey(), one.getValue()), one.getKey());
        }
        assertArrayEquals(
                new double[] {-3, 4},
                read("I64", bytes(16).putLong(-3).putLong(4).array()));
        assertArrayEquals(
                new double[] {-3, 4}, read("I32", bytes(8).putInt(-3).putInt(4).array()));
        assertArrayEquals(
                new double[] {-3, 4},
                read("I16", bytes(4).putShort((short) -3).putShort((short) 4).array()));
        assertArrayEquals(new double[] {-3, 4}, read("I8", new byte[] {-3, 4}));
        assertArrayEquals(new double[] {253, 4}, read("U8", new byte[] {-3, 4}));
        assertArrayEquals(new double[] {1, 0}, read("BOOL", new byte[] {1, 0}));
    }

    private double[] read(String type, byte[] data) throws Exception {
        String header = "{\"w\":{\"dtype\":\"" + type + "\",\"shape\":[2],\"data_offsets\":[0," + data.length + "]}}";
        try (WeightsFile file = WeightsFile.open(file(header, data))) {
            return file.tensors().get("w").doubles();
        }
    }

    @Test
    void halfPrecisionCoversSubnormalsAndInfinity() {
        assertEquals(0x1p-24f, ElementType.half((short) 1));
        assertEquals(65504f, ElementType.half((short) 0x7BFF));
        assertEquals(Float.NEGATIVE_INFINITY, ElementType.half((short) 0xFC00));
        assertTrue(Float.isNaN(ElementType.half((short) 0x7E00)));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Path path = folder.resolve("model.safetensors");
        SafetensorsWriter.write(
                path,
                List.of(
                        new Content("flag", ElementType.BOOL, new long[] {1}, () -> ByteBuffer.wrap(new byte[] {1})),
                        new Content("w", ElementType.F32, new long[] {2, 1}, () -> bytes(8).putFloat(3)
                                .putFloat(4)
                                .flip()),
                        new Content("none", ElementType.F32, new long[] {0}, () -> bytes(0))),
                Map.of("network", "bit \"quoted\""));
        byte[] written = Files.readAllBytes(path);
        assertEquals(0, ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
        try (WeightsFile file = WeightsFile.open(path)) {
            assertEquals("bit \"quoted\"", file.metadata().get("network"));
            assertArrayEquals(new float[] {3, 4}, file.tensors().get("w").floats());
            assertArrayEquals(new float[] {1}, file.tensors().get("flag").floats());
            assertArrayEquals(new float[] {}, file.tensors().get("none").floats());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "offsets are 0 to 4|{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "begins at byte 4|{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "begins at byte 2|{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}",
                "end at byte 4|{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "end at byte 4000000000|{\"w\":{\"dtype\":\"F32\",\"shape\":[1000000000],\"data_offsets\":[0,4000000000]}}",
                "impossible shape|{\"w\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}",
                "impossible shape|{\"w\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "not supported|{\"w\":{\"dtype\":\"F8\",\"shape\":[8],\"data_offsets\":[0,8]}}",
                "not a whole number|{\"w\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}",
                "lacks its shape|{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}",
                "listed twice|{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "not well-formed|{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}",
                "not well-formed|{\"w\":3}",
                "not begin with a brace|[1, 2, 3]",
                "does not know|{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"code\":\"x\"}}",
                "is not one text|{\"__metadata__\":{\"a\":1}}",
            })
    void refusesWhatDoesNotHoldTogether(String reason, String header) throws Exception {
        assertRefused(reason, file(header, new byte[8]));
    }

    @Test
    void refusesAHeaderBeyondTheFileOrTheLimit() throws Exception {
        assertRefused(
                "header claims",
                Files.write(folder.resolve("w"), bytes(16).putLong(1L << 40).array()));
        assertRefused(
                "header claims",
                Files.write(folder.resolve("w"), bytes(16).putLong(-1).array()));
        assertRefused("has only 3 bytes", Files.write(folder.resolve("w"), new byte[3]));
        assertRefused(
                "not UTF-8",
                Files.write(
                        folder.resolve("w"),
                        bytes(10).putLong(2).put((byte) '{').put((byte) 0xFF).array()));
    }

    @Test
    void aDamagedHeaderIsRefusedOrReadButNeverAFault() throws Exception {
        String header =
                "{\"__metadata__\":{\"a\":\"b\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}";
        byte[] good = Files.readAllBytes(file(header, new byte[8]));
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try (WeightsFile file = WeightsFile.open(Files.write(folder.resolve("damaged"), damaged))) {
                for (StoredTensor tensor : file.tensors().values()) {
                    tensor.floats();
                }
            } catch (BadInputException e) {
                refused++;
            }
        }
        assertTrue(refused > 1000, "refused " + refused);
    }

    private static void assertRefused(String reason, Path file) {
        BadInputException refusal = assertThrows(
                BadInputException.class, () -> WeightsFile.open(file).close());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = bytes(8 + text.length + data.length)
                .putLong(text.length)
                .put(text)
                .put(data);
        return Files.write(folder.resolve("w.safetensors"), content.array());
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
