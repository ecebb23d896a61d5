package org.palimpsest.cli;

import java.util.Locale;
import java.util.function.Consumer;
import org.palimpsest.base.Notice;
import org.palimpsest.base.Progress;

/** A long download told in lines: each stage, and each further twentieth of the bytes. */
final class DownloadLines implements Progress {
    private static final int PARTS = 20;
    /** Less than this is there before anybody has read a line. */
    private static final long SMALL = 4L << 20;

    private static final double GIGABYTE = 1e9;
    private static final double MEGABYTE = 1e6;

    private final String what;
    private final Consumer<String> out;
    private final Consumer<String> warnings;
    private long total;
    private long told;

    DownloadLines(Consumer<String> out) {
        this("", out, out);
    }

    /** @param what is fetched, for the first line; empty for none */
    DownloadLines(String what, Consumer<String> out, Consumer<String> warnings) {
        this.what = what;
        this.out = out;
        this.warnings = warnings;
    }

    @Override
    public void stage(String name, long total) {
        this.total = name.equals("download") && total > SMALL ? total : 0;
        told = 0;
        if (!name.equals("download")) {
            out.accept("  " + name);
        } else if (this.total > 0 && !what.isEmpty()) {
            out.accept("Fetching " + what + ", " + size(total));
        }
    }

    @Override
    public void done(long done) {
        if (total > 0 && done * PARTS / total > told) {
            told = done * PARTS / total;
            out.accept(String.format(Locale.ROOT, "  %3d %%, %s of %s", done * 100 / total, size(done), size(total)));
        }
    }

    @Override
    public void warning(Notice notice) {
        warnings.accept(notice.message());
    }

    private String size(long bytes) {
        return total >= GIGABYTE
                ? String.format(Locale.ROOT, "%.2f GB", bytes / GIGABYTE)
                : String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE);
    }
}
