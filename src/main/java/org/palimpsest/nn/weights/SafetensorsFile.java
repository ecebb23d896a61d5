package org.palimpsest.nn.weights;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a safetensors file: 8 bytes of header length, a JSON header, and the tensors' bytes without gap or overlap.
 *
 * <p>Strict: a header above 100 MB, an unknown type, a shape that disagrees with its bytes, a tensor outside the file, a gap
 * or an overlap is refused before any tensor is read.
 */
final class SafetensorsFile implements WeightsFile {
    private static final long HEADER_LIMIT = 100_000_000;
    private static final int MOST_TENSORS = 500_000;
    private static final int LENGTH_BYTES = 8;

    private final FileChannel channel;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafetensorsFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Reads and checks the header; the caller closes the file if this fails. */
    static SafetensorsFile open(FileChannel channel) throws IOException, Refusal {
        SafetensorsFile file = new SafetensorsFile(channel);
        file.readHeader();
        return file;
    }

    @Override
    public Map<String, StoredTensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Where one tensor's bytes stand, counted from the end of the header. */
    private record Extent(String name, long begin, long end) {}

    private void readHeader() throws IOException, Refusal {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw new Refusal("it has only " + size + " bytes.");
        }
        long length = FileBytes.read(channel, 0, LENGTH_BYTES).getLong();
        if (length < 2 || length > HEADER_LIMIT || length > size - LENGTH_BYTES) {
            throw new Refusal("its header claims " + Long.toUnsignedString(length) + " bytes, where the file has "
                    + size + " and 100 MB is the limit.");
        }
        long dataStart = LENGTH_BYTES + length;
        ByteBuffer header = FileBytes.read(channel, LENGTH_BYTES, (int) length);
        checkExtents(parse(header.array(), dataStart), size - dataStart);
    }

    private List<Extent> parse(byte[] header, long dataStart) throws IOException, Refusal {
        List<Extent> extents = new ArrayList<>();
        if (header[0] != '{') {
            throw new Refusal("its header does not begin with a brace.");
        }
        // A decoder of its own reports what is not UTF-8 instead of replacing it.
        Reader text = new InputStreamReader(new ByteArrayInputStream(header), StandardCharsets.UTF_8.newDecoder());
        try (JsonReader json = new JsonReader(text)) {
            json.setStrictness(Strictness.STRICT);
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (name.equals("__metadata__")) {
                    readMetadata(json);
                } else if (extents.size() == MOST_TENSORS) {
                    throw new Refusal("it lists more than " + MOST_TENSORS + " tensors.");
                } else {
                    extents.add(readTensor(json, name, dataStart));
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new Refusal("its header goes on after its end.");
            }
        } catch (CharacterCodingException e) {
            throw new Refusal("its header is not UTF-8 text.");
        } catch (MalformedJsonException | EOFException | JsonParseException | IllegalStateException e) {
            throw new Refusal("its header is not well-formed JSON.");
        } catch (NumberFormatException e) {
            throw new Refusal("its header has a size that is not a whole number.");
        }
        return extents;
    }

    private void readMetadata(JsonReader json) throws IOException, Refusal {
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (json.peek() != JsonToken.STRING || metadata.put(key, json.nextString()) != null) {
                throw new Refusal("its metadata entry " + Refusal.quoted(key) + " is not one text.");
            }
        }
        json.endObject();
    }

    private Extent readTensor(JsonReader json, String name, long dataStart) throws IOException, Refusal {
        String type = "";
        List<Long> shape = null;
        List<Long> offsets = List.of();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "dtype" -> type = json.nextString();
                case "shape" -> shape = readLongs(json);
                case "data_offsets" -> offsets = readLongs(json);
                default ->
                    throw new Refusal(
                            "tensor " + Refusal.quoted(name) + " has an entry that the format does not know.");
            }
        }
        json.endObject();
        if (shape == null || offsets.size() != 2) {
            throw new Refusal("tensor " + Refusal.quoted(name) + " lacks its shape or its two offsets.");
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        ElementType elementType = elementType(name, type);
        long bytes = bytes(name, shape, elementType);
        if (begin < 0 || end < begin || end - begin != bytes) {
            throw new Refusal("tensor " + Refusal.quoted(name) + " of shape " + shape + " and type " + type + " needs "
                    + bytes + " bytes, but its offsets are " + begin + " to " + end + ".");
        }
        long[] axes = shape.stream().mapToLong(Long::longValue).toArray();
        if (tensors.put(name, StoredTensor.contiguous(elementType, axes, channel, dataStart + begin)) != null) {
            throw new Refusal("tensor " + Refusal.quoted(name) + " is listed twice.");
        }
        return new Extent(name, begin, end);
    }

    private static List<Long> readLongs(JsonReader json) throws IOException, Refusal {
        List<Long> values = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            if (json.peek() != JsonToken.NUMBER || values.size() > 64) {
                throw new Refusal("its header has a shape or offset that is no short list of numbers.");
            }
            values.add(json.nextLong());
        }
        json.endArray();
        return values;
    }

    private static ElementType elementType(String name, String type) throws Refusal {
        try {
            return ElementType.valueOf(type);
        } catch (IllegalArgumentException e) {
            throw new Refusal("tensor " + Refusal.quoted(name) + " has the type " + Refusal.quoted(type)
                    + ", which is not supported.");
        }
    }

    private static long bytes(String name, List<Long> shape, ElementType type) throws Refusal {
        long bytes = type.bytes();
        for (long axis : shape) {
            if (axis < 0 || axis != 0 && bytes > Long.MAX_VALUE / axis) {
                throw new Refusal("tensor " + Refusal.quoted(name) + " has the impossible shape " + shape + ".");
            }
            bytes *= axis;
        }
        return bytes;
    }

    private static void checkExtents(List<Extent> extents, long dataBytes) throws Refusal {
        List<Extent> sorted = new ArrayList<>(extents);
        sorted.sort(Comparator.comparingLong(Extent::begin).thenComparingLong(Extent::end));
        long end = 0;
        for (Extent extent : sorted) {
            if (extent.begin() != end) {
                throw new Refusal("tensor " + Refusal.quoted(extent.name()) + " begins at byte " + extent.begin()
                        + ", but the one before it ends at " + end + ".");
            }
            end = extent.end();
        }
        if (end != dataBytes) {
            throw new Refusal("its tensors end at byte " + end + ", but there are " + dataBytes + " bytes of them.");
        }
    }
}
