package org.palimpsest.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.ChangeModel;
import org.palimpsest.detect.Detector;
import org.palimpsest.detect.DetectorRegistry;
import org.palimpsest.detect.EpochListener;
import org.palimpsest.detect.FitInput;
import org.palimpsest.detect.OwnThreshold;
import org.palimpsest.detect.PairWindow;
import org.palimpsest.detect.Preparation;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.Settings;
import org.palimpsest.detect.Statistic;
import org.palimpsest.detect.Tiling;
import org.palimpsest.detect.engine.HistogramPass;
import org.palimpsest.detect.engine.ObjectStore;
import org.palimpsest.detect.engine.Seams;
import org.palimpsest.detect.engine.StatisticPass;
import org.palimpsest.detect.engine.TileBudget;
import org.palimpsest.detect.engine.TileJournal;
import org.palimpsest.detect.engine.TilePlan;
import org.palimpsest.detect.engine.TileStore;
import org.palimpsest.detect.engine.TileWorkers;
import org.palimpsest.detect.radiometry.AdjustedPair;
import org.palimpsest.detect.radiometry.Radiometry;
import org.palimpsest.detect.threshold.ChangeSign;
import org.palimpsest.detect.threshold.Decision;
import org.palimpsest.detect.threshold.DetectorDefault;
import org.palimpsest.detect.threshold.FixedValue;
import org.palimpsest.detect.threshold.SceneHistogram;
import org.palimpsest.detect.threshold.ThresholdRule;
import org.palimpsest.hub.Hub;
import org.palimpsest.hub.HubPath;
import org.palimpsest.raster.BlockCache;
import org.palimpsest.raster.unit.CommonUnit;

/**
 * One execution of a run document, stage by stage: open, fit, detect, threshold, write.
 *
 * <p>The statistic is kept tile by tile in the run's folder; all later stages stream over it. So a run that was stopped in
 * whatever stage goes on from its finished tiles, and memory does not grow with the scene. Used once, by one thread.
 */
final class PairRun {
    private static final String CHECKPOINT = "checkpoint";
    /** Where a fit keeps what it has learned, below the run's work folder. */
    private static final String FIT = "fit";
    /** The rest of the heap is for the classes' own needs and what the collector has not yet freed. */
    private static final double HEAP_SHARE = 0.7;
    /** A difference between windows' probabilities that shows on a map. */
    private static final double NOTABLE_SEAM = 0.05;

    private final RunSpec spec;
    private final boolean resume;
    private final DetectorRegistry registry;
    private final Consumer<RunEvent> events;
    private final Cancellation cancellation;
    private final ProgressMeter progress;
    private long tilesKept;

    PairRun(RunRequest request, DetectorRegistry registry, Consumer<RunEvent> events, Cancellation cancellation) {
        this.spec = request.spec();
        this.resume = request.resume();
        this.registry = registry;
        this.events = events;
        this.cancellation = cancellation;
        this.progress = new ProgressMeter(events, System::nanoTime);
    }

    /** How many finished tiles wait for a resume. */
    long tilesKept() {
        return tilesKept;
    }

    /**
     * Executes the run.
     *
     * @throws BadInputException when something that the user gave cannot be used
     * @throws CancelledException when the user ended it
     * @throws IOException when the output folder cannot be written
     */
    Outcome execute() throws BadInputException, CancelledException, IOException {
        progress.stage("open", 0);
        Detector detector = registry.get(spec.detection().detector());
        if (spec.detection().checkpoint().isPresent()) {
            HubPath.ensure(Hub.current(), spec.detection().checkpoint().get(), progress, cancellation);
        }
        Settings settings = settings(detector);
        Optional<ThresholdRule> asked = spec.detection().threshold().isPresent()
                ? Optional.of(ThresholdRule.parse(spec.detection().threshold().get()))
                : Optional.empty();
        try (OpenPair pair =
                OpenPair.open(spec, detector.card(), detector.gridWish(settings), progress, cancellation)) {
            RunIdentity identity = RunIdentity.of(spec, settings, pair.files());
            RunRecord record = new RunRecord(spec, identity, detector.card(), Instant.now());
            try (RunFolder folder =
                    RunFolder.open(spec.output().directory(), spec.output().overwrite(), resume)) {
                try {
                    List<Path> products = execute(detector, settings, asked, pair, identity, record, folder);
                    folder.removeWork();
                    return new Outcome.Done(products, progress.warnings());
                } catch (BadInputException e) {
                    if (!resume && tilesKept == 0) {
                        folder.abandon();
                    }
                    throw e;
                }
            }
        }
    }

