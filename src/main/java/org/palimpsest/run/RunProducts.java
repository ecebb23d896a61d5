package org.palimpsest.run;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.SideTask;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.ClassScheme;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.detect.engine.TileWorkers;
import org.palimpsest.detect.mixed.PairSensors;
import org.palimpsest.detect.threshold.Decision;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.GeoTiffFormat;
import org.palimpsest.raster.GeoTiffWriter;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.PreviewPicture;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.vector.ClassLegend;
import org.palimpsest.vector.ComponentFilter;
import org.palimpsest.vector.LayerInfo;
import org.palimpsest.vector.PixelMetric;
import org.palimpsest.vector.QgisStyle;

/** Makes every product of a run from the stored statistic and the threshold, streaming, and puts them into place together. */
final class RunProducts {
    /**
     * Bytes for each pixel besides the stored statistic: the score twice (spooled and assembled) with overviews, a third of it
     * while they are made, and the mask.
     */
    private static final double BYTES_PER_PIXEL = 2 * 4 * 4 / 3.0 + 4 / 3.0 + 1;

    private final RunSpec spec;
    private final OpenPair pair;
    private final TileStore store;
    private final ChangeModel model;
    private final Optional<ObjectProducts> objects;
    private final Decision decision;
    private final TileWorkers workers;
    private final Cancellation cancellation;
    private final ProgressMeter progress;
    private final RunRecord record;

    RunProducts(
            RunSpec spec,
            OpenPair pair,
            TileStore store,
            ChangeModel model,
            Optional<ObjectProducts> objects,
            Decision decision,
            TileWorkers workers,
            Cancellation cancellation,
            ProgressMeter progress,
            RunRecord record) {
        this.spec = spec;
        this.pair = pair;
        this.store = store;
        this.model = model;
        this.objects = objects;
        this.decision = decision;
        this.workers = workers;
        this.cancellation = cancellation;
        this.progress = progress;
        this.record = record;
    }

    /** How much room on the disk a run may need in all, at most. */
    static long bytesNeeded(TilePlan plan) {
        long statistic = plan.count() * plan.mostKept() * Float.BYTES;
        return statistic + (long) (plan.extent().pixels() * BYTES_PER_PIXEL) + (64L << 20);
    }

    /** Makes all products in the folder's work folder, then publishes them; returns them under their final names. */
    List<Path> write(RunFolder folder, Consumer<RunEvent> events)
            throws BadInputException, CancelledException, IOException {
        folder.clearStaging();
        Path staging = folder.staging();
        try (FileHashes hashes = new FileHashes(spec.resources().threads(), cancellation)) {
            maps(staging, folder.work(), events);
            record.took("maps");
            if (objects.isPresent() && !spec.output().formats().isEmpty()) {
                progress.stage("objects", 0);
                long count = objects.get().write(staging, spec.output().formats(), layer(), progress, cancellation);
                record.result().addProperty("objects", count);
                QgisStyle.OBJECTS.writeTo(staging);
                record.took("objects");
            }
            for (Map.Entry<String, String> table : model.tables().entrySet()) {
                AtomicFile.writeText(staging.resolve(table.getKey()), table.getValue());
            }
            EpochProduct.write(folder.work(), staging.resolve(EpochProduct.FILE), cancellation);
            List<Path> maps = folder.madeProducts();
            hashes.begin(Stream.concat(pair.files().stream(), maps.stream())
                    .distinct()
                    .toList());
            cancellation.check();
            try (SideTask<Integer> flushed =
                    SideTask.begin("flush", spec.resources().threads() > 1, () -> flush(maps))) {
                look(staging);
                flushed.result();
            }
            record.took("preview");
            cancellation.check();
            progress.stage("record", 0);
            record.inputs(pair, hashes);
            record.write(staging.resolve("run.json"), progress.warnings(), folder.madeProducts(), hashes);
        }
        List<Path> published = folder.publish();
        published.forEach(path -> events.accept(new RunEvent.Product(kind(path), path)));
        return published;
    }

    /** Waits until the disk holds the maps, which were written without; only then may they bear their final names. */
    private static int flush(List<Path> maps) throws IOException {
        for (Path map : maps) {
            AtomicFile.flush(map);
        }
        return maps.size();
    }

    /** The score and the classes beside the mask, which one thread follows from strip to strip. */
    private void maps(Path staging, Path scratch, Consumer<RunEvent> events)
            throws BadInputException, CancelledException, IOException {
        boolean beside = spec.resources().threads() > 1;
        try (SideTask<Optional<JsonElement>> scores = SideTask.begin("score", beside, () -> scores(staging))) {
            mask(staging, scratch, events);
            progress.stage("write", 0);
            scores.result().ifPresent(classes -> record.result().add("classes", classes));
        }
    }

