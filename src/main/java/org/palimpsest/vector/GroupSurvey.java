package org.palimpsest.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds out, in one pass over a mask, which connected groups of pixels are too small to stay, and turns them over in a later
 * pass.
 *
 * <p>The first pass numbers the places where a group seems to begin (a run of pixels that touches none in the row above); a
 * group may have several. What it keeps is one bit for each such place. A later pass comes to the same places in the same
 * order, reads the bits, and hands them down from row to row: it needs one row of memory and no joining at all.
 */
final class GroupSurvey {
    private static final int PAGE_BITS = 24;

    private final int width;
    private final int height;
    private final Kind kind;
    private final double limit;
    private final PixelMetric metric;
    private final List<BitSet> turned = new ArrayList<>();

    private RowRuns up = new RowRuns();
    private RowRuns down = new RowRuns();
    private Group[] upGroups = new Group[0];
    private Group[] downGroups = new Group[0];
    private int nextRow;
    private long places;

    /** What groups are made of. */
    enum Kind {
        /** Changed pixels that share edges; turned where their area is below the limit. */
        CHANGE,
        /**
         * Unchanged pixels that share edges or corners, as the complement of areas that share edges must; turned where they
         * are no more than the limit, have no nodata among them and do not reach the edge of the mask.
         */
        HOLES
    }

    /** A group under the sweep line. */
    private static final class Group {
        Group parent = this;
        double size;
        boolean stays;
        int lastRow;
        long[] places = new long[1];
        int placeCount;

        Group root() {
            Group g = this;
            while (g.parent != g) {
                g.parent = g.parent.parent;
                g = g.parent;
            }
            return g;
        }

        void addPlace(long place) {
            if (placeCount == places.length) {
                places = Arrays.copyOf(places, 2 * placeCount);
            }
            places[placeCount++] = place;
        }

        void keep() {
            stays = true;
            placeCount = 0;
            places = new long[0];
        }
    }

    /** @param metric measures the groups, in the unit of the limit */
    static GroupSurvey of(MaskSource source, Kind kind, double limit, PixelMetric metric) {
        return new GroupSurvey(source.width(), source.height(), kind, limit, metric);
    }

    private GroupSurvey(int width, int height, Kind kind, double limit, PixelMetric metric) {
        this.width = width;
        this.height = height;
        this.kind = kind;
        this.limit = limit;
        this.metric = metric;
    }

    /** Looks at the next row. */
    void addRow(byte[] mask, int offset) {
        down.find(mask, offset, width, kind == Kind.CHANGE);
        int y = nextRow++;
        if (downGroups.length < down.size()) {
            downGroups = new Group[Math.max(2 * downGroups.length, down.size())];
        }
        int above = 0;
        for (int run = 0; run < down.size(); run++) {
            int start = down.start(run);
            int end = down.end(run);
            above = firstTouching(up, above, start, kind);
            Group group = null;
            for (int a = above; a < up.size() && touches(up.start(a), end, kind); a++) {
                group = group == null ? upGroups[a].root() : join(group, upGroups[a].root());
            }
            if (group == null) {
                group = new Group();
                group.addPlace(places++);
            }
            addRun(group, start, end, y, mask, offset);
            downGroups[run] = group;
        }
        endGroupsAbove(y);
        for (int run = 0; run < down.size(); run++) {
            downGroups[run] = downGroups[run].root();
        }
        swap();
    }

    /** A pass that turns the small groups; all rows must have been added. */
    Pass newPass() {
        if (nextRow == height) {
            down.clear();
            endGroupsAbove(nextRow++);
            up.clear();
        }
        return new Pass();
    }

    private static int firstTouching(RowRuns up, int from, int start, Kind kind) {
        int above = from;
        while (above < up.size() && (kind == Kind.CHANGE ? up.end(above) <= start : up.end(above) < start)) {
            above++;
        }
        return above;
    }