    private List<Path> execute(
            Detector detector,
            Settings settings,
            Optional<ThresholdRule> asked,
            OpenPair pair,
            RunIdentity identity,
            RunRecord record,
            RunFolder folder)
            throws BadInputException, CancelledException, IOException {
        try (TileJournal journal = journal(folder, identity, pair.pair(), detector.tiling(settings));
                TileStore store = TileStore.open(folder.work(), plan(journal), journal)) {
            tilesKept = store.finishedTiles();
            requireObservedPixels(pair);
            Optional<TilePlan> returned =
                    pair.returned().map(target -> TileBudget.plan(target.extent(), target.beforeBands() + 1, memory()));
            folder.checkSpace(RunProducts.bytesNeeded(store.plan())
                    + returned.map(RunProducts::bytesNeeded).orElse(0L));
            new PairNotes(spec, pair.before(), pair.after(), pair.pair())
                    .notices()
                    .forEach(progress::warning);
            Optional<CommonUnit> unit =
                    CommonUnit.of(spec.before().unit(), spec.after().unit());
            unit.ifPresent(
                    known -> record.decided().addProperty("unit", known.kind().word()));
            AlignedPair dates = adjusted(pair.pair(), settings, record);
            int bands = dates.beforeBands() + dates.afterBands();
            EpochListener epochs = EpochMaps.begin(folder.work(), dates, events, progress);
            try (ChangeModel model = detector.fit(fitInput(
                            dates, settings, epochs, Optional.of(folder.work().resolve(FIT))));
                    @Nullable
                            ObjectStore objects =
                                    model.objects().isPresent() ? ObjectStore.open(folder.work()) : null) {
                pair.shift(); // Measured by now, or waited for: what it warns of is told before the long part.
                // The places of the survey are scattered; the stages that follow go from tile to tile.
                BlockCache.forgetAll();
                record.took("fit");
                ThresholdRule rule = rule(asked, detector, model);
                ChangeSign sign = ChangeSign.parse(spec.detection().direction());
                Decision.requireSign(sign, model.statistic());
                int group = journal.group(spec.resources().windowsAtOnce().orElse(model.windowsAtOnce()));
                if (model.needsOneShape()) {
                    record.windowsAtOnce(group);
                }
                int threads = TileBudget.tilesInFlight(
                        store.plan(), bands, memory(), spec.resources().threads(), group);
                events.accept(new RunEvent.Fitted(model.statistic(), pair.pair().grid()));
                Optional<ObjectStore> wanted = Optional.ofNullable(objects);
                wanted.ifPresent(found -> store.keepOnly(found::has));
                detect(dates, model, store, wanted, threads, group);
                Optional<Seams> seams = Seams.measure(store, cancellation);
                seams.ifPresent(measured -> tellOfSeams(record, model.statistic(), measured));
                record.took("detect");
                TileWorkers workers = new TileWorkers(threads, cancellation);
                record.computed(settings, model.record(), pair, store.plan());
                Optional<ObjectProducts> polygons = wanted.map(
                        found -> new ObjectProducts(found, store.plan().count(), dates.grid()));
                Deciding deciding = new Deciding(rule, sign, pair, dates, model, polygons, workers, record, folder);
                if (returned.isEmpty()) {
                    return products(deciding, store);
                }
                try (ReturnedStatistic onBefore = ReturnedStatistic.of(
                        store,
                        dates.grid(),
                        pair.returned().orElseThrow(),
                        returned.get(),
                        folder.work(),
                        workers,
                        progress)) {
                    record.took("return");
                    return products(deciding, onBefore.store());
                }
            }
        }
    }

