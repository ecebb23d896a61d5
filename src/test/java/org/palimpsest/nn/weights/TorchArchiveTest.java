package org.palimpsest.nn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.base.BadInputException;

/** Archives built byte by byte from the format's definition: genuine ones are read, hostile ones are refused. */
class TorchArchiveTest {
    private static final byte[] OLD_MAGIC = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        'l',
        (byte) 0xfc,
        (byte) 0x9c,
        'F',
        (byte) 0xf9,
        ' ',
        'j',
        (byte) 0xa8,
        'P',
        0x19,
        '.'
    };

    @TempDir
    Path folder;

    @Test
    void readsAStateDictOfTheZipForm() throws Exception {
        try (WeightsFile file = WeightsFile.open(
                zip(stateDict(), Map.of("data/0", PickleBytes.floats(1, 2, 3, 4, 5, 6), "data/1", longs(42))))) {
            assertEquals(
                    List.of("conv1.weight", "bn1.num_batches_tracked"),
                    List.copyOf(file.tensors().keySet()));
            assertArrayEquals(
                    new float[] {1, 2, 3, 4, 5, 6},
                    file.tensors().get("conv1.weight").floats());
            assertArrayEquals(
                    new long[] {2, 3}, file.tensors().get("conv1.weight").shape());
            assertArrayEquals(
                    new double[] {42},
                    file.tensors().get("bn1.num_batches_tracked").doubles());
        }
    }

    @Test
    void readsTheFormBeforeTorch16() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(OLD_MAGIC);
        out.writeBytes(new PickleBytes().number(1001).bytes());
        out.writeBytes(
                new PickleBytes().op('}').text("little_endian").op(0x88).op('s').bytes());
        out.writeBytes(new PickleBytes()
                .orderedDictionary()
                .text("fc.bias")
                .global("torch._utils", "_rebuild_tensor_v2")
                .op('(')
                .storage("FloatStorage", "94350", 3, true)
                .number(1)
                .tuple(2)
                .tuple(1)
                .op(0x89)
                .orderedDictionary()
                .op('t')
                .op('R')
                .op('s')
                .bytes());
        out.writeBytes(new PickleBytes().op(']').text("94350").op('a').bytes());
        out.writeBytes(longs(3));
        out.writeBytes(PickleBytes.floats(7, 8, 9));
        try (WeightsFile file = WeightsFile.open(write(out.toByteArray()))) {
            assertArrayEquals(new float[] {8, 9}, file.tensors().get("fc.bias").floats());
        }
    }

    @Test
    void namesNestedTensorsByTheirPathAndPassesOverWhatIsNoWeight() throws Exception {
        byte[] pickle = new PickleBytes()
                .op('}')
                .text("epoch")
                .number(5)
                .op('s')
                .text("best_val_acc")
                .global("numpy.core.multiarray", "scalar")
                .op(')')
                .op('R')
                .op('s')
                .text("model_G_state_dict")
                .orderedDictionary()
                .text("w")
                .tensor("HalfStorage", "0", 2, 0, new long[] {2}, new long[] {1})
                .op('s')
                .op('s')
                .bytes();
        byte[] halves = {0, 0x3C, 0, (byte) 0xC1};
        try (WeightsFile file = WeightsFile.open(zip(pickle, Map.of("data/0", halves)))) {
            assertArrayEquals(
                    new float[] {1, -2.5f},
                    file.tensors().get("model_G_state_dict.w").floats());
        }
    }

    @Test
    void readsTransposedAndSharedTensors() throws Exception {
        byte[] pickle = new PickleBytes()
                .orderedDictionary()
                .text("a")
                .tensor("FloatStorage", "0", 6, 0, new long[] {3, 2}, new long[] {1, 3})
                .op('s')
                .text("tied")
                .tensor("FloatStorage", "0", 6, 0, new long[] {3, 2}, new long[] {1, 3})
                .op('s')
                .bytes();
        try (WeightsFile file = WeightsFile.open(zip(pickle, Map.of("data/0", PickleBytes.floats(1, 2, 3, 4, 5, 6))))) {
            assertArrayEquals(
                    new float[] {1, 4, 2, 5, 3, 6}, file.tensors().get("a").floats());
            assertArrayEquals(
                    new float[] {1, 4, 2, 5, 3, 6}, file.tensors().get("tied").floats());
        }
    }

    @Test
    void refusesACallOfTheSystem() throws Exception {
        byte[] pickle = new PickleBytes()
                .global("os", "system")
                .op('(')
                .text("touch /tmp/owned")
                .op('t')
                .op('R')
                .bytes();
        assertRefused("\"os.system\"", zip(pickle, Map.of()));
    }

    @Test
    void refusesANameHiddenInsideAWeight() throws Exception {
        byte[] pickle = new PickleBytes()
                .orderedDictionary()
                .text("w")
                .global("torch._utils", "_rebuild_tensor_v2")
                .op('(')
                .global("builtins", "eval")
                .op('(')
                .text("1")
                .op('t')
                .op('R')
                .op('t')
                .op('R')
                .op('s')
                .bytes();
        assertRefused("\"builtins.eval\"", zip(pickle, Map.of()));
    }

    @Test
    void refusesANameTakenFromTheStack() throws Exception {
        byte[] pickle = new PickleBytes().text("posix").text("system").op(0x93).bytes();
        assertRefused("\"posix.system\"", zip(pickle, Map.of()));
    }

    @Test
    void refusesOperationsThatTorchNeverWrites() throws Exception {
        byte[] pickle = new PickleBytes()
                .op('(')
                .op('i')
                .raw("os\nsystem\n".getBytes(StandardCharsets.UTF_8))
                .bytes();
        assertRefused("0x69", zip(pickle, Map.of()));
    }

    @Test
    void refusesACompressedEntryWhateverItsSize() throws Exception {
        Path bomb = folder.resolve("bomb.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            for (int i = 0; i < 100; i++) {
                zip.write(new byte[1 << 20]);
            }
            zip.closeEntry();
        }
        assertRefused("compressed", bomb);
    }

    @Test
    void refusesAStorageThatClaimsGigabytes() throws Exception {
        long elements = 1L << 40;
        byte[] pickle = new PickleBytes()
                .orderedDictionary()
                .text("w")
                .tensor("FloatStorage", "0", elements, 0, new long[] {elements}, new long[] {1})
                .op('s')
                .bytes();
        assertRefused("1099511627776 elements", zip(pickle, Map.of("data/0", PickleBytes.floats(1))));
    }

    @Test
    void refusesATextThatClaimsGigabytes() throws Exception {
        byte[] pickle =
                new PickleBytes().op('X').int4(0x7FFFFFFF).raw((byte) 'a').bytes();
        assertRefused("2147483647 bytes", zip(pickle, Map.of()));
    }

    @Test
    void refusesATensorThatReachesOutOfItsStorage() throws Exception {
        assertTensorRefused("storage of only 6", 1, new long[] {2, 3}, new long[] {3, 1});
        assertTensorRefused("storage of only 6", 0, new long[] {2, 3}, new long[] {Long.MAX_VALUE, 1});
        assertTensorRefused("begins outside", 7, new long[] {1}, new long[] {1});
    }

    @Test
    void refusesAbsurdShapes() throws Exception {
        assertTensorRefused("elements overlap", 0, new long[] {1L << 40}, new long[] {0});
        assertTensorRefused("elements overlap", 0, new long[] {2, 2}, new long[] {1, 1});
        assertTensorRefused("impossible shape", 0, new long[] {-1}, new long[] {1});
        assertTensorRefused("storage of only 6", 0, new long[] {1L << 32, 1L << 32}, new long[] {1L << 32, 1});
        assertTensorRefused("disagree", 0, new long[] {2, 3}, new long[] {1});
    }

    @Test
    void refusesTensorsThatShareSomeElements() throws Exception {
        byte[] pickle = new PickleBytes()
                .orderedDictionary()
                .text("a")
                .tensor("FloatStorage", "0", 6, 0, new long[] {4}, new long[] {1})
                .op('s')
                .text("b")
                .tensor("FloatStorage", "0", 6, 2, new long[] {4}, new long[] {1})
                .op('s')
                .bytes();
        assertRefused("overlap", zip(pickle, Map.of("data/0", PickleBytes.floats(1, 2, 3, 4, 5, 6))));
    }

    @Test
    void refusesAValueThatContainsItself() throws Exception {
        byte[] pickle =
                new PickleBytes().op(']').op('q').op(9).op('h').op(9).op('a').bytes();
        assertRefused("contains itself", zip(pickle, Map.of()));
    }

    @Test
    void listsThatRepeatEachOtherDoNotMultiply() throws Exception {
        PickleBytes pickle = new PickleBytes().op(']').op('q').op(0);
        for (int level = 1; level <= 45; level++) {
            pickle.op('0').op(']').op('q').op(level).op('(');
            for (int i = 0; i < 10; i++) {
                pickle.op('h').op(level - 1);
            }
            pickle.op('e');
        }
        assertRefused("holds no weights", zip(pickle.bytes(), Map.of()));
    }

    @Test
    void refusesValuesNestedTooDeep() throws Exception {
        PickleBytes pickle = new PickleBytes();
        for (int i = 0; i < 100_000; i++) {
            pickle.op(']');
        }
        for (int i = 0; i < 99_999; i++) {
            pickle.op('a');
        }
        assertRefused("nested", zip(pickle.bytes(), Map.of()));
    }

    @Test
    void refusesALongListThatIsCopiedAgainAndAgain() throws Exception {
        PickleBytes pickle = new PickleBytes().op(']').op('q').op(0).op('(');
        for (int i = 0; i < 100_000; i++) {
            pickle.number(1).number(2).op(0x86);
        }
        pickle.op('e').op(0x85).op('r').int4(1000).op('0');
        for (int i = 0; i < 100_000; i++) {
            pickle.global("collections", "OrderedDict")
                    .op('j')
                    .int4(1000)
                    .op('R')
                    .op('0');
        }
        assertRefused("more than 2000000 values", zip(pickle.bytes(), Map.of()));
    }

    @Test
    void refusesMillionsOfValues() throws Exception {
        PickleBytes pickle = new PickleBytes();
        for (int i = 0; i < 2_000_001; i++) {
            pickle.op(']');
        }
        assertRefused("more than 2000000 values", zip(pickle.bytes(), Map.of()));
    }

    @Test
    void refusesMissingWeightsAndBrokenPickles() throws Exception {
        assertRefused("are missing", zip(stateDict(), Map.of("data/0", PickleBytes.floats(1, 2, 3, 4, 5, 6))));
        assertRefused("never gave", zip(new PickleBytes().op('h').op(3).bytes(), Map.of()));
        assertRefused("not there", zip(new PickleBytes().bytes(), Map.of()));
        assertRefused("never began", zip(new PickleBytes().op('t').bytes(), Map.of()));
        byte[] stateDict = stateDict();
        assertRefused("ends in the middle", zip(Arrays.copyOf(stateDict, stateDict.length / 3), Map.of()));
    }

    @Test
    void refusesEntriesOutsideTheFileOrOverlapping() throws Exception {
        byte[] good = Files.readAllBytes(
                zip(stateDict(), Map.of("data/0", PickleBytes.floats(1, 2, 3, 4, 5, 6), "data/1", longs(42))));
        int central = last(good, 0x02014b50);
        byte[] outside = good.clone();
        ByteBuffer.wrap(outside)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(central + 20, 1 << 30)
                .putInt(central + 24, 1 << 30);
        assertRefused("outside the file", write(outside));
        byte[] overlapping = good.clone();
        ByteBuffer.wrap(overlapping).order(ByteOrder.LITTLE_ENDIAN).putInt(central + 42, 0);
        assertRefused("overlaps", write(overlapping));
    }

    @Test
    void refusesATorchScriptProgram() throws Exception {
        assertRefused("TorchScript", zip(stateDict(), Map.of("constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'})));
    }

    @Test
    void aDamagedArchiveIsRefusedOrReadButNeverAFault() throws Exception {
        byte[] good = Files.readAllBytes(
                zip(stateDict(), Map.of("data/0", PickleBytes.floats(1, 2, 3, 4, 5, 6), "data/1", longs(42))));
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = good.clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(10) == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            }
            try (WeightsFile file = WeightsFile.open(write(damaged))) {
                for (StoredTensor tensor : file.tensors().values()) {
                    tensor.floats();
                }
            } catch (BadInputException e) {
                refused++;
            }
        }
        assertTrue(refused > 500, "refused " + refused);
    }

    private void assertTensorRefused(String reason, long offset, long[] shape, long[] strides) throws IOException {
        byte[] pickle = new PickleBytes()
                .orderedDictionary()
                .text("w")
                .tensor("FloatStorage", "0", 6, offset, shape, strides)
                .op('s')
                .bytes();
        assertRefused(reason, zip(pickle, Map.of("data/0", PickleBytes.floats(1, 2, 3, 4, 5, 6))));
    }

    private static void assertRefused(String reason, Path file) {
        BadInputException refusal = assertThrows(
                BadInputException.class, () -> WeightsFile.open(file).close());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertTrue(refusal.getMessage().startsWith(file.getFileName() + " is not a usable file of weights: "));
        assertEquals(1, refusal.getMessage().lines().count());
    }

    /** What torch writes for {@code {"conv1.weight": 2 x 3 floats, "bn1.num_batches_tracked": a counter}}. */
    private static byte[] stateDict() {
        return new PickleBytes()
                .orderedDictionary()
                .op('(')
                .text("conv1.weight")
                .tensor("FloatStorage", "0", 6, 0, new long[] {2, 3}, new long[] {3, 1})
                .text("bn1.num_batches_tracked")
                .tensor("LongStorage", "1", 1, 0, new long[] {}, new long[] {})
                .op('u')
                .op('}')
                .text("_metadata")
                .orderedDictionary()
                .op('s')
                .op('b')
                .bytes();
    }

    private static byte[] longs(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    private Path zip(byte[] pickle, Map<String, byte[]> others) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("data.pkl", pickle);
        entries.put("byteorder", "little".getBytes(StandardCharsets.UTF_8));
        entries.putAll(new TreeMap<>(others));
        entries.put("version", "3\n".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                CRC32 checksum = new CRC32();
                checksum.update(content.getValue());
                ZipEntry entry = new ZipEntry("archive/" + content.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.getValue().length);
                entry.setCrc(checksum.getValue());
                zip.putNextEntry(entry);
                zip.write(content.getValue());
                zip.closeEntry();
            }
        }
        return write(out.toByteArray());
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("weights.pth"), content);
    }

    private static int last(byte[] bytes, int signature) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = bytes.length - 4; at >= 0; at--) {
            if (buffer.getInt(at) == signature) {
                return at;
            }
        }
        throw new IllegalArgumentException("no such record");
    }
}
