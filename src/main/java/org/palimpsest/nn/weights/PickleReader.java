package org.palimpsest.nn.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.nn.weights.Pickled.Dictionary;
import org.palimpsest.nn.weights.Pickled.Name;
import org.palimpsest.nn.weights.Pickled.None;
import org.palimpsest.nn.weights.Pickled.Opaque;
import org.palimpsest.nn.weights.Pickled.Plain;
import org.palimpsest.nn.weights.Pickled.Sequence;

/**
 * Reads a Python pickle as data: only the operations that torch writes, only names of an allow list, nothing is ever run.
 *
 * <p>Memory is bounded by the number of operations and by the bytes that are really in the file.
 */
final class PickleReader {
    private static final int MOST_OPERATIONS = 2_000_000;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_INTEGER = 16;

    private final FileBytes bytes;
    private final Deque<List<Pickled>> marked = new ArrayDeque<>();
    private final Map<Long, Pickled> memo = new HashMap<>();
    private List<Pickled> stack = new ArrayList<>();
    private int operations;

    PickleReader(FileBytes bytes) {
        this.bytes = bytes;
    }

    /** Reads one pickle up to its end and returns its value. */
    Pickled read() throws IOException, Refusal {
        while (true) {
            count(1);
            int operation = bytes.unsignedByte();
            if (operation == '.') {
                return pop();
            }
            if (!readPlain(operation) && !readContainer(operation)) {
                readReference(operation);
            }
        }
    }

    private void count(int more) throws Refusal {
        operations += more;
        if (operations > MOST_OPERATIONS) {
            throw new Refusal("it holds more than " + MOST_OPERATIONS + " values beside its weights.");
        }
    }

