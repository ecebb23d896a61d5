package org.palimpsest.label;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.Cancellation;
import org.palimpsest.base.CancelledException;
import org.palimpsest.base.Progress;
import org.palimpsest.raster.AlignedRaster;
import org.palimpsest.raster.PixelBlock;
import org.palimpsest.raster.Raster;
import org.palimpsest.raster.Rasters;
import org.palimpsest.raster.Resampling;
import org.palimpsest.raster.Window;
import org.palimpsest.vector.PolygonRaster;
import org.palimpsest.vector.read.PolygonFile;

/** Takes labels from files onto a map of labels; what is already labelled is replaced where the file says something. */
public final class LabelImport {
    /** The order in which areas are painted: what changed lies above what did not. */
    private static final LabelClass[] UPWARDS = {LabelClass.UNCHANGED, LabelClass.CHANGED, LabelClass.IGNORE};

    private LabelImport() {}

    /** What a raster's value 0 says. */
    public enum Zero {
        /** The ground is the same: of a reference, or a mask that was checked. */
        UNCHANGED,
        /** Nothing: of a mask in which only the changes were checked. */
        NOTHING
    }

    /**
     * Takes the labels of a file: a label file of this program, any raster in which 0 is no change and everything but nodata is, or
     * polygons ({@link LabelPolygons}).
     *
     * @param onto the map that gets them; files of other grids and systems are brought onto its grid
     * @throws BadInputException when the file cannot be read or laid onto the grid
     */
    public static LabelEdit file(LabelMap onto, Path file, Zero zero, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException {
        if (PolygonFile.hasVectorName(file)) {
            LabelPolygons polygons = LabelPolygons.of(file.toString(), PolygonFile.read(file.toString()), onto.grid());
            LabelClass rest = zero == Zero.NOTHING ? LabelClass.NONE : polygons.rest();
            return polygons(onto, polygons.areas(), rest, progress, cancellation);
        }
        try (Raster raster = Rasters.open(file.toString())) {
            return raster(onto, raster, zero, progress, cancellation);
        }
    }

    /** Takes the labels of an open raster. */
    public static LabelEdit raster(
            LabelMap onto, Raster raster, Zero zero, Progress progress, Cancellation cancellation)
            throws BadInputException, CancelledException {
        AlignedRaster aligned = AlignedRaster.onto(onto.grid(), onto.grid().window(), raster, Resampling.NEAREST);
        boolean labels = LabelFile.isLabels(raster);
        return tiles(onto, progress, cancellation, window -> {
            if (!aligned.mayHold(window)) {
                return Optional.empty();
            }
            PixelBlock block = aligned.read(window, new int[] {0});
            byte[] codes = blank(window);
            for (int i = 0; i < codes.length; i++) {
                if (block.valid()[i]) {
                    float value = block.samples(0)[i];
                    codes[i] = labels ? LabelClass.of((byte) value).code() : meaning(value, zero);
                }
            }
            return Optional.of(codes);
        });
    }

    private static byte meaning(float value, Zero zero) {
        if (value != 0) {
            return LabelClass.CHANGED.code();
        }
        return (zero == Zero.UNCHANGED ? LabelClass.UNCHANGED : LabelClass.NONE).code();
    }

    /** Takes polygons, those of no change first. */
    public static LabelEdit polygons(
            LabelMap onto,
            Map<LabelClass, PolygonRaster> areas,
            LabelClass rest,
            Progress progress,
            Cancellation cancellation)
            throws BadInputException, CancelledException {
        Optional<Window> reach =
                areas.values().stream().flatMap(area -> area.window().stream()).reduce(Window::union);
        return tiles(onto, progress, cancellation, window -> {
            boolean near = reach.flatMap(window::intersection).isPresent();
            if (!near && rest == LabelClass.NONE) {
                return Optional.empty();
            }
            byte[] codes = blank(window);
            java.util.Arrays.fill(codes, rest.code());
            for (LabelClass label : UPWARDS) {
                PolygonRaster area = areas.get(label);
                if (area != null && near) {
                    boolean[] inside = area.inside(window);
                    for (int i = 0; i < codes.length; i++) {
                        codes[i] = inside[i] ? label.code() : codes[i];
                    }
                }
            }
            return Optional.of(codes);
        });
    }

    /** Says what a file holds in a window; nothing where it says nothing. */
    private interface Source {
        Optional<byte[]> codes(Window window) throws BadInputException;
    }

    private static LabelEdit tiles(LabelMap onto, Progress progress, Cancellation cancellation, Source source)
            throws BadInputException, CancelledException {
        Map<Integer, Optional<LabelTile>> after = new HashMap<>();
        int count = onto.tileCount();
        progress.stage("labels", count);
        for (int tile = 0; tile < count; tile++) {
            cancellation.check();
            Window window = onto.window(tile);
            Optional<byte[]> codes = source.codes(window);
            if (codes.isPresent()) {
                merged(onto, tile, window, codes.get()).ifPresent(held -> after.put(held.getKey(), held.getValue()));
            }
            progress.done(tile + 1L);
        }
        return onto.edit(after);
    }

    private static Optional<Map.Entry<Integer, Optional<LabelTile>>> merged(
            LabelMap onto, int tile, Window window, byte[] codes) {
        byte[] all = blank(new Window(0, 0, LabelTile.SIZE, LabelTile.SIZE));
        Optional.ofNullable(onto.tiles().get(tile))
                .ifPresent(held -> System.arraycopy(held.codes(), 0, all, 0, all.length));
        boolean any = false;
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                byte code = codes[row * window.width() + column];
                if (code != LabelClass.NONE.code()) {
                    all[row * LabelTile.SIZE + column] = code;
                    any = true;
                }
            }
        }
        return any ? Optional.of(Map.entry(tile, LabelTile.of(all))) : Optional.empty();
    }

    private static byte[] blank(Window window) {
        byte[] codes = new byte[Math.toIntExact(window.pixels())];
        java.util.Arrays.fill(codes, LabelClass.NONE.code());
        return codes;
    }
}
