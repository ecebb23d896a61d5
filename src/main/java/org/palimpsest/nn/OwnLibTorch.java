package org.palimpsest.nn;

import com.sun.jna.NativeLibrary;
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
 * A libtorch in place of the one that came with the program, for graphics cards: the one that {@code PYTORCH_LIBRARY_PATH}
 * names, or else the {@link GpuSupport} that the user had installed. Looked at before this process loads it.
 *
 * <p>The bridge to Java fits one version only and crashes the process with any other. So the version is read from the files,
 * and the first load happens in a process of its own, whose crash costs nothing.
 */
public final class OwnLibTorch {
    static final String VERSION = "2.7.1";
    /** DJL's name for the build of its bridge that fits libtorch for CUDA. */
    static final String CUDA = "cu128";

    static final String TRIAL = "palimpsest.libtorch.trial";
    private static final String VARIABLE = "PYTORCH_LIBRARY_PATH";
    private static final String FLAVOUR = "PYTORCH_FLAVOR";
    private static final String ADVICE =
            " Unset " + VARIABLE + " to compute on the processor with the libtorch that came with Palimpsest.";
    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final List<String> LIBRARIES = List.of("libtorch.so", "torch.dll", "libtorch.dylib");
    private static final List<String> CUDA_LIBRARIES = List.of("libtorch_cuda.so", "torch_cuda.dll");
    private static final long PATIENCE_SECONDS = 180;

    private static boolean decided;

    private OwnLibTorch() {}

    /**
     * Decides which libtorch this process uses, once; {@link LibTorch} asks before it loads any.
     *
     * @throws BadInputException when the one that the environment names cannot be used
     */
    public static synchronized void requireUsable() throws BadInputException {
        if (decided) {
            return;
        }
        String path = System.getenv(VARIABLE);
        if (path != null && !path.isBlank()) {
            Path folder = Path.of(path);
            if (!Boolean.getBoolean(TRIAL)) {
                requireFitting(folder);
            }
            use(folder);
        } else {
            // Tried when it was installed; a trial at every start would cost seconds.
            GpuSupport.ofThisSystem().flatMap(GpuSupport::libraries).ifPresent(OwnLibTorch::use);
        }
        decided = true;
    }

    private static void requireFitting(Path folder) throws BadInputException {
        try {
            requireVersion(folder);
            requireLoadable(folder);
        } catch (BadInputException e) {
            throw new BadInputException(VARIABLE + " cannot be followed: " + e.getMessage() + ADVICE, e);
        }
    }

    /** Makes DJL take the libraries of a folder, with the bridge that fits them. */
    private static void use(Path folder) {
        System.setProperty(VARIABLE, folder.toString());
        if (System.getenv(FLAVOUR) == null) {
            // DJL would guess it from the machine, and guesses names of bridges that do not exist.
            boolean cuda = CUDA_LIBRARIES.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
            System.setProperty(FLAVOUR, cuda ? CUDA : "cpu");
        }
        Path runtime = folder.resolve("../../nvidia/cuda_runtime/lib").normalize();
        if (Files.isDirectory(runtime)) {
            // By it DJL counts the cards.
            NativeLibrary.addSearchPath("cudart", runtime.toString());
        }
    }

    /**
     * Reads the version from the files around a library: {@code build-version} of PyTorch's own archives, or
     * {@code version.py} of a Python installation.
     */
    static void requireVersion(Path folder) throws BadInputException {
        if (LIBRARIES.stream().noneMatch(name -> Files.isRegularFile(folder.resolve(name)))) {
            throw new BadInputException("There is no libtorch in " + folder + ".");
        }
        Path above = folder.toAbsolutePath().normalize().resolve("..").normalize();
        for (Path file :
                List.of(folder.resolve("build-version"), above.resolve("build-version"), above.resolve("version.py"))) {
            Optional<String> version = version(file);
            if (version.isPresent()) {
                if (!version.get().equals(VERSION)) {
                    throw new BadInputException("The libtorch in " + folder + " is version " + version.get()
                            + ", but only " + VERSION + " works with this program.");
                }
                return;
            }
        }
        throw new BadInputException("The version of the libtorch in " + folder
                + " cannot be told: there is no build-version and no version.py beside it. It must be " + VERSION
                + ".");
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
                "-D" + TRIAL + "=true",
                "-cp",
                System.getProperty("java.class.path"),
                LibTorchTrial.class.getName());
        trial.environment().put(VARIABLE, folder.toAbsolutePath().toString());
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
        throw new BadInputException(
                "The libtorch in " + folder + " does not work here: a trial process that loaded it " + ending + ".");
    }
}