    /** Numbers, texts and truth values. */
    private boolean readPlain(int operation) throws IOException, Refusal {
        switch (operation) {
            case 0x80 -> readProtocol();
            case 'N' -> push(None.NONE);
            case 0x88 -> push(new Plain(true));
            case 0x89 -> push(new Plain(false));
            case 'K' -> push(new Plain((long) bytes.unsignedByte()));
            case 'M' -> push(new Plain(little(2)));
            case 'J' -> push(new Plain((long) (int) little(4)));
            case 0x8a -> push(new Plain(integer(bytes.unsignedByte())));
            case 'G' ->
                push(new Plain(
                        bytes.bytes(Double.BYTES).order(ByteOrder.BIG_ENDIAN).getDouble()));
            case 'X' -> push(new Plain(text(little(4))));
            case 0x8c -> push(new Plain(text(bytes.unsignedByte())));
            case 'T', 'B' -> push(new Plain(text(little(4))));
            case 'U', 'C' -> push(new Plain(text(bytes.unsignedByte())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void readProtocol() throws IOException, Refusal {
        int protocol = bytes.unsignedByte();
        if (protocol < 2 || protocol > 5) {
            throw new Refusal("its pickle has protocol " + protocol + ", which torch never writes.");
        }
    }

    /** Lists, tuples, dictionaries and the stack itself. */
    private boolean readContainer(int operation) throws IOException, Refusal {
        switch (operation) {
            case '(' -> {
                marked.push(stack);
                stack = new ArrayList<>();
            }
            case '0' -> pop();
            case '1' -> popToMark();
            case ']', ')' -> push(new Sequence());
            case '}' -> push(new Dictionary());
            case 't', 'l' -> push(sequence(popToMark()));
            case 0x85, 0x86, 0x87 -> push(sequence(popLast(operation - 0x84)));
            case 'd' -> {
                Dictionary dictionary = new Dictionary();
                putAll(dictionary, popToMark());
                push(dictionary);
            }
            case 'a' -> {
                Pickled item = pop();
                top(Sequence.class).items.add(item);
            }
            case 'e' -> {
                List<Pickled> items = popToMark();
                top(Sequence.class).items.addAll(items);
            }
            case 's' -> {
                List<Pickled> pair = popLast(2);
                putAll(top(Dictionary.class), pair);
            }
            case 'u' -> {
                List<Pickled> items = popToMark();
                putAll(top(Dictionary.class), items);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The memo, names, and what is built from them. */
    private void readReference(int operation) throws IOException, Refusal {
        switch (operation) {
            case 'q' -> memo.put((long) bytes.unsignedByte(), peek());
            case 'r' -> memo.put(little(4), peek());
            case 0x94 -> memo.put((long) memo.size(), peek());
            case 'h' -> push(remembered(bytes.unsignedByte()));
            case 'j' -> push(remembered(little(4)));
            case 'c' -> push(allowed(line(), line()));
            case 0x93 -> {
                List<Pickled> pair = popLast(2);
                push(allowed(textOf(pair.get(0)), textOf(pair.get(1))));
            }
            case 'Q' -> push(TorchNames.storage(pop()));
            case 'R', 0x81 -> {
                Pickled arguments = pop();
                Pickled function = pop();
                if (!(function instanceof Name name) || !(arguments instanceof Sequence sequence)) {
                    throw new Refusal("its pickle calls something that is no name.");
                }
                // A call copies what it is given, and one list may be given many times.
                for (Pickled argument : sequence.items) {
                    count(argument instanceof Sequence list ? 1 + list.items.size() : 1);
                }
                push(TorchNames.rebuild(name, sequence.items));
            }
            case 'b' -> readState();
            case 0x95 -> bytes.skip(Long.BYTES);
            default ->
                throw new Refusal(
                        String.format("its pickle has the operation 0x%02x, which torch never writes.", operation));
        }
    }

    /** An object's own attributes, which no weight is kept in: torch gives its ordered dictionaries some. */
    private void readState() throws Refusal {
        pop();
        if (!(peek() instanceof Dictionary || peek() instanceof Opaque)) {
            throw new Refusal("its pickle gives attributes to something that can have none.");
        }
    }

    private static Name allowed(String module, String name) throws Refusal {
        Name found = new Name(module, name);
        if (!TorchNames.isAllowed(found)) {
            throw new Refusal("it names " + Refusal.quoted(found.full())
                    + ", which a file of weights has no use for; nothing of it was run. Save the state dict alone and try"
                    + " again.");
        }
        return found;
    }

    private Pickled remembered(long index) throws Refusal {
        Pickled value = memo.get(index);
        if (value == null) {
            throw new Refusal("its pickle refers to a value that it never gave.");
        }
        return value;
    }

    private static Sequence sequence(List<Pickled> items) {
        Sequence sequence = new Sequence();
        sequence.items.addAll(items);
        return sequence;
    }

    private static void putAll(Dictionary dictionary, List<Pickled> items) throws Refusal {
        if (items.size() % 2 != 0) {
            throw new Refusal("its pickle has a key without a value.");
        }
        for (int i = 0; i < items.size(); i += 2) {
            // A container as key could make comparing keys run for ever.
            if (!(items.get(i) instanceof Plain key)) {
                throw new Refusal("its pickle has a dictionary key that is neither text nor number.");
            }
            dictionary.items.put(key.value(), items.get(i + 1));
        }
    }

    private void push(Pickled value) {
        stack.add(value);
    }

    private Pickled pop() throws Refusal {
        Pickled value = peek();
        stack.remove(stack.size() - 1);
        return value;
    }

    private Pickled peek() throws Refusal {
        if (stack.isEmpty()) {
            throw new Refusal("its pickle takes a value that is not there.");
        }
        return stack.get(stack.size() - 1);
    }

    private <T extends Pickled> T top(Class<T> kind) throws Refusal {
        if (kind.isInstance(peek())) {
            return kind.cast(peek());
        }
        throw new Refusal(
                "its pickle fills something that is no " + kind.getSimpleName().toLowerCase(Locale.ROOT) + ".");
    }

    private List<Pickled> popLast(int count) throws Refusal {
        if (stack.size() < count) {
            throw new Refusal("its pickle takes a value that is not there.");
        }
        List<Pickled> tail = stack.subList(stack.size() - count, stack.size());
        List<Pickled> values = new ArrayList<>(tail);
        tail.clear();
        return values;
    }

    private List<Pickled> popToMark() throws Refusal {
        if (marked.isEmpty()) {
            throw new Refusal("its pickle ends a list that it never began.");
        }
        List<Pickled> values = stack;
        stack = marked.pop();
        return values;
    }

    private long little(int count) throws IOException, Refusal {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) bytes.unsignedByte() << 8 * i;
        }
        return value;
    }

    /** A little-endian two's complement number of {@code count} bytes. */
    private Object integer(int count) throws IOException, Refusal {
        if (count > LONGEST_INTEGER) {
            throw new Refusal("its pickle has a whole number of " + count + " bytes.");
        }
        byte[] bigEndian = new byte[count];
        for (int i = count - 1; i >= 0; i--) {
            bigEndian[i] = (byte) bytes.unsignedByte();
        }
        BigInteger value = count == 0 ? BigInteger.ZERO : new BigInteger(bigEndian);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private String text(long count) throws IOException, Refusal {
        if (count > LONGEST_TEXT) {
            throw new Refusal("its pickle claims a text of " + count + " bytes, and 1 MB is the limit.");
        }
        ByteBuffer encoded = bytes.bytes(count);
        return StandardCharsets.UTF_8.decode(encoded).toString();
    }

    private String line() throws IOException, Refusal {
        StringBuilder line = new StringBuilder();
        for (int next = bytes.unsignedByte(); next != '\n'; next = bytes.unsignedByte()) {
            if (line.length() == 1000) {
                throw new Refusal("its pickle has a name of more than 1000 characters.");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static String textOf(Pickled value) throws Refusal {
        if (value instanceof Plain plain && plain.value() instanceof String text) {
            return text;
        }
        throw new Refusal("its pickle has a name that is no text.");
    }
}
