package org.palimpsest.app.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;

/** Copies the products of a run to a folder that the user chose; never over files that are there already. */
final class ProductExport {
    private ProductExport() {}

    /**
     * Copies every product, each appearing whole or not at all.
     *
     * @return the number of files
     */
    static int copy(Path products, Path target) throws BadInputException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                products,
                file -> Files.isRegularFile(file)
                        && !file.getFileName().toString().startsWith("."))) {
            entries.forEach(files::add);
            for (Path file : files) {
                if (Files.exists(target.resolve(file.getFileName()))) {
                    throw new BadInputException(target.resolve(file.getFileName())
                            + " exists already; nothing was written. Choose an empty folder.");
                }
            }
            Files.createDirectories(target);
            for (Path file : files) {
                AtomicFile.<RuntimeException>write(
                        target.resolve(file.getFileName()),
                        part -> Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING));
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "The products could not be copied to " + target + " (" + e.getMessage() + "). They are still in "
                            + products + "; choose a folder that can be written.",
                    e);
        }
        return files.size();
    }
}
