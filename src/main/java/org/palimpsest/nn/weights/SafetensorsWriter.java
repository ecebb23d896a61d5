package org.palimpsest.nn.weights;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.palimpsest.base.AtomicFile;

/** Writes safetensors files, one tensor in memory at a time; the file appears under its name when it is complete. */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;
    private static final int PIECE_BYTES = 1 << 20;

    private SafetensorsWriter() {}

    /**
     * One tensor to be written.
     *
     * @param bytes gives the elements in C order, little-endian, when their turn comes
     */
    public record Content(String name, ElementType type, long[] shape, Supplier<ByteBuffer> bytes) {
        long size() {
            return Arrays.stream(shape).reduce(type.bytes(), Math::multiplyExact);
        }
    }

    /** Writes {@code tensors} and {@code metadata} (texts by key) to {@code target}. */
    public static void write(Path target, List<Content> tensors, Map<String, String> metadata) throws IOException {
        // Wide elements first, so that every tensor starts at a multiple of its element's size.
        List<Content> ordered = new ArrayList<>(tensors);
        ordered.sort(Comparator.comparingInt((Content tensor) -> tensor.type().bytes())
                .reversed());
        byte[] header = header(ordered, metadata);
        AtomicFile.<RuntimeException>write(target, part -> {
            try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                writeAll(file, length.putLong(header.length).flip());
                writeAll(file, ByteBuffer.wrap(header));
                for (Content tensor : ordered) {
                    ByteBuffer bytes = tensor.bytes().get();
                    if (bytes.remaining() != tensor.size()) {
                        throw new IllegalArgumentException("Tensor " + tensor.name() + " needs " + tensor.size()
                                + " bytes, but has " + bytes.remaining() + ".");
                    }
                    writeAll(file, bytes);
                }
            }
        });
    }

    /** Writes in pieces, because the channel copies each piece to memory outside the heap, which it keeps. */
    private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + PIECE_BYTES));
            file.write(bytes);
        }
    }

    private static byte[] header(List<Content> tensors, Map<String, String> metadata) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name("__metadata__").beginObject();
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.name(entry.getKey()).value(entry.getValue());
                }
                json.endObject();
            }
            long begin = 0;
            for (Content tensor : tensors) {
                long end = begin + tensor.size();
                json.name(tensor.name()).beginObject();
                json.name("dtype").value(tensor.type().name());
                json.name("shape").beginArray();
                for (long axis : tensor.shape()) {
                    json.value(axis);
                }
                json.endArray();
                json.name("data_offsets").beginArray().value(begin).value(end).endArray();
                json.endObject();
                begin = end;
            }
            json.endObject();
        }
        // Blanks fill the header up, so that the tensors begin aligned.
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] filled = Arrays.copyOf(bytes, (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(filled, bytes.length, filled.length, (byte) ' ');
        return filled;
    }
}
