package org.palimpsest.learned;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.palimpsest.nn.Parameter;
import org.palimpsest.zoo.Network;

/** Files of weights that are all zero and take next to nothing of the disk, however large the network is. */
public final class HollowWeights {
    private HollowWeights() {}

    /** Writes the whole state of a network that need not be initialised, with {@code prefix} before every name. */
    public static Path write(Path file, Network network, String prefix) throws IOException {
        JsonObject header = new JsonObject();
        long end = 0;
        for (Map.Entry<String, Parameter> entry : network.state().entrySet()) {
            boolean floating = entry.getValue().type().isFloating();
            JsonObject tensor = new JsonObject();
            tensor.addProperty("dtype", floating ? "F32" : "I64");
            JsonArray shape = new JsonArray();
            for (long size : entry.getValue().shape().getShape()) {
                shape.add(size);
            }
            tensor.add("shape", shape);
            JsonArray offsets = new JsonArray();
            offsets.add(end);
            end += entry.getValue().shape().size() * (floating ? 4 : 8);
            offsets.add(end);
            tensor.add("data_offsets", offsets);
            header.add(prefix + entry.getKey(), tensor);
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(text.length)
                    .array());
            out.write(text);
            out.setLength(8 + text.length + end);
        }
        return file;
    }
}
