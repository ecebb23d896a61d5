package org.palimpsest.raster.tiff;

import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/**
 * Finds the images that belong to one raster: the full resolution, overviews and masks inside the file, and those in files
 * beside it ({@code .ovr}, {@code .msk}, {@code .msk.ovr}).
 *
 * @param files all open files
 * @param levels the full resolution first, then coarser and coarser
 * @param mask "none", "alpha", "internal" or "external"
 * @param alpha index of the sample that says which pixels were observed; -1 where there is none
 * @param images number of images in the main file that are neither overview nor mask
 */
record TiffStack(List<TiffFile> files, List<TiffLevel> levels, String mask, int alpha, int images)
        implements Closeable {
    static TiffStack open(Path path, String name) throws BadInputException {
        List<TiffFile> files = new ArrayList<>();
        boolean done = false;
        try {
            List<TiffDirectory> inside = read(path, name, files);
            TiffImage full = new TiffImage(inside.get(0));
            List<TiffImage> overviews = new ArrayList<>();
            List<TiffImage> masks = new ArrayList<>();
            int images = 1;
            for (TiffDirectory directory : inside.subList(1, inside.size())) {
                if (directory.isMask()) {
                    masks.add(new TiffImage(directory));
                } else if (directory.isReduced()) {
                    overviews.add(new TiffImage(directory));
                } else {
                    images++;
                }
            }
            boolean internal = !masks.isEmpty();
            for (TiffDirectory directory : beside(path, ".ovr", files)) {
                (directory.isMask() ? masks : overviews).add(new TiffImage(directory));
            }
            for (String ending : List.of(".msk", ".msk.ovr")) {
                for (TiffDirectory directory : beside(path, ending, files)) {
                    masks.add(new TiffImage(directory));
                }
            }
            int alpha = AlphaSample.find(full);
            String mask = internal ? "internal" : !masks.isEmpty() ? "external" : alpha >= 0 ? "alpha" : "none";
            TiffStack stack = new TiffStack(files, levels(full, overviews, masks, alpha), mask, alpha, images);
            done = true;
            return stack;
        } finally {
            if (!done) {
                files.forEach(TiffFile::close);
            }
        }
    }

    private static List<TiffDirectory> read(Path path, String name, List<TiffFile> files) throws BadInputException {
        TiffFile file = TiffFile.open(path, name);
        files.add(file);
        return TiffDirectory.readChain(file);
    }

    private static List<TiffDirectory> beside(Path path, String ending, List<TiffFile> files) throws BadInputException {
        Path file = path.resolveSibling(path.getFileName() + ending);
        return Files.isRegularFile(file) ? read(file, file.toString(), files) : List.of();
    }

    private static List<TiffLevel> levels(TiffImage full, List<TiffImage> overviews, List<TiffImage> masks, int alpha)
            throws BadInputException {
        List<TiffLevel> levels = new ArrayList<>();
        Optional<TiffImage> fullMask = maskOf(full, masks);
        levels.add(new TiffLevel(full, fullMask, alpha));
        overviews.sort((a, b) -> Integer.compare(b.width(), a.width()));
        for (TiffImage overview : overviews) {
            Optional<TiffImage> mask = maskOf(overview, masks);
            // An overview whose mask is missing would show pixels that were not observed.
            if (isOverview(overview, full) && fullMask.isPresent() == mask.isPresent()) {
                levels.add(new TiffLevel(overview, mask, alpha));
            }
        }
        return List.copyOf(levels);
    }

    private static boolean isOverview(TiffImage image, TiffImage full) {
        return image.samplesPerPixel() == full.samplesPerPixel()
                && image.type() == full.type()
                && image.width() <= full.width()
                && image.height() <= full.height()
                && (image.width() < full.width() || image.height() < full.height());
    }

    private static Optional<TiffImage> maskOf(TiffImage image, List<TiffImage> masks) {
        return masks.stream()
                .filter(mask -> mask.width() == image.width() && mask.height() == image.height())
                .findFirst();
    }

    /** Forgets kept blocks and closes all files. */
    @Override
    public void close() {
        levels.forEach(TiffLevel::forget);
        files.forEach(TiffFile::close);
    }
}
