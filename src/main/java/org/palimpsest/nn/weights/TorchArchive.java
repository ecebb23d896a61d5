package org.palimpsest.nn.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.nn.weights.Pickled.Dictionary;
import org.palimpsest.nn.weights.Pickled.Plain;
import org.palimpsest.nn.weights.Pickled.Sequence;
import org.palimpsest.nn.weights.Pickled.Storage;
import org.palimpsest.nn.weights.Pickled.Tensor;

/**
 * Reads what {@code torch.save} writes: the zip form of torch 1.6 and later, and the form before it.
 *
 * <p>Tensors inside nested dictionaries and lists are named by their path, joined with dots
 * ({@code model_G_state_dict.conv1.weight}).
 */
final class TorchArchive implements WeightsFile {
    private static final long PICKLE_LIMIT = 64 << 20;
    private static final int DEEPEST = 50;
    private static final BigInteger OLD_FORM = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long OLD_FORM_VERSION = 1001;

    private final FileChannel file;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final Map<Storage, List<Extent>> extents = new HashMap<>();

    private TorchArchive(FileChannel file) {
        this.file = file;
    }

    /** Reads the zip form; the caller closes the file if this fails. */
    static TorchArchive openZip(FileChannel file) throws IOException, Refusal {
        TorchArchive archive = new TorchArchive(file);
        archive.readZip();
        return archive;
    }

    /** Reads the form that torch wrote before 1.6; the caller closes the file if this fails. */
    static TorchArchive openOld(FileChannel file) throws IOException, Refusal {
        TorchArchive archive = new TorchArchive(file);
        archive.readOld();
        return archive;
    }

    @Override
    public Map<String, StoredTensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void readZip() throws IOException, Refusal {
        Map<String, StoredZip.Entry> entries = new StoredZip(file).entries();
        String folder = folder(entries);
        if (entries.containsKey(folder + "constants.pkl")) {
            throw new Refusal("it is a TorchScript program and not a file of weights.");
        }
        StoredZip.Entry order = entries.get(folder + "byteorder");
        if (order != null && order.size() < 16 && !text(order).strip().equals("little")) {
            throw new Refusal("its numbers are written in big-endian order, which is not supported.");
        }
        StoredZip.Entry pickle = entries.get(folder + "data.pkl");
        if (pickle == null || pickle.size() > PICKLE_LIMIT) {
            throw new Refusal("its list of weights is missing or larger than 64 MB.");
        }
        FileBytes bytes = new FileBytes(file, pickle.position(), pickle.position() + pickle.size());
        Pickled root = new PickleReader(bytes).read();
        Map<Storage, Long> positions = new HashMap<>();
        for (Storage storage : storages(root)) {
            StoredZip.Entry entry = entries.get(folder + "data/" + storage.key());
            if (entry == null) {
                throw new Refusal("the weights named " + Refusal.quoted(storage.key()) + " in its list are missing.");
            }
            if (storage.elements() != entry.size() / storage.type().bytes()) {
                throw new Refusal("it claims " + storage.elements() + " elements of " + storage.type()
                        + " where there are " + entry.size() + " bytes.");
            }
            positions.put(storage, entry.position());
        }
        collect(root, positions);
    }

    /** The folder that all entries of the archive stand in. */
    private static String folder(Map<String, StoredZip.Entry> entries) throws Refusal {
        for (String name : entries.keySet()) {
            if (name.equals("data.pkl") || name.endsWith("/data.pkl")) {
                return name.substring(0, name.length() - "data.pkl".length());
            }
        }
        throw new Refusal("it is a zip archive, but not one that torch wrote.");
    }

    private String text(StoredZip.Entry entry) throws IOException {
        return StandardCharsets.UTF_8
                .decode(FileBytes.read(file, entry.position(), (int) entry.size()))
                .toString();
    }

    private void readOld() throws IOException, Refusal {
        FileBytes bytes = new FileBytes(file, 0, file.size());
        if (!(read(bytes) instanceof Plain magic) || !OLD_FORM.equals(magic.value())) {
            throw new Refusal("it is a pickle, but not one that torch wrote.");
        }
        if (!(read(bytes) instanceof Plain version) || !version.value().equals(OLD_FORM_VERSION)) {
            throw new Refusal("it was written by a version of torch that is not supported.");
        }
        if (!(read(bytes) instanceof Dictionary system)
                || !(system.items.get("little_endian") instanceof Plain little)
                || !little.value().equals(true)) {
            throw new Refusal("its numbers are written in big-endian order, which is not supported.");
        }
        Pickled root = read(bytes);
        Map<String, Storage> byKey = new HashMap<>();
        for (Storage storage : storages(root)) {
            if (byKey.put(storage.key(), storage) != null) {
                throw new Refusal("it describes the storage " + Refusal.quoted(storage.key()) + " in two ways.");
            }
        }
        if (!(read(bytes) instanceof Sequence keys)) {
            throw new Refusal("its list of storages is missing.");
        }
        Map<Storage, Long> positions = new HashMap<>();
        for (Pickled key : keys.items) {
            Storage storage = key instanceof Plain plain ? byKey.get(plain.value()) : null;
            long elements = bytes.bytes(Long.BYTES).getLong();
            if (storage == null || elements != storage.elements()) {
                throw new Refusal("its list of storages disagrees with its weights.");
            }
            if (positions.put(storage, bytes.position()) != null) {
                throw new Refusal("its list of storages names one twice.");
            }
            if (elements > bytes.remaining() / storage.type().bytes()) {
                throw new Refusal("it claims " + elements + " elements of " + storage.type() + " where "
                        + bytes.remaining() + " bytes are left.");
            }
            bytes.skip(elements * storage.type().bytes());
        }
        if (!positions.keySet().containsAll(byKey.values())) {
            throw new Refusal("some of its weights are missing.");
        }
        collect(root, positions);
    }

