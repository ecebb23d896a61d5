package org.palimpsest.run;

import java.nio.file.Path;
import java.util.List;
import org.palimpsest.base.Notice;

/** How a run ended; sealed, so that whoever shows it must treat every ending. */
public sealed interface Outcome {
    /** Every product is in place. */
    record Done(List<Path> products, List<Notice> warnings) implements Outcome {}

    /** The user ended it; {@code tilesKept} finished tiles are kept and the run can be resumed. */
    record Cancelled(long tilesKept) implements Outcome {}

    /** It could not go on. {@code fault} is true when the fault is the program's and not the input's. */
    record Failed(Notice whatHappened, Notice whatToDo, boolean fault) implements Outcome {}
}
