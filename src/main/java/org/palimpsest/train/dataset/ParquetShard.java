package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.palimpsest.base.BadInputException;

/** One Parquet file of labelled pairs, read row by row by DuckDB, which skips the row groups that it does not need. */
final class ParquetShard {
    private final Path file;
    private final Connection connection;
    private final PreparedStatement one;
    private final long rows;

    private ParquetShard(Path file, Connection connection, PreparedStatement one, long rows) {
        this.file = file;
        this.connection = connection;
        this.one = one;
        this.rows = rows;
    }

    /** Looks at the file's columns and counts its rows; it stays open as long as the dataset is in use. */
    static ParquetShard open(Path file) throws BadInputException {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            try (var statement = connection.createStatement()) {
                statement.execute("SET threads = 1");
            }
            long rows;
            try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM read_parquet(?)")) {
                count.setString(1, file.toString());
                try (ResultSet result = count.executeQuery()) {
                    result.next();
                    rows = result.getLong(1);
                }
            }
            PreparedStatement one =
                    connection.prepareStatement("SELECT imageA.bytes, imageB.bytes, label.bytes FROM read_parquet('"
                            + file.toString().replace("'", "''")
                            + "', file_row_number = true) WHERE file_row_number = ?");
            return new ParquetShard(file, connection, one, rows);
        } catch (SQLException e) {
            throw new BadInputException(
                    file + " is not a Parquet file with the columns imageA, imageB and label of {bytes, path}: "
                            + firstLine(e) + ".",
                    e);
        }
    }

    long rows() {
        return rows;
    }

    /** The three encoded pictures of a row. */
    synchronized byte[][] pictures(long row) throws IOException, BadInputException {
        try {
            if (connection.isClosed()) {
                throw new IOException("the file was closed");
            }
            one.setLong(1, row);
            try (ResultSet result = one.executeQuery()) {
                if (!result.next()) {
                    throw new BadInputException(file + " has no row " + row + ".");
                }
                byte[][] pictures = new byte[3][];
                for (int i = 0; i < pictures.length; i++) {
                    Blob blob = result.getBlob(i + 1);
                    if (blob == null) {
                        throw new BadInputException(file + ", row " + row
                                + " holds a path in place of a picture; save the dataset with its pictures embedded.");
                    }
                    pictures[i] = blob.getBytes(1, Math.toIntExact(blob.length()));
                }
                return pictures;
            }
        } catch (SQLException e) {
            throw new BadInputException(file + " is damaged near row " + row + ": " + firstLine(e) + ".", e);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceAll("\\.$", "");
    }
}
