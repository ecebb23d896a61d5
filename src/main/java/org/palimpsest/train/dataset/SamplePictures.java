package org.palimpsest.train.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;

/** Pictures of the first pairs with change of each split, {@code samples-SPLIT.png}: before, after and label side by side. */
public final class SamplePictures {
    private static final int SIDE = 256;

    private SamplePictures() {}

    /**
     * Draws them into a folder that is there.
     *
     * @param most pairs of each split; pairs that cannot be read are passed over
     * @return the files
     */
    public static Map<Split, Path> draw(Dataset dataset, int most, Path folder) throws IOException {
        Map<Split, Path> files = new EnumMap<>(Split.class);
        for (Map.Entry<Split, List<LabelledPair>> entry : dataset.splits().entrySet()) {
            PairPicture picture =
                    new PairPicture(Math.min(most, entry.getValue().size()), 3, SIDE);
            int drawn = 0;
            for (LabelledPair pair : entry.getValue()) {
                if (drawn == most) {
                    break;
                }
                try {
                    Chip chip = pair.read();
                    if (chip.changed() > 0) {
                        picture.add(chip, Optional.empty());
                        drawn++;
                    }
                } catch (BadInputException e) {
                    // The check tells of it; the next pair is drawn in its place.
                }
            }
            Path file = folder.resolve("samples-" + entry.getKey() + ".png");
            AtomicFile.<IOException>write(file, part -> ImageIO.write(picture.image(), "png", part.toFile()));
            files.put(entry.getKey(), file);
        }
        return files;
    }
}
