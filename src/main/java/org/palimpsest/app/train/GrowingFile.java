package org.palimpsest.app.train;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A text file that another process writes: each look gives the complete lines that are new since the last one. */
final class GrowingFile {
    private static final int MOST_BYTES = 4 << 20;

    private final Path file;
    private long position;

    GrowingFile(Path file) {
        this.file = file;
    }

    /** The lines that became complete since the last look; a file that was begun anew is read from its start. */
    List<String> newLines() throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return lines;
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            if (open.length() < position) {
                position = 0;
            }
            open.seek(position);
            byte[] bytes = new byte[(int) Math.min(MOST_BYTES, open.length() - position)];
            open.readFully(bytes);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (byte one : bytes) {
                if (one == '\n') {
                    lines.add(line.toString(StandardCharsets.UTF_8));
                    position += line.size() + 1;
                    line.reset();
                } else {
                    line.write(one);
                }
            }
        }
        return lines;
    }
}