    /** What the decision on a computed statistic needs. */
    private record Deciding(
            ThresholdRule rule,
            ChangeSign sign,
            OpenPair pair,
            AlignedPair dates,
            ChangeModel model,
            Optional<ObjectProducts> objects,
            TileWorkers workers,
            RunRecord record,
            RunFolder folder) {}

    /** Finds the threshold on the statistic as the products have it, and makes them. */
    private List<Path> products(Deciding with, TileStore store)
            throws BadInputException, CancelledException, IOException {
        SceneHistogram scene = HistogramPass.of(store, with.workers(), progress);
        Decision decision = Decision.of(with.rule(), with.sign(), scene, with.dates(), with.model(), cancellation);
        BlockCache.forgetAll();
        decision.notes(with.rule()).forEach(progress::warning);
        with.record().took("threshold");
        with.record().decided(with.rule(), decision, with.pair());
        return new RunProducts(
                        spec,
                        with.pair(),
                        store,
                        with.model(),
                        with.objects(),
                        decision,
                        with.workers(),
                        cancellation,
                        progress,
                        with.record())
                .write(with.folder(), events);
    }

    private FitInput fitInput(AlignedPair dates, Settings settings, EpochListener epochs, Optional<Path> kept) {
        return new FitInput(
                dates,
                settings,
                spec.resources().device(),
                spec.resources().threads(),
                memory(),
                progress,
                cancellation,
                epochs,
                kept);
    }

    /** The pair with the second date brought to the level of the first, where the run document asks for it. */
    private AlignedPair adjusted(AlignedPair pair, Settings settings, RunRecord record)
            throws BadInputException, CancelledException {
        String rule = spec.preparation().radiometry();
        if (rule.equals(Preparation.NONE)) {
            return pair;
        }
        Radiometry radiometry = Radiometry.fit(rule, fitInput(pair, settings, EpochListener.NONE, Optional.empty()));
        record.decided().add("radiometry", radiometry.toJson());
        record.took("radiometry");
        return new AdjustedPair(pair, radiometry);
    }

    private void tellOfSeams(RunRecord record, Statistic statistic, Seams seams) {
        JsonObject json = new JsonObject();
        json.addProperty("borders", seams.borders());
        json.addProperty("meanDifference", seams.mean());
        json.addProperty("largestDifference", seams.largest());
        record.result().add("seams", json);
        if (seams.mean() > NOTABLE_SEAM) {
            progress.warning(Notice.of(
                    "seams",
                    "Neighbouring windows disagree by {0} ({1}) on average where they overlap; the results were faded"
                            + " into each other. Larger windows or a larger halo (--set window=, --set halo=) agree"
                            + " better.",
                    String.format(Locale.ROOT, "%.3f", seams.mean()),
                    statistic.name()));
        }
    }

    /** What the user asked for, or what the model brings along, or what the detector's card advises. */
    private static ThresholdRule rule(Optional<ThresholdRule> asked, Detector detector, ChangeModel model)
            throws BadInputException {
        if (asked.isPresent()) {
            return asked.get();
        }
        if (model.ownThreshold().isPresent()) {
            OwnThreshold own = model.ownThreshold().get();
            FixedValue value = new FixedValue(own.magnitude());
            return own.stated() ? value : new DetectorDefault(value);
        }
        return DetectorDefault.of(detector.card());
    }

