package org.palimpsest.nn.weights;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.palimpsest.base.AtomicFile;

/**
 * Writes a plain dictionary of tensors as {@code torch.save} does: an uncompressed zip archive with a pickle of names and shapes
 * and one file for each tensor's elements. PyTorch loads it with {@code torch.load(..., weights_only=True)}; there is no code in it.
 *
 * <p>The layout is PyTorch's since version 1.6; the pickle speaks protocol 2. One tensor is in memory at a time.
 */
public final class TorchArchiveWriter {
    private static final String ROOT = "archive/";

    private static final int PROTOCOL = 0x80;
    private static final int GLOBAL = 'c';
    private static final int MARK = '(';
    private static final int TUPLE = 't';
    private static final int EMPTY_TUPLE = ')';
    private static final int EMPTY_DICT = '}';
    private static final int TEXT = 'X';
    private static final int INT = 'J';
    private static final int LONG = 0x8a;
    private static final int FALSE = 0x89;
    private static final int PERSISTENT_ID = 'Q';
    private static final int REDUCE = 'R';
    private static final int SET_ITEMS = 'u';
    private static final int STOP = '.';

    private TorchArchiveWriter() {}

    /**
     * Writes the tensors in their order.
     *
     * @param tensors of 32-bit floats or 64-bit integers
     */
    public static void write(Path target, List<SafetensorsWriter.Content> tensors) throws IOException {
        byte[] pickle = pickle(tensors);
        AtomicFile.<RuntimeException>write(target, part -> {
            try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
                put(zip, "data.pkl", ByteBuffer.wrap(pickle));
                for (int i = 0; i < tensors.size(); i++) {
                    ByteBuffer bytes = tensors.get(i).bytes().get();
                    if (bytes.remaining() != tensors.get(i).size()) {
                        throw new IllegalArgumentException(
                                "Tensor " + tensors.get(i).name() + " needs "
                                        + tensors.get(i).size() + " bytes, but has " + bytes.remaining() + ".");
                    }
                    put(zip, "data/" + i, bytes);
                }
                put(zip, "version", ByteBuffer.wrap("3\n".getBytes(StandardCharsets.US_ASCII)));
            }
        });
    }

    /** Adds a file that is stored as it is, which PyTorch demands. */
    private static void put(ZipOutputStream zip, String name, ByteBuffer bytes) throws IOException {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        CRC32 check = new CRC32();
        check.update(array);
        ZipEntry entry = new ZipEntry(ROOT + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(array.length);
        entry.setCrc(check.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(array);
        zip.closeEntry();
    }

    private static byte[] pickle(List<SafetensorsWriter.Content> tensors) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(PROTOCOL);
        out.write(2);
        out.write(EMPTY_DICT);
        out.write(MARK);
        for (int i = 0; i < tensors.size(); i++) {
            text(out, tensors.get(i).name());
            tensor(out, tensors.get(i), i);
        }
        out.write(SET_ITEMS);
        out.write(STOP);
        return out.toByteArray();
    }

    /** A call of {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)}. */
    private static void tensor(ByteArrayOutputStream out, SafetensorsWriter.Content tensor, int index) {
        global(out, "torch._utils", "_rebuild_tensor_v2");
        out.write(MARK);
        out.write(MARK);
        text(out, "storage");
        global(out, "torch", storage(tensor.type()));
        text(out, Integer.toString(index));
        text(out, "cpu");
        whole(out, tensor.size() / tensor.type().bytes());
        out.write(TUPLE);
        out.write(PERSISTENT_ID);
        whole(out, 0);
        long[] shape = tensor.shape();
        long[] stride = new long[shape.length];
        long step = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            stride[axis] = step;
            step *= Math.max(1, shape[axis]);
        }
        tuple(out, shape);
        tuple(out, stride);
        out.write(FALSE);
        global(out, "collections", "OrderedDict");
        out.write(EMPTY_TUPLE);
        out.write(REDUCE);
        out.write(TUPLE);
        out.write(REDUCE);
    }

    private static String storage(ElementType type) {
        return switch (type) {
            case F32 -> "FloatStorage";
            case I64 -> "LongStorage";
            default -> throw new IllegalArgumentException("Tensors are written as F32 or I64, not as " + type + ".");
        };
    }

    private static void tuple(ByteArrayOutputStream out, long[] values) {
        out.write(MARK);
        for (long value : values) {
            whole(out, value);
        }
        out.write(TUPLE);
    }

    private static void global(ByteArrayOutputStream out, String module, String name) {
        out.write(GLOBAL);
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(TEXT);
        out.writeBytes(littleEndian(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static void whole(ByteArrayOutputStream out, long value) {
        if (value == (int) value) {
            out.write(INT);
            out.writeBytes(littleEndian(Integer.BYTES).putInt((int) value).array());
        } else {
            out.write(LONG);
            out.write(Long.BYTES);
            out.writeBytes(littleEndian(Long.BYTES).putLong(value).array());
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
