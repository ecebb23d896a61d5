package org.palimpsest.project;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.project.qgis.QgisProject;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.vector.ChangePolygon;
import org.palimpsest.vector.LayerInfo;
import org.palimpsest.vector.ObjectPolygon;
import org.palimpsest.vector.PolygonFormat;
import org.palimpsest.vector.PolygonSink;
import org.palimpsest.vector.StoredPolygons;

/**
 * Writes the products of a finished run to another folder, the polygons with what was decided and noted about them; never over
 * files that are there already, and each file appears whole or not at all.
 */
public final class RunExport {
    private static final String POLYGONS = LayerInfo.NAME + ".";

    private final Path run;

    /** @param run folder of a finished run */
    public RunExport(Path run) {
        this.run = run;
    }

    /**
     * What is wanted.
     *
     * @param rasters any of "mask" and "score"
     * @param formats of the polygons
     * @param rejected whether polygons that were rejected are written too
     * @param qgis whether a project for QGIS is made of it
     */
    public record Choice(Set<String> rasters, Set<PolygonFormat> formats, boolean rejected, boolean qgis) {
        public Choice {
            rasters = Set.copyOf(rasters);
            formats = formats.isEmpty() ? Set.of() : Set.copyOf(formats);
        }
    }

    /** Everything that lies in the run's folder, without rejected polygons, and a project for QGIS. */
    public Choice everything() {
        Set<PolygonFormat> formats = EnumSet.noneOf(PolygonFormat.class);
        for (PolygonFormat format : PolygonFormat.values()) {
            if (Files.exists(run.resolve(POLYGONS + format.extension()))) {
                formats.add(format);
            }
        }
        return new Choice(Set.of("mask", "score"), formats, false, true);
    }

    /** The formats in which the polygons can be written: any from a GeoPackage, otherwise those that the run wrote. */
    public Set<PolygonFormat> formats() {
        return Files.exists(geoPackage())
                ? EnumSet.allOf(PolygonFormat.class)
                : everything().formats();
    }

    /**
     * Writes what is wanted.
     *
     * @param marks decisions and notes by the id of the polygon; all others are as the run wrote them
     * @return the number of files
     * @throws BadInputException when a file is there already or cannot be written, says what is safe
     */
    public int write(Path target, Choice choice, Map<Long, ReviewMark> marks) throws BadInputException {
        boolean rewritten = Files.exists(geoPackage())
                && !choice.formats().isEmpty()
                && (!marks.isEmpty() || !everything().formats().containsAll(choice.formats()));
        if (!rewritten && !marks.isEmpty() && !choice.formats().isEmpty()) {
            throw new BadInputException(
                    "Decisions and notes can be exported only from a run that wrote a GeoPackage, but " + run
                            + " holds none. Tick GPKG, run again, and review that run.");
        }
        List<Path> copies = copies(choice, rewritten);
        refuseToReplace(target, choice, copies);
        try {
            Files.createDirectories(target);
            for (Path file : copies) {
                AtomicFile.<RuntimeException>write(
                        target.resolve(file.getFileName()),
                        part -> Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING));
            }
            if (rewritten) {
                rewrite(target, choice, marks);
            }
            if (choice.qgis()) {
                QgisProject.write(target);
            }
            try (DirectoryStream<Path> written = Files.newDirectoryStream(target)) {
                int files = 0;
                for (Path file : written) {
                    files += Files.isRegularFile(file) ? 1 : 0;
                }
                return files;
            }
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    /** The files that are taken over as they are. */
    private List<Path> copies(Choice choice, boolean rewritten) throws BadInputException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(run)) {
            for (Path file : entries) {
                String name = file.getFileName().toString();
                if (Files.isRegularFile(file) && !name.startsWith(".") && isWanted(name, choice, rewritten)) {
                    files.add(file);
                }
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "The products in " + run + " cannot be read (" + e.getMessage() + "). Repeat the run.", e);
        }
        return files;
    }

    private static boolean isWanted(String name, Choice choice, boolean rewritten) {
        String stem = name.replaceFirst("\\..*$", "");
        if (name.startsWith(POLYGONS)) {
            boolean style = name.endsWith(".qml");
            return style ? !choice.formats().isEmpty() : !rewritten && isOf(name, choice.formats());
        }
        if (stem.equals(ObjectPolygon.LAYER)) {
            return name.endsWith(".qml") ? !choice.formats().isEmpty() : isOf(name, choice.formats());
        }
        boolean raster = stem.equals("mask") || stem.equals("score");
        return raster ? choice.rasters().contains(stem) : !name.endsWith(QgisProject.NAME);
    }

    /** Tells whether a file is part of one of the formats; a shapefile has several files. */
    private static boolean isOf(String name, Set<PolygonFormat> formats) {
        String ending = name.substring(name.indexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean single = List.of("gpkg", "geojson", "fgb").contains(ending);
        return formats.stream()
                .anyMatch(format -> format == PolygonFormat.SHAPEFILE
                        ? !single
                        : format.extension().equals(ending));
    }

    private static void refuseToReplace(Path target, Choice choice, List<Path> copies) throws BadInputException {
        List<Path> names =
                new ArrayList<>(copies.stream().map(Path::getFileName).toList());
        choice.formats().forEach(format -> names.add(Path.of(POLYGONS + format.extension())));
        if (choice.qgis()) {
            names.add(Path.of(QgisProject.NAME));
        }
        for (Path name : names) {
            if (Files.exists(target.resolve(name))) {
                throw new BadInputException(
                        target.resolve(name) + " exists already; nothing was written. Choose an empty folder.");
            }
        }
    }

    private void rewrite(Path target, Choice choice, Map<Long, ReviewMark> marks) throws BadInputException {
        StoredPolygons stored = new StoredPolygons(geoPackage());
        Optional<Crs> crs = crs();
        LayerInfo layer = stored.layer(crs).orElse(new LayerInfo(crs, Optional.empty(), Optional.empty(), "", ""));
        List<PolygonSink<ChangePolygon>> sinks = new ArrayList<>();
        try {
            for (PolygonFormat format : choice.formats()) {
                sinks.add(format.create(target.resolve(POLYGONS + format.extension()), layer));
            }
            stored.forEach(polygon -> {
                ChangePolygon reviewed = reviewed(polygon, marks);
                if (choice.rejected() || !reviewed.status().equals(text(ReviewMark.Decision.REJECTED))) {
                    for (PolygonSink<ChangePolygon> sink : sinks) {
                        sink.add(reviewed);
                    }
                }
            });
            for (PolygonSink<ChangePolygon> sink : sinks) {
                sink.finish();
            }
        } finally {
            sinks.forEach(PolygonSink::close);
        }
    }

    private static ChangePolygon reviewed(ChangePolygon polygon, Map<Long, ReviewMark> marks) {
        ReviewMark mark = marks.get(polygon.id());
        return mark == null ? polygon : polygon.withReview(text(mark.decision()), mark.note());
    }

    private static String text(ReviewMark.Decision decision) {
        return decision.name().toLowerCase(Locale.ROOT);
    }

    private Optional<Crs> crs() throws BadInputException {
        try (Raster mask = Rasters.open(run.resolve("mask.tif").toString())) {
            return mask.grid().crs();
        }
    }

    private Path geoPackage() {
        return run.resolve(POLYGONS + PolygonFormat.GEOPACKAGE.extension());
    }
}
