package org.palimpsest.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/** A small mask written as text ('#' change, '.' none, '?' nodata) or drawn at random, for tests. */
record MaskText(int width, int height, byte[] values) implements MaskSource {
    static MaskText of(String... rows) {
        byte[] values = new byte[rows.length * rows[0].length()];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[0].length(); x++) {
                char c = rows[y].charAt(x);
                values[y * rows[0].length() + x] = c == '#' ? CHANGED : c == '?' ? NODATA : UNCHANGED;
            }
        }
        return new MaskText(rows[0].length(), rows.length, values);
    }

    static MaskText random(int width, int height, double share, long seed) {
        byte[] values = new byte[width * height];
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() < share ? CHANGED : random.nextInt(20) == 0 ? NODATA : UNCHANGED;
        }
        return new MaskText(width, height, values);
    }

    @Override
    public int stripRows() {
        return 7;
    }

    @Override
    public byte[] readMask(Window window) {
        byte[] part = new byte[(int) window.pixels()];
        System.arraycopy(values, window.y() * width, part, 0, part.length);
        return part;
    }

    /** The mask as text again. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            text.append(values[i] == CHANGED ? '#' : values[i] == NODATA ? '?' : '.');
            if ((i + 1) % width == 0) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** The polygons in pixel coordinates, y down the rows negative. */
    List<ChangePolygon> polygons(java.nio.file.Path folder) throws BadInputException {
        return polygons(Grid.ofPixels(width, height), new float[0], false, stripRows(), folder);
    }

    List<ChangePolygon> polygons(Grid grid, float[] scores, boolean signed, int stripRows, java.nio.file.Path folder)
            throws BadInputException {
        List<ChangePolygon> polygons = new ArrayList<>();
        try (Polygonizer polygonizer = new Polygonizer(grid, signed, folder)) {
            for (int y = 0; y < height; y += stripRows) {
                Window window = new Window(0, y, width, Math.min(stripRows, height - y));
                float[] part = new float[scores.length == 0 ? 0 : (int) window.pixels()];
                System.arraycopy(scores, scores.length == 0 ? 0 : y * width, part, 0, part.length);
                polygonizer.add(window, readMask(window), part);
            }
            polygonizer.<RuntimeException>finish(polygons::add);
        }
        return polygons;
    }

    /** Sizes of the connected groups of a value, in the order of their first pixels, by flood fill. */
    List<Integer> groups(byte value, boolean overCorners) {
        boolean[] seen = new boolean[values.length];
        List<Integer> sizes = new ArrayList<>();
        for (int first = 0; first < values.length; first++) {
            if (values[first] == value && !seen[first]) {
                sizes.add(flood(first, value, overCorners, seen));
            }
        }
        return sizes;
    }

    private int flood(int first, byte value, boolean overCorners, boolean[] seen) {
        List<Integer> stack = new ArrayList<>(List.of(first));
        seen[first] = true;
        int size = 0;
        while (!stack.isEmpty()) {
            int pixel = stack.remove(stack.size() - 1);
            size++;
            int x = pixel % width;
            int y = pixel / width;
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    int next = (y + dy) * width + x + dx;
                    if ((overCorners || dx == 0 || dy == 0)
                            && x + dx >= 0
                            && x + dx < width
                            && y + dy >= 0
                            && y + dy < height
                            && values[next] == value
                            && !seen[next]) {
                        seen[next] = true;
                        stack.add(next);
                    }
                }
            }
        }
        return size;
    }
}
