package org.palimpsest.vector.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;

/**
 * Reads the polygons of a shapefile after the ESRI Shapefile Technical Description (1998), with or without heights and
 * measures, and their attributes where the .dbf file is beside it.
 */
final class ShapefileReader {
    private static final int HEADER_BYTES = 100;
    private static final int RECORD_HEADER_BYTES = 8;
    /** Shape type, four numbers of the extent, number of rings and of points. */
    private static final int POLYGON_HEADER_BYTES = 44;

    private static final int NO_SHAPE = 0;
    private static final List<Integer> POLYGONS = List.of(5, 15, 25);

    private final Path file;
    private final SeekableByteChannel channel;

    private ShapefileReader(Path file, SeekableByteChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static VectorLayer read(Path file) throws BadInputException {
        Optional<DbfReader> table = DbfReader.beside(file);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            List<PolygonFeature> features = new ShapefileReader(file, channel).features(table);
            return new VectorLayer(features, system(file));
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read: " + e.getMessage() + ".", e);
        } finally {
            if (table.isPresent()) {
                table.get().close();
            }
        }
    }

    private static Optional<Crs> system(Path file) throws BadInputException, IOException {
        Optional<Path> prj = sibling(file, "prj");
        if (prj.isEmpty()) {
            return Optional.empty();
        }
        String text = Files.readString(prj.get(), StandardCharsets.ISO_8859_1).trim();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Crs.parse(text));
        } catch (BadInputException e) {
            throw new BadInputException(prj.get() + ": " + e.getMessage(), e);
        }
    }

    /** A file of the same name with another ending, in lower or upper case. */
    static Optional<Path> sibling(Path file, String ending) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        for (String candidate : List.of(ending, ending.toUpperCase(java.util.Locale.ROOT))) {
            Path path = file.resolveSibling(stem + "." + candidate);
            if (Files.isRegularFile(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private List<PolygonFeature> features(Optional<DbfReader> table) throws IOException, BadInputException {
        List<PolygonFeature> features = new ArrayList<>();
        ByteBuffer header = bytes(HEADER_BYTES, "its header");
        long end = 2L * header.getInt(24); // Stated in words of two bytes.
        if (end > channel.size()) {
            throw damaged("its end");
        }
        int type = header.order(ByteOrder.LITTLE_ENDIAN).getInt(32);
        if (type != NO_SHAPE && !POLYGONS.contains(type)) {
            throw new BadInputException(file + " holds points or lines (shape type " + type + "), not polygons.");
        }
        for (long record = 0; channel.position() + RECORD_HEADER_BYTES <= end; record++) {
            long bytes =
                    2L * bytes(RECORD_HEADER_BYTES, "record " + (record + 1)).getInt(4);
            if (bytes < Integer.BYTES || bytes > channel.size() - channel.position()) {
                throw damaged("record " + (record + 1));
            }
            List<RingPolygon> polygons = polygons(bytes(Math.toIntExact(bytes), "record"), record + 1);
            Map<String, Object> attributes = Map.of();
            if (table.isPresent()) {
                Optional<Map<String, Object>> row = table.get().row(record);
                if (row.isEmpty()) {
                    continue; // Deleted in the table, which other programs take as deleted altogether.
                }
                attributes = row.get();
            }
            if (!polygons.isEmpty()) {
                features.add(new PolygonFeature(polygons, attributes));
            }
        }
        return features;
    }

    private List<RingPolygon> polygons(ByteBuffer record, long number) throws BadInputException {
        record.order(ByteOrder.LITTLE_ENDIAN);
        if (!POLYGONS.contains(record.getInt(0))) {
            return List.of();
        }
        if (record.capacity() < POLYGON_HEADER_BYTES) {
            throw damaged("record " + number);
        }
        int rings = record.getInt(36);
        int points = record.getInt(40);
        if (rings < 0 || points < 0 || POLYGON_HEADER_BYTES + 4L * rings + 16L * points > record.capacity()) {
            throw damaged("record " + number);
        }
        List<double[]> all = new ArrayList<>();
        for (int ring = 0; ring < rings; ring++) {
            int first = record.getInt(POLYGON_HEADER_BYTES + 4 * ring);
            int last = ring + 1 < rings ? record.getInt(POLYGON_HEADER_BYTES + 4 * (ring + 1)) : points;
            if (first < 0 || last < first || last > points) {
                throw damaged("record " + number);
            }
            if (last - first >= 4) {
                double[] xy = new double[2 * (last - first)];
                record.position(POLYGON_HEADER_BYTES + 4 * rings + 16 * first);
                record.asDoubleBuffer().get(xy);
                all.add(RingPolygon.closed(xy));
            }
        }
        return RingNesting.polygons(all);
    }

    private ByteBuffer bytes(int count, String what) throws IOException, BadInputException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw damaged(what);
            }
        }
        return buffer.flip();
    }

    private BadInputException damaged(String what) {
        return new BadInputException(file + " is damaged or incomplete at " + what + ". Get the file again.");
    }
}
