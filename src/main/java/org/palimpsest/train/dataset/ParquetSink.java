package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;

/**
 * Writes chips as Parquet shards with the hub's columns: imageA, imageB and label, each {@code {bytes, path}}. The number of
 * shards is in their names, so they get these when the last one is complete.
 */
final class ParquetSink implements DatasetMaker.Sink {
    private static final int ROWS_PER_SHARD = 500;
    private static final int ROWS_PER_GROUP = 100;
    private static final String PICTURE = "STRUCT(bytes BLOB, path VARCHAR)";

    private final Path folder;
    private final Connection connection;
    private final Map<Split, Integer> rows = new EnumMap<>(Split.class);
    private final Map<Split, Integer> shards = new EnumMap<>(Split.class);

    ParquetSink(Path folder) throws IOException {
        this.folder = folder;
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            execute("SET threads = 1");
        } catch (SQLException e) {
            throw new IOException("Parquet cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void add(Split split, String name, Chip chip) throws IOException, BadInputException {
        if (!PictureBytes.isPicture(chip)) {
            throw new BadInputException("Parquet shards hold pictures of one or three bands, but these have "
                    + chip.bands() + ". Use --format folder.");
        }
        try {
            if (rows.getOrDefault(split, 0) == 0) {
                execute(String.format(
                        Locale.ROOT,
                        "CREATE OR REPLACE TABLE %s (imageA %s, imageB %s, label %s)",
                        table(split),
                        PICTURE,
                        PICTURE,
                        PICTURE));
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table(split)
                    + " VALUES (struct_pack(bytes := ?::BLOB, path := ?), struct_pack(bytes := ?::BLOB, path := ?),"
                    + " struct_pack(bytes := ?::BLOB, path := ?))")) {
                byte[][] pictures = {
                    PictureBytes.image(chip, chip.before()),
                    PictureBytes.image(chip, chip.after()),
                    PictureBytes.label(chip)
                };
                for (int i = 0; i < pictures.length; i++) {
                    insert.setBytes(2 * i + 1, pictures[i]);
                    insert.setString(2 * i + 2, name + ".png");
                }
                insert.execute();
            }
            if (rows.merge(split, 1, Integer::sum) == ROWS_PER_SHARD) {
                writeShard(split);
            }
        } catch (SQLException e) {
            throw new IOException("The shard of " + split + " cannot be filled: " + e.getMessage(), e);
        }
    }

    private static String table(Split split) {
        return "pairs_" + split.id();
    }

    private void writeShard(Split split) throws SQLException {
        Path part = part(split, shards.getOrDefault(split, 0));
        execute("COPY " + table(split) + " TO '" + part.toString().replace("'", "''")
                + "' (FORMAT parquet, ROW_GROUP_SIZE " + ROWS_PER_GROUP + ")");
        execute("DELETE FROM " + table(split));
        shards.merge(split, 1, Integer::sum);
        rows.put(split, 0);
    }

    private Path part(Split split, int shard) {
        return AtomicFile.partOf(folder.resolve(split.id() + "-" + shard + ".parquet"));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Writes what is left and gives the shards their names. */
    @Override
    public void close() throws IOException {
        try (Connection closing = connection) {
            for (Split split : rows.keySet()) {
                if (rows.getOrDefault(split, 0) > 0) {
                    writeShard(split);
                }
            }
        } catch (SQLException e) {
            throw new IOException("The last shard cannot be written: " + e.getMessage(), e);
        }
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        for (Map.Entry<Split, Integer> entry : shards.entrySet()) {
            for (int shard = 0; shard < entry.getValue(); shard++) {
                String name =
                        String.format(Locale.ROOT, "%s-%05d-of-%05d.parquet", entry.getKey(), shard, entry.getValue());
                Files.move(part(entry.getKey(), shard), data.resolve(name));
            }
        }
    }
}
