package org.palimpsest.project.qgis;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.NaturalColour;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.SampledRange;
import org.palimpsest.vector.LayerInfo;
import org.palimpsest.vector.ObjectPolygon;
import org.palimpsest.vector.QgisStyle;

/**
 * Writes {@code palimpsest.qgz} into the folder of a run: before, after, score, mask and polygons with their styles and
 * systems, by relative paths, so that the folder can be moved together with its inputs.
 */
public final class QgisProject {
    public static final String NAME = "palimpsest.qgz";

    private QgisProject() {}

    /**
     * Writes the project of a finished run.
     *
     * @param folder with {@code run.json} and the products
     * @return the project's file
     * @throws BadInputException when the folder holds no finished run, an input is gone, or the folder cannot be written
     */
    public static Path write(Path folder) throws BadInputException {
        JsonObject run = record(folder);
        List<QgisLayer> layers = new ArrayList<>();
        arrows(folder).ifPresent(layers::add);
        polygons(folder, ObjectPolygon.LAYER, "Objects", false, QgisStyle.OBJECTS)
                .ifPresent(layers::add);
        polygons(folder, LayerInfo.NAME, "Changes", true, QgisStyle.CHANGES).ifPresent(layers::add);
        product(folder, "mask.tif", "Mask", true, QgisStyle.MASK.text()).ifPresent(layers::add);
        if (Files.exists(folder.resolve("classes.qml"))) {
            product(folder, "classes.tif", "Classes", false, read(folder.resolve("classes.qml")))
                    .ifPresent(layers::add);
        }
        product(folder, "score.tif", "Score", false, QgisStyle.SCORE.text()).ifPresent(layers::add);
        layers.add(picture(input(run, "after"), "After"));
        layers.add(picture(input(run, "before"), "Before"));
        Path target = folder.resolve(NAME);
        try (Raster before = Rasters.open(input(run, "before").toString())) {
            String text =
                    new QgisDocument(folder).text("Palimpsest", before.grid().crs(), extent(before.grid()), layers);
            AtomicFile.<IOException>write(target, part -> zip(part, text));
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
        return target;
    }

    private static JsonObject record(Path folder) throws BadInputException {
        Path file = folder.resolve("run.json");
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (NoSuchFileException e) {
            throw new BadInputException(
                    folder + " is not the folder of a finished run: it holds no run.json. Give the folder that detect"
                            + " wrote with -o.",
                    e);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new BadInputException(file + " cannot be read as the record of a run: " + e.getMessage(), e);
        }
    }

    private static Path input(JsonObject run, String role) throws BadInputException {
        try {
            return Path.of(
                    run.getAsJsonObject("run").getAsJsonObject(role).get("path").getAsString());
        } catch (NullPointerException | ClassCastException | IllegalStateException e) {
            throw new BadInputException("run.json does not name the " + role + " raster of the run.", e);
        }
    }

    private static Optional<QgisLayer> product(Path folder, String file, String name, boolean visible, String style)
            throws BadInputException {
        Path path = folder.resolve(file);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        return Optional.of(new QgisLayer.Product(name, path, crs(path), visible, style));
    }

    /** A layer of polygons in the best format that the run wrote. */
    private static Optional<QgisLayer> polygons(Path folder, String file, String name, boolean visible, QgisStyle style)
            throws BadInputException {
        for (String ending : List.of("gpkg", "fgb", "shp", "geojson")) {
            Path path = folder.resolve(file + "." + ending);
            if (Files.exists(path)) {
                Optional<Crs> crs = ending.equals("geojson")
                        ? Optional.of(Crs.longitudeLatitude())
                        : crs(folder.resolve("mask.tif"));
                String layer = ending.equals("gpkg") ? file : "";
                return Optional.of(new QgisLayer.Shapes(name, path, crs, visible, style.text(), layer, "Polygon"));
            }
        }
        return Optional.empty();
    }

    /** The shift that was measured, as arrows; hidden, because they lie over everything. */
    private static Optional<QgisLayer> arrows(Path folder) {
        Path path = folder.resolve("shift.geojson");
        return Files.exists(path)
                ? Optional.of(new QgisLayer.Shapes(
                        "Shift", path, Optional.of(Crs.longitudeLatitude()), false, QgisStyle.SHIFT.text(), "", "Line"))
                : Optional.empty();
    }

    private static String read(Path style) throws BadInputException {
        try {
            return Files.readString(style);
        } catch (IOException e) {
            throw new BadInputException(style + " cannot be read: " + e.getMessage() + ". Repeat the run.", e);
        }
    }

    private static Optional<Crs> crs(Path raster) throws BadInputException {
        try (Raster opened = Rasters.open(raster.toString())) {
            return opened.grid().crs();
        }
    }

    private static QgisLayer picture(Path file, String name) throws BadInputException {
        try (Raster raster = Rasters.open(file.toString())) {
            List<Integer> numbers = new ArrayList<>();
            List<SampledRange> ranges = new ArrayList<>();
            for (int band : NaturalColour.choose(raster.bands())) {
                numbers.add(band + 1);
                ranges.add(SampledRange.of(raster, band).orElse(new SampledRange(0, 1)));
            }
            return new QgisLayer.Picture(name, file, raster.grid().crs(), true, numbers, ranges);
        }
    }

    /** xmin, ymin, xmax, ymax of a grid, also of a rotated one. */
    private static double[] extent(Grid grid) {
        double[] extent = {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        for (int corner = 0; corner < 4; corner++) {
            double column = (corner & 1) * (double) grid.width();
            double row = (corner >> 1) * (double) grid.height();
            double x = grid.transform().x(column, row);
            double y = grid.transform().y(column, row);
            extent[0] = Math.min(extent[0], x);
            extent[1] = Math.min(extent[1], y);
            extent[2] = Math.max(extent[2], x);
            extent[3] = Math.max(extent[3], y);
        }
        return extent;
    }

    private static void zip(Path part, String text) throws IOException {
        try (OutputStream out = Files.newOutputStream(part);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("palimpsest.qgs"));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }
}
