package org.palimpsest.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;
import org.palimpsest.base.SideTask;
import org.palimpsest.detect.AlignedPair;
import org.palimpsest.detect.DetectorCard;
import org.palimpsest.detect.GridChoice;
import org.palimpsest.detect.GridWish;
import org.palimpsest.detect.RunSpec;
import org.palimpsest.detect.engine.RasterPair;
import org.palimpsest.detect.mixed.PairSensors;
import org.palimpsest.detect.shift.ShiftCorrection;
import org.palimpsest.raster.Displacement;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Overlap;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Resampling;
import org.palimpsest.raster.unit.CommonUnit;

/** Both rasters of a run, open, checked against each other and against the detector, and laid onto one grid. */
final class OpenPair implements Closeable {
    /** Below this share of the first raster the user is told how little is compared. */
    private static final double SMALL_OVERLAP = 0.5;

    private final OpenDate before;
    private final OpenDate after;
    private final Overlap overlap;
    private final RunRegion region;
    private final AlignedPair pair;
    private final Optional<AlignedPair> returned;
    private final SideTask<ShiftCorrection> shift;
    private final Optional<ReferenceRaster> reference;

    private OpenPair(
            OpenDate before,
            OpenDate after,
            Overlap overlap,
            RunRegion region,
            AlignedPair pair,
            Optional<AlignedPair> returned,
            SideTask<ShiftCorrection> shift,
            Optional<ReferenceRaster> reference) {
        this.before = before;
        this.after = after;
        this.overlap = overlap;
        this.region = region;
        this.pair = pair;
        this.returned = returned;
        this.shift = shift;
        this.reference = reference;
    }

    /**
     * Opens what the run document names.
     *
     * @param wish what the detector wants of the pixels it sees
     * @param progress hears stages and warnings
     * @throws BadInputException when a raster cannot be read, lacks a band, or both share no pixel of the area
     * @throws IOException when the measurement of the shift failed for another reason
     */
    static OpenPair open(
            RunSpec spec, DetectorCard card, Optional<GridWish> wish, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        Optional<CommonUnit> unit =
                CommonUnit.of(spec.before().unit(), spec.after().unit());
        OpenDate before = OpenDate.open(
                spec.before(), raster -> unit.map(known -> known.first(raster)).orElse(raster), progress);
        boolean complete = false;
        try {
            OpenDate after = OpenDate.open(
                    spec.after(),
                    raster -> unit.map(known -> known.second(raster)).orElse(raster),
                    progress);
            try {
                Optional<String> box =
                        spec.region().area().filter(area -> spec.region().crop());
                OpenDate first = box.isPresent() ? before.croppedTo(box.get()) : before;
                OpenPair pair = align(spec, card, wish, first, after, progress, cancellation);
                complete = true;
                return pair;
            } finally {
                if (!complete) {
                    after.close();
                }
            }
        } finally {
            if (!complete) {
                before.close();
            }
        }
    }

    private static OpenPair align(
            RunSpec spec,
            DetectorCard card,
            Optional<GridWish> wish,
            OpenDate first,
            OpenDate second,
            Progress progress,
            Cancellation cancellation)
            throws BadInputException, CancelledException, IOException {
        Raster before = first.raster();
        Raster after = second.raster();
        int[] beforeBands = bands(spec.before(), before, card);
        int[] afterBands = bands(spec.after(), after, card);
        Overlap overlap = Overlap.of(before, after);
        overlap.warnings().forEach(progress::warning);
        if (overlap.share() < SMALL_OVERLAP) {
            progress.warning(Notice.of(
                    "overlap.partial",
                    "Only {0} % of {1} is covered by {2}; the rest is not analysed.",
                    String.format(Locale.ROOT, "%.1f", 100 * overlap.share()),
                    before.name(),
                    after.name()));
        }
        String names = before.name() + " and " + after.name();
        PairOnGrid onGrid = PairOnGrid.of(
                before,
                after,
                overlap,
                new AnalysisGrid(
                        GridChoice.parse(spec.preparation().grid()),
                        wish,
                        spec.detection().force(),
                        progress));
        RunRegion region = RunRegion.of(spec.region(), onGrid.grid(), onGrid.used(), names);
        BiFunction<Resampling, Displacement, AlignedPair> pairs = (resampling, by) -> new RasterPair(
                onGrid.before(resampling),
                beforeBands,
                onGrid.after(resampling).displaced(by),
                afterBands,
                region.extent(),
                region.area(),
                region.excluded());
        Optional<AlignedPair> returned = onGrid.isOfBefore()
                ? Optional.empty()
                : Optional.of(returned(
                        RunRegion.of(spec.region(), before.grid(), overlap.window(), names), before, beforeBands));
        Optional<ReferenceRaster> reference = spec.reference().isPresent()
                ? Optional.of(ReferenceRaster.open(spec.reference().get(), before, progress))
                : Optional.empty();
        boolean complete = false;
        boolean beside = correction(spec) == ShiftCorrection.Kind.NONE
                && spec.resources().threads() > 1;
        SideTask<ShiftCorrection> shift = survey(
                spec,
                by -> pairs.apply(Resampling.CUBIC, by),
                new Raster[] {before, after},
                beside,
                progress,
                cancellation);
        try {
            Displacement moved = beside ? Displacement.NONE : shift.result().displacement();
            AlignedPair pair = pairs.apply(Resampling.of(spec.preparation().resampling()), moved);
            complete = true;
            return new OpenPair(first, second, overlap, region, pair, returned, shift, reference);
        } finally {
            if (!complete) {
                shift.close();
                reference.ifPresent(ReferenceRaster::close);
            }
        }
    }