    private Settings settings(Detector detector) throws BadInputException {
        Map<String, String> texts = new HashMap<>(spec.detection().parameters());
        if (spec.detection().checkpoint().isPresent()) {
            if (detector.parameters().stream().noneMatch(p -> p.name().equals(CHECKPOINT))) {
                throw new BadInputException(
                        "Detector " + spec.detection().detector() + " uses no weights. Leave the checkpoint out.");
            }
            texts.put(CHECKPOINT, spec.detection().checkpoint().get().toString());
        }
        Settings settings = Settings.of(detector.parameters(), texts);
        boolean decibel = "decibel".equals(settings.texts().get("scale"));
        if (decibel && spec.before().unit().isPresent()) {
            throw new BadInputException(
                    "With declared units the detector gets intensity, not decibels. Leave scale=decibel"
                            + " out, or the units.");
        }
        return settings;
    }

    /** The run's budget, as far as this Java machine can give it. */
    private long memory() {
        return Math.min(
                spec.resources().memoryBytes(), (long) (Runtime.getRuntime().maxMemory() * HEAP_SHARE));
    }

    private TileJournal journal(RunFolder folder, RunIdentity identity, AlignedPair pair, Optional<Tiling> tiling)
            throws BadInputException, IOException {
        if (resume) {
            Optional<TileJournal> earlier = TileJournal.open(folder.work());
            if (earlier.isPresent()) {
                try {
                    identity.requireSame(earlier.get().header(), spec.output().directory());
                } catch (BadInputException e) {
                    earlier.get().close();
                    throw e;
                }
                return earlier.get();
            }
            // Without a journal nobody knows whose the rest is.
            folder.forgetWork();
        }
        TilePlan plan = tiling.map(
                        wanted -> new TilePlan(pair.extent(), wanted.core(), wanted.core(), wanted.feather()))
                .orElseGet(() -> TileBudget.plan(pair.extent(), pair.beforeBands() + pair.afterBands(), memory()));
        JsonObject header = identity.toJson();
        plan.write(header);
        return TileJournal.create(folder.work(), header);
    }

    /** The tiles as the journal states them, so that a resume never cuts them in another way. */
    private static TilePlan plan(TileJournal journal) throws IOException {
        return TilePlan.read(journal.header())
                .orElseThrow(() -> new IOException("The journal does not state the run's tiles"));
    }

    private void detect(
            AlignedPair pair, ChangeModel model, TileStore store, Optional<ObjectStore> objects, int threads, int group)
            throws BadInputException, CancelledException, IOException {
        TilePlan plan = store.plan();
        progress.pixelsPerStep((double) plan.extent().pixels() / plan.count());
        StatisticPass pass = new StatisticPass(
                pair,
                model,
                store,
                objects,
                progress,
                window -> events.accept(new RunEvent.Tile(window)),
                cancellation);
        try {
            pass.run(threads, group);
        } finally {
            tilesKept = store.finishedTiles();
        }
    }

    /** Looks for one pixel that both dates observed; in most scenes the first window has it. */
    private void requireObservedPixels(OpenPair pair) throws BadInputException, CancelledException {
        TilePlan windows = new TilePlan(pair.pair().extent(), TileBudget.TILE, TileBudget.TILE);
        boolean before = false;
        boolean after = false;
        for (long tile = 0; tile < windows.count(); tile++) {
            cancellation.check();
            PairWindow window = pair.pair().read(windows.core(tile));
            for (boolean valid : window.valid()) {
                if (valid) {
                    return;
                }
            }
            before = before || window.before().validPixels() > 0;
            after = after || window.after().validPixels() > 0;
        }
        String where = spec.region().area().isPresent() ? " in the area" : "";
        if (before && after) {
            throw new BadInputException("No pixel" + where + " was observed on both dates: where one raster has data, "
                    + "the other has nodata. Choose rasters or an area that overlap.");
        }
        String name = before ? pair.after().name() : pair.before().name();
        throw new BadInputException(name + " holds nothing but nodata" + where + ". Check its nodata value, or choose "
                + "another raster or area.");
    }
}