    private static Pickled read(FileBytes bytes) throws IOException, Refusal {
        return new PickleReader(bytes).read();
    }

    /** Every storage that a value refers to, in order; a value that contains itself is refused. */
    private static List<Storage> storages(Pickled root) throws Refusal {
        Map<Storage, Boolean> found = new LinkedHashMap<>();
        visit(root, 0, new IdentityHashMap<>(), found);
        return new ArrayList<>(found.keySet());
    }

    /** Visits each value once; {@code open} says of a visited value whether its visit still goes on. */
    private static void visit(
            Pickled value, int depth, IdentityHashMap<Pickled, Boolean> open, Map<Storage, Boolean> found)
            throws Refusal {
        if (value instanceof Tensor tensor) {
            found.put(tensor.storage(), true);
        }
        if (!(value instanceof Dictionary || value instanceof Sequence)) {
            return;
        }
        Boolean state = open.get(value);
        if (state != null) {
            if (state) {
                throw new Refusal("it holds a value that contains itself.");
            }
            return;
        }
        if (depth > DEEPEST) {
            throw new Refusal("it holds values nested more than " + DEEPEST + " deep.");
        }
        open.put(value, true);
        for (Pickled item : items(value)) {
            visit(item, depth + 1, open, found);
        }
        open.put(value, false);
    }

    private static Iterable<Pickled> items(Pickled value) {
        if (value instanceof Dictionary dictionary) {
            return dictionary.items.values();
        }
        return value instanceof Sequence sequence ? sequence.items : List.of();
    }

    private void collect(Pickled root, Map<Storage, Long> positions) throws Refusal {
        collect("", root, positions, new IdentityHashMap<>());
        for (List<Extent> inStorage : extents.values()) {
            checkApart(inStorage);
        }
        if (tensors.isEmpty()) {
            throw new Refusal("it holds no weights.");
        }
    }

    /** Each container is listed under the first path that leads to it, so that sharing cannot multiply names. */
    private void collect(
            String path, Pickled value, Map<Storage, Long> positions, IdentityHashMap<Pickled, Boolean> listed)
            throws Refusal {
        if (value instanceof Tensor tensor) {
            add(path, tensor, positions);
        } else if (value instanceof Dictionary dictionary && listed.put(value, true) == null) {
            for (Map.Entry<Object, Pickled> item : dictionary.items.entrySet()) {
                collect(join(path, item.getKey()), item.getValue(), positions, listed);
            }
        } else if (value instanceof Sequence sequence && listed.put(value, true) == null) {
            for (int i = 0; i < sequence.items.size(); i++) {
                collect(join(path, i), sequence.items.get(i), positions, listed);
            }
        }
    }

    private static String join(String path, Object key) {
        return path.isEmpty() ? key.toString() : path + "." + key;
    }

    private void add(String name, Tensor tensor, Map<Storage, Long> positions) throws Refusal {
        Storage storage = tensor.storage();
        Long start = positions.get(storage);
        if (start == null) {
            throw new Refusal("the weights of " + Refusal.quoted(name) + " are missing.");
        }
        long[] shape = longs(tensor.shape());
        long[] strides = longs(tensor.strides());
        long position = start + tensor.offset() * storage.type().bytes();
        if (tensors.put(name, new StoredTensor(storage.type(), shape, strides, file, position)) != null) {
            throw new Refusal("it names " + Refusal.quoted(name) + " twice.");
        }
        extents.computeIfAbsent(storage, ignored -> new ArrayList<>()).add(Extent.of(name, tensor));
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /** What part of its storage a tensor reaches, in elements. */
    private record Extent(String name, long begin, long end, List<Long> shape) {
        static Extent of(String name, Tensor tensor) {
            long end = tensor.offset() + 1;
            for (int axis = 0; axis < tensor.shape().size(); axis++) {
                if (tensor.shape().get(axis) == 0) {
                    return new Extent(name, tensor.offset(), tensor.offset(), tensor.shape());
                }
                end += (tensor.shape().get(axis) - 1) * tensor.strides().get(axis);
            }
            return new Extent(name, tensor.offset(), end, tensor.shape());
        }
    }

    /** Tensors of one storage are either the same elements (shared weights) or have none in common. */
    private static void checkApart(List<Extent> extents) throws Refusal {
        extents.sort(Comparator.comparingLong(Extent::begin).thenComparingLong(Extent::end));
        for (int i = 1; i < extents.size(); i++) {
            Extent one = extents.get(i - 1);
            Extent next = extents.get(i);
            boolean same = one.begin() == next.begin() && one.end() == next.end();
            if (!same && next.begin() < one.end() && next.end() > next.begin()) {
                throw new Refusal("its weights " + Refusal.quoted(one.name()) + " and " + Refusal.quoted(next.name())
                        + " overlap.");
            }
        }
    }
}
