package org.palimpsest.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.WriteFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output folder of a run: what may be written there, the work folder for what is not finished, and the moment at which
 * all products appear.
 *
 * <p>While a run goes on, everything of it lies in {@code .palimpsest} inside the folder. Products are made in {@code
 * .palimpsest/products} and are moved out together when the last one is complete, so the folder never shows a part of a run.
 * A cancelled, failed or killed run leaves {@code .palimpsest} for a resume. A lock keeps a second run out.
 */
final class RunFolder implements Closeable {
    /** Where an unfinished run keeps its tiles, below the output folder. */
    static final String WORK_FOLDER = ".palimpsest";

    /** Names that products may have; changes.*, objects.* and shift.* besides. */
    private static final List<String> PRODUCT_NAMES = List.of(
            "mask.tif",
            "score.tif",
            "preview.png",
            "run.json",
            "accuracy.json",
            "mask.qml",
            "score.qml",
            "classes.tif",
            "classes.qml",
            "training.csv",
            EpochProduct.FILE);

    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

    private final Path folder;
    private final Path work;
    private final boolean existed;
    private final FileChannel lockFile;

    private RunFolder(Path folder, boolean existed, FileChannel lockFile) {
        this.folder = folder;
        this.existed = existed;
        this.work = folder.resolve(WORK_FOLDER);
        this.lockFile = lockFile;
    }

    /**
     * Claims a folder for a run, making it where it is missing.
     *
     * @param overwrite whether products and unfinished work that are there may be replaced
     * @param resume whether unfinished work that is there shall be gone on with
     */
    static RunFolder open(Path folder, boolean overwrite, boolean resume) throws BadInputException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new BadInputException("The output " + folder + " is a file. Name a folder for the products.");
        }
        Path work = folder.resolve(WORK_FOLDER);
        boolean unfinished = Files.isDirectory(work);
        if (resume && !unfinished) {
            throw new BadInputException(Notice.of(
                    "folder.nothing",
                    "There is no unfinished run in {0} to resume. Start it without resuming.",
                    folder));
        }
        if (!resume && !overwrite) {
            refuseEarlierRun(folder, unfinished);
        }
        boolean existed = Files.exists(folder);
        try {
            Files.createDirectories(work);
            return lock(folder, existed, work, resume);
        } catch (IOException e) {
            if (!existed) {
                deleteQuietly(folder);
            }
            throw WriteFailure.of(work, e);
        }
    }

    private static void refuseEarlierRun(Path folder, boolean unfinished) throws BadInputException {
        Optional<Path> product;
        try {
            product = products(folder).stream().findFirst();
        } catch (IOException e) {
            throw new BadInputException("The output folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
        if (product.isPresent()) {
            throw new BadInputException(Notice.of(
                    "folder.products",
                    "The output folder {0} already holds products ({1}). Choose another folder, or allow them to be"
                            + " replaced (--overwrite).",
                    folder,
                    String.valueOf(product.get().getFileName())));
        }
        if (unfinished) {
            throw new BadInputException(Notice.of(
                    "folder.unfinished",
                    "The output folder {0} holds an unfinished run. Go on with it (--resume), or allow it to be replaced"
                            + " (--overwrite).",
                    folder));
        }
    }

    private static RunFolder lock(Path folder, boolean existed, Path work, boolean resume)
            throws IOException, BadInputException {
        FileChannel lockFile =
                FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            FileLock lock = lockFile.tryLock();
            held = lock != null;
        } catch (OverlappingFileLockException e) {
            LOG.debug("This process itself holds the lock of {}", folder, e);
        }
        if (!held) {
            lockFile.close();
            throw new BadInputException(Notice.of(
                    "folder.busy",
                    "Another run is writing to {0}. Wait for its end, or choose another folder.",
                    folder));
        }
        RunFolder opened = new RunFolder(folder, existed, lockFile);
        if (!resume) {
            opened.clearWork();
        }
        Files.createDirectories(opened.staging());
        return opened;
    }

    /** Begins the work anew. */
    void forgetWork() throws IOException {
        clearWork();
        Files.createDirectories(staging());
    }

    private void clearWork() throws IOException {
        try (Stream<Path> children = Files.list(work)) {
            for (Path child : children.toList()) {
                if (!child.getFileName().toString().equals("lock")) {
                    deleteTree(child);
                }
            }
        }
    }

    /** Where tiles and journal are kept. */
    Path work() {
        return work;
    }

    /** Where products are made. */
    Path staging() {
        return work.resolve("products");
    }

    /** Empties the place where products are made, of an earlier try. */
    void clearStaging() throws IOException {
        deleteTree(staging());
        Files.createDirectories(staging());
    }

    /**
     * Refuses the run when the disk has not room enough.
     *
     * @param bytes what the run will need at most
     */
    void checkSpace(long bytes) throws BadInputException {
        try {
            long free = Files.getFileStore(work).getUsableSpace();
            if (free < bytes) {
                throw new BadInputException(Notice.of(
                        "folder.space",
                        "The run may need {0} in {1}, but only {2} are free. Free some space, choose another disk, or"
                                + " give a smaller area.",
                        megabytes(bytes),
                        folder,
                        megabytes(free)));
            }
        } catch (IOException e) {
            LOG.info("The free space of {} is not known", folder, e);
        }
    }

    private static String megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) / (1 << 20) + " MB";
    }

    /** The products that were made so far, by name. */
    List<Path> madeProducts() throws IOException {
        return products(staging());
    }

    /**
     * Moves all products that were made into the folder; {@code run.json} comes last, so that it never describes files that
     * are not there. Products of an earlier run are removed first.
     *
     * @return the products under their final names, in that order
     */
    List<Path> publish() throws IOException {
        List<Path> made = new ArrayList<>(products(staging()));
        made.sort(Comparator.comparing(
                        (Path path) -> path.getFileName().toString().equals("run.json"))
                .thenComparing(Path::getFileName));
        for (Path old : products(folder)) {
            Files.delete(old);
        }
        List<Path> published = new ArrayList<>();
        for (Path product : made) {
            Path target = folder.resolve(product.getFileName());
            AtomicFile.moveIntoPlace(product, target);
            published.add(target);
        }
        return published;
    }

    /** The products in a folder, by name. */
    private static List<Path> products(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(path -> isProduct(path.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isProduct(String name) {
        return PRODUCT_NAMES.contains(name)
                || name.startsWith("changes.")
                || name.startsWith("objects.")
                || name.startsWith("shift.");
    }

    /** Removes the work folder after success. */
    void removeWork() {
        close();
        deleteQuietly(work);
    }

    /** Leaves the folder as it was found, after a failure that left nothing worth resuming. */
    void abandon() {
        removeWork();
        if (!existed) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                LOG.debug("{} holds other files by now", folder, e);
            }
        }
    }

    /** Lets the folder go; unfinished work stays. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.warn("The lock of {} could not be let go", folder, e);
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            deleteTree(path);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted", path, e);
        }
    }

    private static void deleteTree(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
