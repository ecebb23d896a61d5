package org.palimpsest.app.layer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.palimpsest.label.LabelClass;
import org.palimpsest.label.LabelMap;
import org.palimpsest.label.LabelTile;

/** Looks at labels from some distance: at single pixels, at blocks of them, or at whole tiles. For one thread. */
final class LabelLook {
    private final LabelMap labels;
    private final double scale;
    private final Map<LabelTile, byte[]> unpacked = new HashMap<>();

    /** @param scale how many pixels of the scene one pixel of the screen is wide */
    LabelLook(LabelMap labels, double scale) {
        this.labels = labels;
        this.scale = scale;
    }

    /** The class to be seen in the pixel of the screen whose middle is at a column and row of the scene, with fractions. */
    LabelClass at(double x, double y) {
        if (scale < LabelTile.BLOCK) {
            return pixel((int) Math.floor(x), (int) Math.floor(y));
        }
        double half = scale / 2;
        int unit = scale < LabelTile.SIZE ? LabelTile.BLOCK : LabelTile.SIZE;
        int firstColumn = (int) Math.floor((x - half) / unit + 0.5);
        int firstRow = (int) Math.floor((y - half) / unit + 0.5);
        int count = Math.max(1, (int) Math.round(scale / unit));
        LabelClass most = LabelClass.NONE;
        for (int row = firstRow; row < firstRow + count; row++) {
            for (int column = firstColumn; column < firstColumn + count; column++) {
                LabelClass one = unit == LabelTile.SIZE
                        ? labels.tile(column, row).map(LabelTile::most).orElse(LabelClass.NONE)
                        : block(column, row);
                most = one.compareTo(most) < 0 ? one : most;
            }
        }
        return most;
    }

    private LabelClass block(int column, int row) {
        int across = LabelTile.SIZE / LabelTile.BLOCK;
        return labels.tile(Math.floorDiv(column, across), Math.floorDiv(row, across))
                .map(tile -> tile.block(Math.floorMod(column, across), Math.floorMod(row, across)))
                .orElse(LabelClass.NONE);
    }

    private LabelClass pixel(int column, int row) {
        if (column < 0
                || row < 0
                || column >= labels.grid().width()
                || row >= labels.grid().height()) {
            return LabelClass.NONE;
        }
        Optional<LabelTile> tile = labels.tile(column / LabelTile.SIZE, row / LabelTile.SIZE);
        return tile.map(held -> LabelClass.of(unpacked.computeIfAbsent(held, LabelTile::codes)[
                        row % LabelTile.SIZE * LabelTile.SIZE + column % LabelTile.SIZE]))
                .orElse(LabelClass.NONE);
    }
}
