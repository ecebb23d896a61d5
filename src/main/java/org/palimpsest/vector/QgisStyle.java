package org.palimpsest.vector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.WriteFailure;

/** The styles with which QGIS (3.22 and later) shows our products: a {@code .qml} file of the product's own name beside it. */
public enum QgisStyle {
    /** For {@code mask.tif}: change in vermilion, no change transparent. */
    MASK,
    /** For {@code score.tif}: from dark blue (0) to yellow (1), even in lightness for any kind of colour vision. */
    SCORE,
    /** For {@code changes.*}: outlines by direction, gain blue, loss vermilion, both purple. */
    CHANGES,
    /** For {@code objects.*}: outlines, those of objects that were cut at a window's border dashed. */
    OBJECTS,
    /** For {@code shift.geojson}: arrows from where a thing lies on the first date to where it lies on the second, drawn large. */
    SHIFT;

    /** Writes {@code mask.qml}, {@code score.qml} or {@code changes.qml}, {@code objects.qml}, {@code shift.qml} into a folder. */
    public void writeTo(Path folder) throws BadInputException {
        Path target = folder.resolve(fileName());
        try {
            AtomicFile.writeText(target, text());
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    /** The name of the style's file. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".qml";
    }

    /** The content of the style's file. */
    public String text() {
        try (InputStream in = QgisStyle.class.getResourceAsStream(fileName())) {
            if (in == null) {
                throw new IllegalStateException("The style " + fileName() + " is missing from the installation.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