    private static ShiftCorrection.Kind correction(RunSpec spec) {
        return ShiftCorrection.Kind.of(spec.preparation().correction());
    }

    /**
     * Measures the shift between the dates.
     *
     * @param dates whose sensors are looked at where the user is to be told of a shift
     * @param beside whether the run's other work goes on meanwhile, as it can where the shift is told and not corrected
     */
    private static SideTask<ShiftCorrection> survey(
            RunSpec spec,
            ShiftCorrection.Pairs pairs,
            Raster[] dates,
            boolean beside,
            Progress progress,
            Cancellation cancellation) {
        int threads = spec.resources().threads();
        if (!beside) {
            progress.stage("shift", 0);
        }
        return SideTask.begin("shift", beside, () -> {
            ShiftCorrection found = ShiftCorrection.find(
                    correction(spec), pairs, beside ? Math.max(1, threads / 2) : threads, progress, cancellation);
            if (found.warning(false).isPresent()) {
                found.warning(PairSensors.of(dates[0], dates[1]).differ()).ifPresent(progress::warning);
            }
            return found;
        });
    }

    /** Where results count on the first date's own grid: within the region, where that date was observed. */
    private static AlignedPair returned(RunRegion region, Raster before, int[] bands) {
        int[] first = {bands[0]};
        return new RasterPair(before, bands, before, first, region.extent(), region.area(), region.excluded());
    }

    private static int[] bands(RunSpec.Input input, Raster raster, DetectorCard card) throws BadInputException {
        int available = raster.bands().size();
        List<Integer> numbers = input.bands().isEmpty()
                ? IntStream.rangeClosed(1, available).boxed().toList()
                : input.bands();
        for (int number : numbers) {
            if (number > available) {
                throw new BadInputException(Notice.of(
                        "bands.none", "{0} has no band {2}: choose among 1 to {1}.", raster.name(), available, number));
            }
        }
        if (numbers.size() < card.minimumBands()) {
            throw new BadInputException(Notice.of(
                    "bands.few",
                    "Detector {0} needs more bands: at least {1} of each date, but gets {2} of {3}. Choose more bands, or a"
                            + " detector for fewer.",
                    card.id(),
                    card.minimumBands(),
                    numbers.size(),
                    raster.name()));
        }
        return numbers.stream().mapToInt(number -> number - 1).toArray();
    }

    /** Every file that the run reads. */
    List<Path> files() {
        List<Path> files = new ArrayList<>(before.picture().files());
        files.addAll(after.picture().files());
        reference.ifPresent(truth -> files.addAll(truth.raster().files()));
        files.addAll(before.maskFiles());
        files.addAll(after.maskFiles());
        files.addAll(region.areaFiles());
        files.addAll(region.excludedFiles());
        return files;
    }

    /** Where the run looks. */
    RunRegion region() {
        return region;
    }

    /** The first date as its files have it. */
    Raster before() {
        return before.picture();
    }

    /** The second date as its files have it, on its own grid. */
    Raster after() {
        return after.picture();
    }

    /** The files that hold the quality mask of the first date. */
    List<Path> beforeMaskFiles() {
        return before.maskFiles();
    }

    /** The files that hold the quality mask of the second date. */
    List<Path> afterMaskFiles() {
        return after.maskFiles();
    }

    /** The ground that both rasters share. */
    Overlap overlap() {
        return overlap;
    }

    /** The grid of the products: the first date's. */
    Grid grid() {
        return before.picture().grid();
    }

    /**
     * Where results count on the grid of the products, of which only the validity is meant; empty where both dates are
     * compared on that grid anyway.
     */
    Optional<AlignedPair> returned() {
        return returned;
    }

    /** Both dates on the grid on which they are compared. */
    AlignedPair pair() {
        return pair;
    }

    /** How far the dates lie apart, and what is done about it; waited for where it is still being measured. */
    ShiftCorrection shift() throws BadInputException, CancelledException, IOException {
        return shift.result();
    }

    /** True change, where the user gave it. */
    Optional<ReferenceRaster> reference() {
        return reference;
    }

    @Override
    public void close() {
        shift.close();
        reference.ifPresent(ReferenceRaster::close);
        after.close();
        before.close();
    }
}
