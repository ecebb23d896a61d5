package org.palimpsest.nn;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Download;
import org.palimpsest.base.Progress;
import org.palimpsest.base.UserFolder;

/**
 * PyTorch's own libtorch for NVIDIA cards, fetched once into the user's cache when the user asks for it.
 *
 * <p>Which files, how large and with which SHA-256, stands in {@code gpu-support.json} beside this class: the packages (zip
 * archives) that PyTorch and NVIDIA publish. Only their libraries are unpacked, in the layout that they expect of each other.
 * They take the place of the libtorch that came with the program once a process of its own has loaded them and computed
 * something. Nothing here loads libtorch into this process.
 */
public final class GpuSupport {
    /** What a library and its neighbours are: not headers, not the parts for Python, no programs. */
    private static final Pattern WANTED =
            Pattern.compile("(torch/lib|nvidia/[^/]+/(lib|bin))/[^/]+\\.(so|dll)[^/]*|torch/version\\.py");

    private static final Pattern UNWANTED = Pattern.compile(".*python[^/]*\\.(so|dll).*");
    /** Unpacked libraries are about twice the size of their archives, and both are there for a while. */
    private static final int SPACE = 3;

    private final List<Archive> archives;
    private final Path folder;
    private final Trial trial;

    /**
     * An archive to be fetched.
     *
     * @param name of its file
     * @param download where from, its size and its hash
     */
    record Archive(String name, Download download) {}

    /** Loads the libraries of a folder in a process of its own. */
    @FunctionalInterface
    interface Trial {
        void of(Path libraries) throws BadInputException;
    }

    GpuSupport(List<Archive> archives, Path folder, Trial trial) {
        this.archives = List.copyOf(archives);
        this.folder = folder;
        this.trial = trial;
    }

    /** What fits this system; empty where nothing does. */
    public static Optional<GpuSupport> ofThisSystem() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "");
        boolean intel = machine.equals("amd64") || machine.equals("x86_64");
        if (!intel || !(os.startsWith("linux") || os.startsWith("windows"))) {
            return Optional.empty();
        }
        String system = (os.startsWith("linux") ? "linux" : "win") + "-x86_64";
        Path folder = UserFolder.current()
                .cache()
                .resolve("libtorch-" + OwnLibTorch.VERSION + "-" + OwnLibTorch.CUDA + "-" + system);
        return Optional.of(new GpuSupport(archives(system), folder, OwnLibTorch::requireLoadable));
    }

    private static List<Archive> archives(String system) {
        try (InputStream bytes = Objects.requireNonNull(GpuSupport.class.getResourceAsStream("gpu-support.json"));
                Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            List<Archive> archives = new ArrayList<>();
            JsonParser.parseReader(text)
                    .getAsJsonObject()
                    .getAsJsonObject("systems")
                    .getAsJsonArray(system)
                    .forEach(item -> archives.add(archive(item.getAsJsonObject())));
            return archives;
        } catch (IOException e) {
            throw new IllegalStateException("The list of libraries that came with the program cannot be read.", e);
        }
    }

    private static Archive archive(JsonObject json) {
        return new Archive(
                json.get("name").getAsString(),
                new Download(
                        URI.create(json.get("address").getAsString()),
                        json.get("bytes").getAsLong(),
                        json.get("sha256").getAsString()));
    }

    /** How much is fetched, in bytes. */
    public long downloadBytes() {
        return archives.stream()
                .mapToLong(archive -> archive.download().bytes())
                .sum();
    }

    /** The folder with libtorch in it, where it is installed. */
    public Optional<Path> libraries() {
        Path libraries = folder.resolve("torch").resolve("lib");
        return Files.isDirectory(libraries) ? Optional.of(libraries) : Optional.empty();
    }

    /**
     * Fetches, checks, unpacks and tries the libraries; from the next start on, networks use them.
     *
     * @param address a folder on a server that holds the archives under their own names, in place of their publishers'
     * @param progress hears the bytes that are there, in one stage
     * @throws BadInputException when something cannot be fetched, is not what it should be, or does not work here
     * @throws CancelledException when the user ended it; what was fetched is kept for the next try
     * @throws IOException when the cache cannot be written
     */
    public void install(Optional<String> address, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        if (libraries().isPresent()) {
            return;
        }
        Path archivesFolder = folder.resolveSibling(folder.getFileName() + "-download");
        Files.createDirectories(archivesFolder);
        requireSpace(archivesFolder);
        fetch(archivesFolder, address, progress, cancellation);
        Path staging = AtomicFile.partOf(folder);
        delete(staging);
        try {
            progress.stage("unpack", archives.size());
            for (int i = 0; i < archives.size(); i++) {
                unpack(archivesFolder.resolve(archives.get(i).name()), staging, cancellation);
                progress.done(i + 1);
            }
            progress.stage("try", 0);
            Path libraries = staging.resolve("torch").resolve("lib");
            OwnLibTorch.requireVersion(libraries);
            trial.of(libraries);
            AtomicFile.moveIntoPlace(staging, folder);
        } finally {
            delete(staging);
        }
        delete(archivesFolder);
    }

    /** Removes the libraries; networks then use those that came with the program. */
    public void remove() throws IOException {
        delete(folder);
    }

    private void fetch(Path into, Optional<String> address, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        progress.stage("download", downloadBytes());
        long before = 0;
        for (Archive archive : archives) {
            long earlier = before;
            Download download = archive.download();
            if (address.isPresent()) {
                download = new Download(at(address.get(), archive.name()), download.bytes(), download.sha256());
            }
            download.fetch(into.resolve(archive.name()), have -> progress.done(earlier + have), cancellation);
            before += download.bytes();
        }
    }

    private static URI at(String address, String name) throws BadInputException {
        try {
            URI at = URI.create((address.endsWith("/") ? address : address + "/") + name.replace("+", "%2B"));
            if (at.getHost() != null && String.valueOf(at.getScheme()).matches("https?")) {
                return at;
            }
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "\"" + address + "\" is not an address. Give one such as https://host/folder.", e);
        }
        throw new BadInputException("\"" + address + "\" is not an address. Give one such as https://host/folder.");
    }

    private void requireSpace(Path where) throws IOException, BadInputException {
        long needed = SPACE * downloadBytes();
        long free = Files.getFileStore(where).getUsableSpace();
        if (free < needed) {
            throw new BadInputException("GPU support needs " + gigabytes(needed) + " while it is installed, but "
                    + where
                    + " has only " + gigabytes(free) + " free. Free some space, or put the user folder elsewhere with"
                    + " PALIMPSEST_USER_FOLDER.");
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    private static void unpack(Path archive, Path into, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                cancellation.check();
                String name = entry.getName();
                if (WANTED.matcher(name).matches() && !UNWANTED.matcher(name).matches()) {
                    Path target = into.resolve(name).normalize();
                    if (!target.startsWith(into)) {
                        throw new BadInputException(archive + " holds " + name + ", which would leave its folder.");
                    }
                    Files.createDirectories(target.getParent());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
