package org.palimpsest.learned.maskucd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;
import org.palimpsest.detect.FitInput;

/**
 * What a fit keeps in its run's folder, so that a resumed run does not train again: files of numbers, each with a checksum, which
 * appear when they are complete.
 *
 * <p>The run sees to it that inputs, settings and version are the same. A file that is damaged, or of another fit, is warned of
 * and not taken; then its part of the work is done again. A file that cannot be written is warned of too, and the fit goes on.
 *
 * @param folder yet to be made where nothing was kept; empty where nothing is to be kept
 * @param fit says which fit it is
 */
record KeptFit(Optional<Path> folder, String fit, Progress progress) {
    /** The network during the training, or after it. */
    static final String TRAINING = "training";
    /** What was gathered over the sampled windows of a large scene. */
    static final String SCENE = "scene";
    /** The threshold of the refined map. */
    static final String THRESHOLD = "threshold";

    /** Writes the numbers of a part. */
    @FunctionalInterface
    interface Writer {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** Reads them in the same order. */
    @FunctionalInterface
    interface Reader<T> {
        T readFrom(DataInputStream in) throws IOException;
    }

    static KeptFit of(FitInput input) {
        return new KeptFit(
                input.kept(),
                TrainingSettings.of(input.settings()) + ", " + input.pair().extent() + ", "
                        + input.pair().beforeBands() + " and " + input.pair().afterBands() + " bands",
                input.progress());
    }

    /** A part as an earlier try left it. */
    <T> Optional<T> read(String part, Reader<T> reader) {
        Optional<Path> file = folder.map(found -> found.resolve(part)).filter(Files::exists);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(checked(file.get())))) {
            if (!in.readUTF().equals(fit)) {
                throw new IOException("it is of another run");
            }
            return Optional.of(reader.readFrom(in));
        } catch (IOException | IllegalArgumentException e) {
            progress.warning(Notice.of(
                    "training.damaged",
                    "What was kept of the training in {0} cannot be used ({1}), so that part is done again.",
                    file.get(),
                    String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** The bytes of a file before its checksum, which must be theirs. */
    private static byte[] checked(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length - Integer.BYTES;
        if (length < 0 || ByteBuffer.wrap(bytes, length, Integer.BYTES).getInt() != checksum(bytes, length)) {
            throw new IOException("it is damaged");
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    /** Keeps a part in place of what was kept of it before. */
    void write(String part, Writer writer) {
        if (folder.isEmpty()) {
            return;
        }
        Path file = folder.get().resolve(part);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(fit);
            writer.writeTo(out);
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
            Files.createDirectories(folder.get());
            AtomicFile.<RuntimeException>write(file, target -> Files.write(target, bytes.toByteArray()));
        } catch (IOException e) {
            progress.warning(Notice.of(
                    "training.notKept",
                    "The training cannot be kept in {0} ({1}). The run goes on; a resumed one would train again.",
                    file,
                    String.valueOf(e.getMessage())));
        }
    }

    /** Forgets what follows from a training that is not taken. */
    void forgetResults() {
        for (String part : new String[] {SCENE, THRESHOLD}) {
            folder.ifPresent(found -> {
                try {
                    Files.deleteIfExists(found.resolve(part));
                } catch (IOException e) {
                    progress.warning(Notice.plain("An old file of the training stays: " + e.getMessage()));
                }
            });
        }
    }

    static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    static float[] readFloats(DataInputStream in) throws IOException {
        int length = length(in, Float.BYTES);
        float[] values = new float[length];
        ByteBuffer.wrap(in.readNBytes(length * Float.BYTES)).asFloatBuffer().get(values);
        return values;
    }

    static void writeDoubles(DataOutputStream out, double[] values) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    static double[] readDoubles(DataInputStream in) throws IOException {
        double[] values = new double[length(in, Double.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    /** How many elements follow, no more than there are bytes for. */
    static int length(DataInputStream in, int bytesOfOne) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available() / bytesOfOne) {
            throw new IOException("it ends too early");
        }
        return length;
    }
}
