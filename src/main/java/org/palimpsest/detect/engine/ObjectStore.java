package org.palimpsest.detect.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.palimpsest.detect.ChangeObject;
import org.palimpsest.raster.Window;

/**
 * The objects of a run's finished tiles on disk, beside the statistic in the {@link TileStore}.
 *
 * <p>One file to which each tile adds a record, in whatever order tiles finish: number, length and CRC-32C, then its objects. A
 * tile's record comes before the {@link TileJournal} names the tile; on opening, the file is read up to the first record that
 * is not whole, so a killed run loses at most the tiles that it was computing. In memory are the places of the records. Safe
 * from many threads.
 */
public final class ObjectStore implements Closeable {
    private static final String FILE_NAME = "objects.bin";
    private static final int HEAD_BYTES = Long.BYTES + 2 * Integer.BYTES;

    private final FileChannel file;
    private final Map<Long, Long> places = new HashMap<>();
    private long end;

    private ObjectStore(FileChannel file) {
        this.file = file;
    }

    /** Opens the store in a run's work folder and takes over the records of an earlier try that are whole. */
    public static ObjectStore open(Path folder) throws IOException {
        ObjectStore store = new ObjectStore(FileChannel.open(
                folder.resolve(FILE_NAME),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
        boolean complete = false;
        try {
            store.takeOver();
            complete = true;
            return store;
        } finally {
            if (!complete) {
                store.close();
            }
        }
    }

    private void takeOver() throws IOException {
        long length = file.size();
        while (end + HEAD_BYTES <= length) {
            ByteBuffer head = ByteBuffer.wrap(read(end, HEAD_BYTES));
            long tile = head.getLong();
            int bytes = head.getInt();
            if (bytes < 0 || end + HEAD_BYTES + bytes > length) {
                break;
            }
            if (checksum(read(end + HEAD_BYTES, bytes)) != head.getInt()) {
                break;
            }
            places.put(tile, end);
            end += HEAD_BYTES + bytes;
        }
        file.truncate(end);
    }

    /** Tells whether the objects of a tile are there; a tile without any has a record too. */
    public synchronized boolean has(long tile) {
        return places.containsKey(tile);
    }

    /** Keeps the objects of a tile. */
    public void write(long tile, List<ChangeObject> objects) throws IOException {
        byte[] content = encode(objects);
        ByteBuffer record = ByteBuffer.allocate(HEAD_BYTES + content.length);
        record.putLong(tile).putInt(content.length).putInt(checksum(content));
        record.put(content).flip();
        synchronized (this) {
            for (long at = end; record.hasRemaining(); ) {
                at += file.write(record, at);
            }
            places.put(tile, end);
            end += HEAD_BYTES + content.length;
        }
    }

    /** The objects of a tile, in the order in which they were written; none where the tile is not there. */
    public List<ChangeObject> read(long tile) throws IOException {
        long place;
        synchronized (this) {
            place = places.getOrDefault(tile, -1L);
        }
        if (place < 0) {
            return List.of();
        }
        ByteBuffer head = ByteBuffer.wrap(read(place, HEAD_BYTES));
        return decode(read(place + HEAD_BYTES, head.getInt(Long.BYTES)));
    }

    private byte[] read(long from, int bytes) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(new byte[bytes]);
        while (content.hasRemaining()) {
            if (file.read(content, from + content.position()) < 0) {
                throw new IOException("The file " + FILE_NAME + " of the unfinished run was cut short");
            }
        }
        return content.array();
    }

    private static byte[] encode(List<ChangeObject> objects) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(objects.size());
            for (ChangeObject object : objects) {
                out.writeInt(object.query());
                out.writeInt(object.objectClass());
                out.writeDouble(object.classScore());
                out.writeDouble(object.maskScore());
                out.writeBoolean(object.cut());
                Window bounds = object.bounds();
                out.writeInt(bounds.x());
                out.writeInt(bounds.y());
                out.writeInt(bounds.width());
                out.writeInt(bounds.height());
                byte[] pixels = object.pixels().toByteArray();
                out.writeInt(pixels.length);
                out.write(pixels);
            }
        }
        return bytes.toByteArray();
    }

    private static List<ChangeObject> decode(byte[] content) throws IOException {
        List<ChangeObject> objects = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                int query = in.readInt();
                int objectClass = in.readInt();
                double classScore = in.readDouble();
                double maskScore = in.readDouble();
                boolean cut = in.readBoolean();
                Window bounds = new Window(in.readInt(), in.readInt(), in.readInt(), in.readInt());
                BitSet pixels = BitSet.valueOf(in.readNBytes(in.readInt()));
                objects.add(new ChangeObject(query, objectClass, classScore, maskScore, bounds, pixels, cut));
            }
        }
        return objects;
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
