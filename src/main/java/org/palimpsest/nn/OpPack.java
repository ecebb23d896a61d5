package org.palimpsest.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Operations of libtorch that DJL has no method for, called through a small TorchScript module of our own.
 *
 * <p>The methods stand as text in {@code op-pack.txt} beside this class; libtorch compiles them when the pack is first
 * used. Gradients flow through every call. A call costs about 6 microseconds beside
 * the operation itself. Safe for several threads.
 */
public final class OpPack {
    private static final Map<List<Long>, NDArray> SETTINGS = new ConcurrentHashMap<>();
    private static final Map<Double, NDArray> NUMBERS = new ConcurrentHashMap<>();
    private static final Map<String, NDArray> METHODS = new ConcurrentHashMap<>();

    private OpPack() {}

    /** Loads the pack once, when it is first needed. */
    private static final class Loaded {
        static final PtNDManager MANAGER = (PtNDManager) LibTorch.newManager(Device.cpu());
        static final PtSymbolBlock BLOCK = load();

        private static PtSymbolBlock load() {
            try {
                return JniUtils.loadModule(MANAGER, new ByteArrayInputStream(archive()), false, false);
            } catch (IOException e) {
                throw new UncheckedIOException("The operations that come with the program could not be loaded.", e);
            }
        }
    }

    /** Runs a method that takes arrays only. */
    public static NDArray call(String method, NDArray... arrays) {
        return callForList(method, arrays).get(0);
    }

    /** Runs a method whose last argument is a list of whole numbers (strides, sizes, switches). */
    public static NDArray call(String method, long[] settings, NDArray... arrays) {
        NDArray[] all = Arrays.copyOf(arrays, arrays.length + 1);
        all[arrays.length] = settings(settings);
        return call(method, all);
    }

    /** Runs a method that returns several arrays. */
    public static NDList callForList(String method, NDArray... arrays) {
        NDList inputs = new NDList(arrays.length + 1);
        for (NDArray array : arrays) {
            if (array.getName() != null) {
                // DJL reads meaning into the name of an argument.
                array.setName(null);
            }
            inputs.add(array);
        }
        // The results belong to the first entry's manager, so the method's name stands last.
        inputs.add(METHODS.computeIfAbsent(method, OpPack::method));
        return IValueUtils.forward(Loaded.BLOCK, inputs, true);
    }

    /** Runs a method with arguments of any kind, recording no gradient; the caller closes the result. */
    static IValue run(String method, IValue... arguments) {
        return IValueUtils.runMethod(Loaded.BLOCK, method, arguments);
    }

    private static NDArray method(String name) {
        NDArray marker = Loaded.MANAGER.create(0L);
        Scope.leave(marker);
        marker.setName("module_method:" + name);
        return marker;
    }

    /** A number to hand to a method, on the processor wherever the arrays are, so that reading it never waits. */
    static NDArray number(double value) {
        return NUMBERS.computeIfAbsent(value, ignored -> {
            NDArray array = Loaded.MANAGER.create(value);
            Scope.leave(array);
            return array;
        });
    }

    private static NDArray settings(long[] values) {
        List<Long> key = Arrays.stream(values).boxed().collect(Collectors.toUnmodifiableList());
        return SETTINGS.computeIfAbsent(key, ignored -> {
            NDArray array = Loaded.MANAGER.create(values);
            Scope.leave(array);
            return array;
        });
    }

    /** The TorchScript archive: a plain zip of stored entries. */
    private static byte[] archive() throws IOException {
        byte[] code;
        try (InputStream text = Objects.requireNonNull(OpPack.class.getResourceAsStream("op-pack.txt"))) {
            code = text.readAllBytes();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "ops/data.pkl", pickledObject());
            put(zip, "ops/code/__torch__.py", code);
            put(zip, "ops/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            put(zip, "ops/version", "3\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** One object of class {@code __torch__.Ops} whose only attribute is {@code training = False}, pickled. */
    private static byte[] pickledObject() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2});
        out.writeBytes("c__torch__\nOps\n)".getBytes(StandardCharsets.UTF_8));
        out.write(0x81);
        out.writeBytes(new byte[] {'}', 'X', 8, 0, 0, 0});
        out.writeBytes("training".getBytes(StandardCharsets.UTF_8));
        out.write(0x89);
        out.writeBytes("sb.".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