    private static boolean touches(int upStart, int end, Kind kind) {
        return kind == Kind.CHANGE ? upStart < end : upStart <= end;
    }

    private Group join(Group a, Group b) {
        if (a == b) {
            return a;
        }
        Group larger = a.placeCount >= b.placeCount ? a : b;
        Group smaller = larger == a ? b : a;
        smaller.parent = larger;
        larger.size += smaller.size;
        larger.lastRow = Math.max(larger.lastRow, smaller.lastRow);
        if (larger.stays || smaller.stays) {
            larger.keep();
        } else {
            for (int i = 0; i < smaller.placeCount; i++) {
                larger.addPlace(smaller.places[i]);
            }
            keepIfLarge(larger);
        }
        smaller.places = new long[0];
        return larger;
    }

    private void addRun(Group group, int start, int end, int y, byte[] mask, int offset) {
        group.lastRow = y;
        if (group.stays) {
            return;
        }
        boolean open = start == 0
                || end == width
                || y == 0
                || y == height - 1
                || hasNodata(mask, offset + start, offset + end);
        if (kind == Kind.HOLES && open) {
            group.keep();
            return;
        }
        group.size += metric.runArea(start, end, y);
        keepIfLarge(group);
    }

    private void keepIfLarge(Group group) {
        if (kind == Kind.HOLES ? group.size > limit : group.size >= limit) {
            group.keep();
        }
    }

    private static boolean hasNodata(byte[] mask, int from, int to) {
        for (int i = from; i < to; i++) {
            if (mask[i] == MaskSource.NODATA) {
                return true;
            }
        }
        return false;
    }

    private void endGroupsAbove(int y) {
        for (int run = 0; run < up.size(); run++) {
            Group group = upGroups[run].root();
            if (group.lastRow < y && !group.stays) {
                for (int i = 0; i < group.placeCount; i++) {
                    turn(group.places[i]);
                }
                group.keep();
            }
        }
    }

    private void turn(long place) {
        int page = Math.toIntExact(place >>> PAGE_BITS);
        while (turned.size() <= page) {
            turned.add(new BitSet());
        }
        turned.get(page).set((int) (place & (1 << PAGE_BITS) - 1));
    }

    private boolean isTurned(long place) {
        int page = Math.toIntExact(place >>> PAGE_BITS);
        return page < turned.size() && turned.get(page).get((int) (place & (1 << PAGE_BITS) - 1));
    }

    private void swap() {
        RowRuns runs = up;
        up = down;
        down = runs;
        Group[] groups = upGroups;
        upGroups = downGroups;
        downGroups = groups;
    }

    /** One later pass over the same rows, from the top. */
    final class Pass {
        private RowRuns above = new RowRuns();
        private RowRuns here = new RowRuns();
        private boolean[] aboveTurned = new boolean[0];
        private boolean[] hereTurned = new boolean[0];
        private long place;

        /** Turns the small groups of the next row, in place. */
        void apply(byte[] mask, int offset) {
            here.find(mask, offset, width, kind == Kind.CHANGE);
            if (hereTurned.length < here.size()) {
                hereTurned = new boolean[Math.max(2 * hereTurned.length, here.size())];
            }
            int touching = 0;
            for (int run = 0; run < here.size(); run++) {
                int start = here.start(run);
                int end = here.end(run);
                touching = firstTouching(above, touching, start, kind);
                boolean inherits = touching < above.size() && touches(above.start(touching), end, kind);
                boolean turn = inherits ? aboveTurned[touching] : isTurned(place++);
                hereTurned[run] = turn;
                if (turn) {
                    byte value = kind == Kind.CHANGE ? MaskSource.UNCHANGED : MaskSource.CHANGED;
                    Arrays.fill(mask, offset + start, offset + end, value);
                }
            }
            RowRuns runs = above;
            above = here;
            here = runs;
            boolean[] flags = aboveTurned;
            aboveTurned = hereTurned;
            hereTurned = flags;
        }
    }
}
