package org.palimpsest.learned;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much of the machine's memory this process holds, libtorch's included; Linux tells, other systems do not. */
public final class ResidentMemory {
    private static final Logger LOG = LoggerFactory.getLogger(ResidentMemory.class);
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private ResidentMemory() {}

    private interface LibC extends Library {
        int malloc_trim(long pad);
    }

    /**
     * Gives the system back what Java and libtorch hold and do not use; takes a moment, so it belongs between the stages of a
     * run.
     */
    public static void giveBack() {
        System.gc();
        if (Platform.isLinux()) {
            try {
                Native.load("c", LibC.class).malloc_trim(0);
            } catch (LinkageError e) {
                LOG.debug("This C library keeps what it holds.", e);
            }
        }
    }

    /** Gives back what is free and returns what is held now, in bytes; {@link #peak} counts from here on. */
    public static OptionalLong mark() {
        if (!Platform.isLinux() || !Files.isWritable(CLEAR)) {
            return OptionalLong.empty();
        }
        try {
            Native.load("c", LibC.class).malloc_trim(0);
            Files.writeString(CLEAR, "5");
        } catch (IOException | LinkageError e) {
            LOG.debug("The peak of memory cannot be reset.", e);
            return OptionalLong.empty();
        }
        return bytes("VmRSS:");
    }

    /** The most that was held since the last {@link #mark}, in bytes. */
    public static OptionalLong peak() {
        return bytes("VmHWM:");
    }

    private static OptionalLong bytes(String key) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
