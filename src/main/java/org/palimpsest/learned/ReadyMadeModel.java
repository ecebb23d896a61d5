package org.palimpsest.learned;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.UserFolder;
import org.palimpsest.base.WriteFailure;

/** The model folder that is part of the program, brought to disk where libtorch can read it. */
public final class ReadyMadeModel {
    /** The detector's id. */
    public static final String DETECTOR = "ready-made";

    private static final String PLACE = "ready-made/";
    private static final int PART_OF_HASH = 16;

    private ReadyMadeModel() {}

    /**
     * The folder with the model, in the user's cache; written there at first use. A model of another version of the program is
     * another folder, and one that was changed is refused when it is opened, as any model folder is.
     *
     * @throws BadInputException when the cache cannot be written
     */
    public static Path folder() throws BadInputException {
        Path cache = UserFolder.current().cache();
        try {
            String card = text(ModelFolder.CARD);
            String hash = ModelCardJson.read(card, ModelFolder.CARD).weightsSha256();
            Path folder = cache.resolve(PLACE + hash.substring(0, PART_OF_HASH));
            // The weights are written last, so that a folder with them is complete.
            for (String name : List.of(ModelFolder.CARD, ModelFolder.WEIGHTS)) {
                if (!Files.exists(folder.resolve(name))) {
                    Files.createDirectories(folder);
                    AtomicFile.<IOException>write(folder.resolve(name), part -> {
                        try (InputStream in = open(name)) {
                            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                        }
                    });
                }
            }
            return folder;
        } catch (IOException e) {
            throw WriteFailure.of(cache, e);
        }
    }

    private static String text(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(
                ReadyMadeModel.class.getResourceAsStream(PLACE + name), () -> "No resource " + PLACE + name + ".");
    }
}