    /** Writes the score, and the classes where the detector has some, which are described. */
    private Optional<JsonElement> scores(Path staging) throws BadInputException, CancelledException, IOException {
        try (GeoTiffWriter writer = writer(staging.resolve("score.tif"), GeoTiffFormat.score())) {
            ScoreProduct.write(store, decision.statistic(), writer, workers);
        }
        return model.classes().isPresent()
                ? Optional.of(classes(staging, model.classes().get()))
                : Optional.empty();
    }

    private JsonElement classes(Path staging, ClassScheme scheme)
            throws BadInputException, CancelledException, IOException {
        ClassLegend legend = ClassProduct.legend(scheme);
        ClassProduct product = new ClassProduct(scheme, pair.grid());
        try (GeoTiffWriter writer =
                writer(staging.resolve("classes.tif"), GeoTiffFormat.classes(scheme.quantity(), legend.colours()))) {
            product.write(store, writer, workers);
        }
        legend.writeStyle(staging.resolve("classes.qml"));
        return product.describe();
    }

    private void mask(Path staging, Path scratch, Consumer<RunEvent> events)
            throws BadInputException, CancelledException, IOException {
        Grid grid = pair.grid();
        StoredMask source = new StoredMask(store, grid, decision);
        RunSpec.CleanUp cleanUp = spec.cleanUp();
        progress.stage("clean-up", 0);
        ComponentFilter filter =
                ComponentFilter.plan(source, grid, cleanUp.fillHoles(), cleanUp.minimumArea(), cancellation);
        MaskProducts products = new MaskProducts(
                source, grid, store.plan().extent(), pair.region().area());
        ShiftProducts shift = new ShiftProducts(
                pair.shift(),
                pair.shift().warning(false).isPresent()
                        && PairSensors.of(pair.before(), pair.after()).differ(),
                grid,
                pair.pair().grid());
        shift.write(staging);
        Optional<PolygonProducts> polygons =
                PolygonProducts.begin(staging, spec.output().formats(), layer(), grid, decision, shift, scratch);
        Optional<VolumeSum> volume = model.heightError().isPresent() && grid.isGeoreferenced()
                ? Optional.of(new VolumeSum(PixelMetric.of(grid)))
                : Optional.empty();
        try (GeoTiffWriter writer = writer(staging.resolve("mask.tif"), GeoTiffFormat.mask())) {
            products.sweep(filter, writer, polygons, pair.reference(), volume, progress, cancellation);
            polygons.ifPresent(made -> record.result().addProperty("polygons", made.count()));
        } finally {
            polygons.ifPresent(PolygonProducts::close);
        }
        products.describe(record.result());
        if (volume.isPresent()) {
            record.result()
                    .add("volume", volume.get().describe(model.heightError().orElseThrow()));
        }
        events.accept(products.observed());
        if (pair.reference().isPresent()) {
            AccuracyFile.write(staging.resolve("accuracy.json"), products.accuracy(), products.unobservedReference());
        }
    }

    private LayerInfo layer() {
        return new LayerInfo(
                pair.grid().crs(),
                spec.before().date().or(() -> sceneDate(pair.before())),
                spec.after().date().or(() -> sceneDate(pair.after())),
                spec.detection().detector(),
                record.runId());
    }

    /** The date that a scene folder states; those of other files may be of the file and not of the picture. */
    private static Optional<String> sceneDate(Raster raster) {
        return raster.facts().acquisition().flatMap(acquisition -> raster.facts()
                .date());
    }

    /** Makes the picture of the result and the styles with which QGIS shows it. */
    private void look(Path staging) throws BadInputException, CancelledException {
        progress.stage("preview", 0);
        QgisStyle.MASK.writeTo(staging);
        QgisStyle.SCORE.writeTo(staging);
        if (!spec.output().formats().isEmpty()) {
            QgisStyle.CHANGES.writeTo(staging);
        }
        try (Raster mask = Rasters.open(staging.resolve("mask.tif").toString())) {
            PreviewPicture.write(
                    staging.resolve("preview.png"),
                    pair.before(),
                    indices(pair.before(), pair.pair().beforeDescriptions()),
                    pair.after(),
                    indices(pair.after(), pair.pair().afterDescriptions()),
                    mask,
                    spec.resources().threads(),
                    cancellation);
        }
    }

    private static int[] indices(Raster raster, List<Band> bands) {
        return bands.stream().mapToInt(raster.bands()::indexOf).toArray();
    }

    private GeoTiffWriter writer(Path target, GeoTiffFormat format) throws BadInputException {
        return GeoTiffWriter.create(
                target,
                pair.grid(),
                pair.before().geoKeys(),
                format,
                spec.resources().threads());
    }

    private static String kind(Path product) {
        String name = product.getFileName().toString();
        if (name.endsWith(".qml")) {
            return "qml";
        }
        if (name.startsWith("objects.") && !name.equals("objects.geojson")) {
            return name;
        }
        return name.startsWith("changes.") ? name.substring("changes.".length()) : name.replaceFirst("\\.[a-z]+$", "");
    }
}
