package org.palimpsest.learned.maskucd;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.Notice;

/**
 * What a training had come to after an epoch: enough to go on as if it had never ended, bit for bit.
 *
 * @param side of the windows that it looks at, in pixels; 0 for the whole pair
 * @param ended whether no epoch is to follow
 * @param told what the user was told when it began
 * @param epochs how each went
 * @param steps updates of the optimiser so far
 * @param weights of the network by name
 * @param moments the optimiser's running means by name; empty where no epoch is to follow
 * @param map the last epoch's map of the whole pair, rows first; empty for windows, and where other epochs follow
 */
@SuppressWarnings("ArrayRecordComponent") // written and read, never compared
record KeptTraining(
        int side,
        boolean ended,
        Optional<Notice> told,
        PairScaling scaling,
        List<EpochRecord> epochs,
        int steps,
        Map<String, float[]> weights,
        Map<String, float[]> moments,
        float[] map) {
    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(side);
        out.writeBoolean(ended);
        write(out, told);
        scaling.writeTo(out);
        out.writeInt(epochs.size());
        for (EpochRecord epoch : epochs) {
            epoch.writeTo(out);
        }
        out.writeInt(steps);
        write(out, weights);
        write(out, moments);
        KeptFit.writeFloats(out, map);
    }

    static KeptTraining readFrom(DataInputStream in) throws IOException {
        int side = in.readInt();
        boolean ended = in.readBoolean();
        Optional<Notice> told = notice(in);
        PairScaling scaling = PairScaling.readFrom(in);
        int count = KeptFit.length(in, EpochRecord.BYTES);
        List<EpochRecord> epochs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            epochs.add(EpochRecord.readFrom(in));
        }
        return new KeptTraining(
                side,
                ended,
                told,
                scaling,
                List.copyOf(epochs),
                in.readInt(),
                read(in),
                read(in),
                KeptFit.readFloats(in));
    }

    private static void write(DataOutputStream out, Optional<Notice> told) throws IOException {
        out.writeBoolean(told.isPresent());
        if (told.isPresent()) {
            out.writeUTF(told.get().code());
            out.writeInt(told.get().values().size());
            for (String value : told.get().values()) {
                out.writeUTF(value);
            }
            out.writeUTF(told.get().message());
        }
    }

    private static Optional<Notice> notice(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return Optional.empty();
        }
        String code = in.readUTF();
        String[] values = new String[KeptFit.length(in, Short.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readUTF();
        }
        return Optional.of(new Notice(code, List.of(values), "", in.readUTF()));
    }

    private static void write(DataOutputStream out, Map<String, float[]> arrays) throws IOException {
        out.writeInt(arrays.size());
        for (Map.Entry<String, float[]> array : arrays.entrySet()) {
            out.writeUTF(array.getKey());
            KeptFit.writeFloats(out, array.getValue());
        }
    }

    private static Map<String, float[]> read(DataInputStream in) throws IOException {
        int count = KeptFit.length(in, Integer.BYTES);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            arrays.put(in.readUTF(), KeptFit.readFloats(in));
        }
        return arrays;
    }

    /** How the last epoch went. */
    EpochRecord last() {
        return epochs.get(epochs.size() - 1);
    }

    TrainingRecord record(TrainingSettings settings) {
        return new TrainingRecord(settings, scaling, last(), epochs);
    }
}
