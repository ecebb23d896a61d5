package org.palimpsest.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;

/**
 * Where fetched files lie: each content once under its hash in {@code blobs}, and each repository at each commit as a folder of
 * links to them, {@code models/OWNER/NAME/COMMIT}. What a branch or tag meant last stands in {@code refs} beside the commits.
 *
 * @param root of the cache
 */
record HubCache(Path root) {
    private static final String REFS = "refs";

    /** Where the content with this hash lies or will lie. */
    Path blob(FileHash hash) {
        return root.resolve("blobs").resolve((hash.ofLargeFile() ? "sha256-" : "git-") + hash.hex());
    }

    /** The folder of a repository at a commit, whether it is there or not. */
    Path snapshot(HubKind kind, HubReference pinned) {
        return repository(kind, pinned).resolve(pinned.revision().orElseThrow());
    }

    private Path repository(HubKind kind, HubReference reference) {
        return root.resolve(kind.folder()).resolve(reference.owner()).resolve(reference.name());
    }

    /** Whether a repository at a commit was fetched completely. */
    boolean has(HubKind kind, HubReference pinned) {
        return Files.isRegularFile(snapshot(kind, pinned).resolve(HubSnapshot.NOTE));
    }

    /** The commit that a revision meant when the hub was last asked. */
    Optional<HubReference> lastKnown(HubKind kind, HubReference reference) throws IOException {
        if (reference.isPinned()) {
            return Optional.of(reference);
        }
        Path ref = ref(kind, reference);
        return Files.isRegularFile(ref)
                ? Optional.of(reference.at(Files.readString(ref).strip()))
                : Optional.empty();
    }

    /** Remembers what a revision means now. */
    void remember(HubKind kind, HubReference reference, String commit) throws IOException {
        if (!reference.isPinned()) {
            Path ref = ref(kind, reference);
            Files.createDirectories(ref.getParent());
            AtomicFile.writeText(ref, commit + "\n");
        }
    }

    private Path ref(HubKind kind, HubReference reference) {
        String name = reference.revision().orElse(Hub.NEWEST).replace("/", "--");
        return repository(kind, reference).resolve(REFS).resolve(name);
    }

    /** Puts a fetched content under its own name into a snapshot; a link where the disk has them, else a copy. */
    void place(FileHash hash, Path folder, String path) throws IOException, BadInputException {
        Path target = folder.resolve(path).normalize();
        if (!target.startsWith(folder) || target.equals(folder)) {
            throw new BadInputException(
                    "The repository has a file named \"" + path + "\", which would leave its folder.");
        }
        Files.createDirectories(target.getParent());
        Path part = AtomicFile.partOf(target);
        Files.deleteIfExists(part);
        try {
            Files.createLink(part, blob(hash));
        } catch (UnsupportedOperationException | IOException e) {
            // The disk has no links; the content is there twice then.
            Files.copy(blob(hash), part, StandardCopyOption.REPLACE_EXISTING);
        }
        AtomicFile.moveIntoPlace(part, target);
    }

    /** Everything of one kind that was fetched completely. */
    List<Path> snapshots(HubKind kind) throws IOException {
        Path models = root.resolve(kind.folder());
        if (!Files.isDirectory(models)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.find(
                models, 4, (path, attributes) -> path.getFileName().toString().equals(HubSnapshot.NOTE))) {
            List<Path> folders = new ArrayList<>();
            tree.forEach(note -> folders.add(note.getParent()));
            folders.sort(null);
            return folders;
        }
    }
}
