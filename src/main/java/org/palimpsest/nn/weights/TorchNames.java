package org.palimpsest.nn.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.palimpsest.nn.weights.Pickled.Dictionary;
import org.palimpsest.nn.weights.Pickled.Name;
import org.palimpsest.nn.weights.Pickled.Opaque;
import org.palimpsest.nn.weights.Pickled.Plain;
import org.palimpsest.nn.weights.Pickled.Sequence;
import org.palimpsest.nn.weights.Pickled.Storage;
import org.palimpsest.nn.weights.Pickled.Tensor;

/** The Python names that may occur in a file of weights, and what each stands for here. */
final class TorchNames {
    private static final int MOST_AXES = 64;

    private static final Map<String, ElementType> STORAGES = Map.of(
            "DoubleStorage", ElementType.F64,
            "FloatStorage", ElementType.F32,
            "HalfStorage", ElementType.F16,
            "BFloat16Storage", ElementType.BF16,
            "LongStorage", ElementType.I64,
            "IntStorage", ElementType.I32,
            "ShortStorage", ElementType.I16,
            "CharStorage", ElementType.I8,
            "ByteStorage", ElementType.U8,
            "BoolStorage", ElementType.BOOL);

    /** Objects that training programs leave beside the weights; they are kept as names without content. */
    private static final Set<String> OPAQUE = Set.of(
            "torch.device",
            "torch.float64",
            "torch.float32",
            "torch.float16",
            "torch.bfloat16",
            "torch.int64",
            "torch.int32",
            "torch.int16",
            "torch.int8",
            "torch.uint8",
            "torch.bool",
            "numpy.dtype",
            "numpy.core.multiarray.scalar",
            "numpy._core.multiarray.scalar",
            "_codecs.encode",
            "builtins.set",
            "__builtin__.set");

    private TorchNames() {}

    static boolean isAllowed(Name name) {
        return switch (name.full()) {
            case "collections.OrderedDict",
                    "torch.Size",
                    "torch._utils._rebuild_tensor",
                    "torch._utils._rebuild_tensor_v2",
                    "torch._utils._rebuild_parameter" -> true;
            default ->
                OPAQUE.contains(name.full()) || name.module().equals("torch") && STORAGES.containsKey(name.name());
        };
    }

    /** What the Python call {@code name(*arguments)} stands for. */
    static Pickled rebuild(Name name, List<Pickled> arguments) throws Refusal {
        return switch (name.full()) {
            case "collections.OrderedDict" -> dictionary(arguments);
            case "torch.Size" -> argument(arguments, 0, Sequence.class);
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> tensor(arguments);
            case "torch._utils._rebuild_parameter" -> argument(arguments, 0, Tensor.class);
            default -> {
                if (!OPAQUE.contains(name.full())) {
                    throw new Refusal("it builds a " + name.full() + ", which holds no weights.");
                }
                yield new Opaque(name.full());
            }
        };
    }

    /** The storage that a persistent identifier {@code ("storage", type, key, place, elements, ...)} names. */
    static Storage storage(Pickled identifier) throws Refusal {
        if (!(identifier instanceof Sequence sequence) || sequence.items.size() < 5) {
            throw new Refusal("its pickle refers to something outside that is no storage.");
        }
        Name type = argument(sequence.items, 1, Name.class);
        ElementType elementType = STORAGES.get(type.name());
        if (elementType == null || !type.module().equals("torch")) {
            throw new Refusal("it holds elements of type " + Refusal.quoted(type.full()) + ", which is not supported.");
        }
        if (sequence.items.size() > 5 && !(sequence.items.get(5) instanceof Pickled.None)) {
            throw new Refusal(
                    "it holds views of storages, which only very old versions of torch wrote; save it again.");
        }
        long elements = number(sequence.items, 4);
        if (elements < 0) {
            throw new Refusal("it holds a storage of " + elements + " elements.");
        }
        return new Storage(elementType, text(sequence.items, 2), elements);
    }

    private static Dictionary dictionary(List<Pickled> arguments) throws Refusal {
        Dictionary dictionary = new Dictionary();
        if (!arguments.isEmpty()) {
            for (Pickled pair : argument(arguments, 0, Sequence.class).items) {
                if (!(pair instanceof Sequence two)
                        || two.items.size() != 2
                        || !(two.items.get(0) instanceof Plain key)) {
                    throw new Refusal("it has an ordered dictionary that is no list of pairs.");
                }
                dictionary.items.put(key.value(), two.items.get(1));
            }
        }
        return dictionary;
    }

    private static Tensor tensor(List<Pickled> arguments) throws Refusal {
        Storage storage = argument(arguments, 0, Storage.class);
        long offset = number(arguments, 1);
        List<Long> shape = numbers(argument(arguments, 2, Sequence.class));
        List<Long> strides = numbers(argument(arguments, 3, Sequence.class));
        if (shape.size() != strides.size() || shape.size() > MOST_AXES) {
            throw new Refusal("it has a tensor whose shape and strides disagree.");
        }
        checkInside(storage, offset, shape, strides);
        return new Tensor(storage, offset, shape, strides);
    }

    /** Every element must lie in the storage, and no two elements at one place. */
    private static void checkInside(Storage storage, long offset, List<Long> shape, List<Long> strides) throws Refusal {
        List<long[]> axes = new ArrayList<>();
        boolean empty = false;
        for (int axis = 0; axis < shape.size(); axis++) {
            long size = shape.get(axis);
            if (size < 0 || strides.get(axis) < 0) {
                throw new Refusal("it has a tensor of the impossible shape " + shape + ".");
            }
            empty |= size == 0;
            if (size > 1) {
                axes.add(new long[] {strides.get(axis), size});
            }
        }
        if (offset < 0 || offset > storage.elements()) {
            throw new Refusal("it has a tensor that begins outside its storage.");
        }
        if (empty) {
            return;
        }
        axes.sort(Comparator.comparingLong(axis -> axis[0]));
        long reach = 0;
        for (long[] axis : axes) {
            if (axis[0] <= reach) {
                throw new Refusal("it has a tensor of shape " + shape + " whose elements overlap.");
            }
            long room = storage.elements() - offset - 1 - reach;
            if (room < 0 || axis[1] - 1 > room / axis[0]) {
                throw new Refusal("it has a tensor of shape " + shape + " in a storage of only " + storage.elements()
                        + " elements.");
            }
            reach += (axis[1] - 1) * axis[0];
        }
        if (offset + reach >= storage.elements()) {
            throw new Refusal(
                    "it has a tensor of shape " + shape + " in a storage of only " + storage.elements() + " elements.");
        }
    }

    private static <T extends Pickled> T argument(List<Pickled> arguments, int index, Class<T> kind) throws Refusal {
        if (index < arguments.size() && kind.isInstance(arguments.get(index))) {
            return kind.cast(arguments.get(index));
        }
        throw new Refusal("it has a tensor that is not described as torch does.");
    }

    private static long number(List<Pickled> arguments, int index) throws Refusal {
        if (argument(arguments, index, Plain.class).value() instanceof Long number) {
            return number;
        }
        throw new Refusal("it has a tensor that is not described as torch does.");
    }

    private static String text(List<Pickled> arguments, int index) throws Refusal {
        if (argument(arguments, index, Plain.class).value() instanceof String text) {
            return text;
        }
        throw new Refusal("it has a tensor that is not described as torch does.");
    }

    private static List<Long> numbers(Sequence sequence) throws Refusal {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < sequence.items.size(); i++) {
            numbers.add(number(sequence.items, i));
        }
        return numbers;
    }
}
