package org.palimpsest.learned;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.palimpsest.base.BadInputException;

/**
 * The libtorch that a user brings in {@code PYTORCH_LIBRARY_PATH}, for graphics cards: looked at before this process loads it.
 *
 * <p>The bridge to Java fits one version only and crashes the process with any other. So the version is read from the files,
 * and the first load happens in a process of its own, whose crash costs nothing.
 */
final class OwnLibTorch {
    static final String VERSION = "2.7.1";
    private static final String VARIABLE = "PYTORCH_LIBRARY_PATH";
    private static final String ADVICE =
            " Unset " + VARIABLE + " to compute on the processor with the libtorch that came with Palimpsest.";
    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final List<String> LIBRARIES = List.of("libtorch.so", "torch.dll", "libtorch.dylib");
    private static final long PATIENCE_SECONDS = 180;

    private static boolean proved;

    private OwnLibTorch() {}

    /** Checks what the environment names, once in a process. */
    static synchronized void requireUsable() throws BadInputException {
        String path = System.getenv(VARIABLE);
        if (!proved && path != null && !path.isBlank()) {
            requireVersion(Path.of(path));
            requireLoadable(Path.of(path));
        }
        proved = true;
    }

    /**
     * Reads the version from the files around a library: {@code build-version} of PyTorch's own archives, or
     * {@code version.py} of a Python installation.
     */
    static void requireVersion(Path folder) throws BadInputException {
        if (LIBRARIES.stream().noneMatch(name -> Files.isRegularFile(folder.resolve(name)))) {
            throw new BadInputException(VARIABLE + " names " + folder + ", but there is no libtorch in it." + ADVICE);
        }
        Path above = folder.toAbsolutePath().normalize().resolve("..").normalize();
        for (Path file :
                List.of(folder.resolve("build-version"), above.resolve("build-version"), above.resolve("version.py"))) {
            Optional<String> version = version(file);
            if (version.isPresent()) {
                if (!version.get().equals(VERSION)) {
                    throw new BadInputException("The libtorch in " + folder + " is version " + version.get()
                            + ", but only " + VERSION + " works with this program." + ADVICE);
                }
                return;
            }
        }
        throw new BadInputException("The version of the libtorch in " + folder
                + " cannot be told: there is no build-version and no version.py beside it. It must be " + VERSION + "."
                + ADVICE);
    }

    private static Optional<String> version(Path file) throws BadInputException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(NUMBER::matcher)
                    .filter(Matcher::find)
                    .map(Matcher::group)
                    .findFirst();
        } catch (IOException e) {
            throw new BadInputException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Loads it in a child process and computes something there. */
    static void requireLoadable(Path folder) throws BadInputException {
        ProcessBuilder trial = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                LibTorchTrial.class.getName());
        trial.environment().put(VARIABLE, folder.toString());
        trial.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        String ending;
        try {
            Process process = trial.start();
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                if (process.exitValue() == 0) {
                    return;
                }
                ending = "ended with code " + process.exitValue();
            } else {
                process.destroyForcibly();
                ending = "did not answer within " + PATIENCE_SECONDS + " seconds";
            }
        } catch (IOException e) {
            ending = "could not be started: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ending = "was interrupted";
        }
        throw new BadInputException("The libtorch in " + folder + " does not work here: a trial process that loaded it "
                + ending + "." + ADVICE);
    }
}
