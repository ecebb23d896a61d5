package org.palimpsest.cli;

import java.util.Locale;
import java.util.function.Consumer;
import org.palimpsest.base.Progress;

/** A long download told in lines: each stage, and each further twentieth of the bytes. */
final class DownloadLines implements Progress {
    private static final int PARTS = 20;

    private final Consumer<String> out;
    private long total;
    private long told;

    DownloadLines(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void stage(String name, long total) {
        this.total = name.equals("download") ? total : 0;
        told = 0;
        if (!name.equals("download")) {
            out.accept("  " + name);
        }
    }

    @Override
    public void done(long done) {
        if (total > 0 && done * PARTS / total > told) {
            told = done * PARTS / total;
            out.accept(String.format(
                    Locale.ROOT, "  %3d %%, %.2f of %.2f GB", done * 100 / total, done / 1e9, total / 1e9));
        }
    }
}
