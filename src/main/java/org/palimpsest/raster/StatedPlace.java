package org.palimpsest.raster;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Notice;

/**
 * What a user says of a file's place, after its path: {@code scan.tif#crs=EPSG:32633}, {@code scan.tif#gcps}, {@code
 * photo.png#like=before.tif}.
 *
 * <p>Nothing is guessed of files that do not say where they lie, or only by control points; this is how the user decides.
 *
 * @param file the path without what is said of it
 * @param crs the system that its coordinates are in, whatever the file states
 * @param byControlPoints whether it lies as the affine map says that fits its ground control points best
 * @param like another raster of as many pixels, on whose grid it lies
 */
record StatedPlace(String file, Optional<String> crs, boolean byControlPoints, Optional<String> like) {
    private static final String CRS = "crs=";
    private static final String CONTROL_POINTS = "gcps";
    private static final String LIKE = "like=";

    /**
     * Takes apart what a user gave.
     *
     * @return empty where it is the path of a file, or nothing is said after one
     * @throws BadInputException when the words after the path have no meaning
     */
    static Optional<StatedPlace> find(String spec) throws BadInputException {
        int mark = spec.indexOf('#');
        while (mark >= 0 && !isFile(spec.substring(0, mark))) {
            mark = spec.indexOf('#', mark + 1);
        }
        if (mark < 0 || isFile(spec)) {
            return Optional.empty();
        }
        Optional<String> crs = Optional.empty();
        Optional<String> like = Optional.empty();
        boolean byControlPoints = false;
        for (String word : spec.substring(mark + 1).split("#")) {
            if (word.startsWith(CRS)) {
                crs = Optional.of(word.substring(CRS.length()));
            } else if (word.equals(CONTROL_POINTS)) {
                byControlPoints = true;
            } else if (word.startsWith(LIKE)) {
                like = Optional.of(word.substring(LIKE.length()));
            } else {
                throw new BadInputException("\"#" + word + "\" after " + spec.substring(0, mark)
                        + " has no meaning. Write #crs=EPSG:n, #gcps or #like=FILE.");
            }
        }
        return Optional.of(new StatedPlace(spec.substring(0, mark), crs, byControlPoints, like));
    }

    private static boolean isFile(String text) {
        try {
            return Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Lays an open raster where the user says; it is closed with what is returned.
     *
     * @param raster the file, opened
     * @param spec what the user gave; messages repeat it
     * @throws BadInputException when the file or the other raster does not fit what is said
     */
    StoredRaster apply(StoredRaster raster, String spec) throws BadInputException {
        Grid grid = raster.grid();
        List<Notice> said = new ArrayList<>();
        Path model = null;
        if (byControlPoints) {
            ControlPoints points = raster.controlPoints();
            ControlPoints.Fit fit = points.fit(file);
            grid = new Grid(grid.width(), grid.height(), fit.transform(), points.crs());
            said.add(Notice.of(
                    "raster.placed.points",
                    "Placed by the affine map that fits its {0} ground control points best, to {1} pixels (RMSE).",
                    points.points().size(),
                    String.format(Locale.ROOT, "%.2f", fit.error())));
        }
        if (like.isPresent()) {
            try (Raster other = Rasters.openFile(like.get())) {
                if (other.grid().width() != grid.width() || other.grid().height() != grid.height()) {
                    throw new BadInputException(file + " has " + grid.width() + " x " + grid.height() + " pixels, but "
                            + like.get() + " has " + other.grid().width() + " x "
                            + other.grid().height() + ", so it cannot lie like that.");
                }
                grid = other.grid();
                model = Path.of(like.get());
            }
            said.add(Notice.of("raster.placed.like", "Taken to lie pixel by pixel as {0} does.", like.get()));
        }
        if (crs.isPresent()) {
            if (grid.transform().equals(GeoTransform.PIXELS)) {
                throw new BadInputException(file + " has no coordinates that could be in " + crs.get()
                        + ". Georeference it, or write #gcps or #like=FILE after its path.");
            }
            grid = new Grid(grid.width(), grid.height(), grid.transform(), Optional.of(Crs.parse(crs.get())));
            said.add(Notice.of(
                    "raster.placed.system",
                    "Coordinates are taken to be in {0}, as was said after the path.",
                    crs.get()));
        }
        return new Placed(raster, spec, grid, said, model);
    }

    /** The raster on the grid that the user stated. */
    private static final class Placed extends RasterView implements StoredRaster {
        private final StoredRaster source;
        private final String spec;
        private final List<Grid> levels;
        private final List<Notice> said;
        private final @Nullable Path model;

        Placed(StoredRaster source, String spec, Grid grid, List<Notice> said, @Nullable Path model) {
            super(source);
            this.source = source;
            this.spec = spec;
            this.said = said;
            this.model = model;
            this.levels = source.levels().stream()
                    .map(level -> new Grid(
                            level.width(),
                            level.height(),
                            grid.transform()
                                    .scale(
                                            (double) grid.width() / level.width(),
                                            (double) grid.height() / level.height()),
                            grid.crs()))
                    .toList();
        }

        @Override
        public String name() {
            return spec;
        }

        /** The file's own keys do not hold any more. */
        @Override
        public Optional<GeoKeys> geoKeys() {
            return Optional.empty();
        }

        @Override
        public List<Path> files() {
            return model == null
                    ? source.files()
                    : Stream.concat(source.files().stream(), Stream.of(model)).toList();
        }

        @Override
        public List<Grid> levels() {
            return levels;
        }

        @Override
        public RasterFacts facts() {
            Notice outdated =
                    RasterNotices.controlPoints(source.controlPoints().points().size());
            List<Notice> warnings = new ArrayList<>(said);
            source.facts().warnings().stream()
                    .filter(notice -> !notice.equals(outdated))
                    .forEach(warnings::add);
            return source.facts().withWarnings(warnings);
        }

        @Override
        public List<Band> storedBands() {
            return source.storedBands();
        }

        @Override
        public double[] readStored(int band, Window window) throws BadInputException {
            return source.readStored(band, window);
        }
    }
}
