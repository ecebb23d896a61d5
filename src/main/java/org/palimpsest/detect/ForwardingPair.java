package org.palimpsest.detect;

import java.util.List;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Grid;
import org.palimpsest.raster.Window;

/** A pair that is another one in all but what an implementer changes of it. */
public interface ForwardingPair extends AlignedPair {
    /** The pair behind this one. */
    AlignedPair pair();

    @Override
    default Grid grid() {
        return pair().grid();
    }

    @Override
    default Window extent() {
        return pair().extent();
    }

    @Override
    default int beforeBands() {
        return pair().beforeBands();
    }

    @Override
    default int afterBands() {
        return pair().afterBands();
    }

    @Override
    default List<Band> beforeDescriptions() {
        return pair().beforeDescriptions();
    }

    @Override
    default List<Band> afterDescriptions() {
        return pair().afterDescriptions();
    }

    @Override
    default PairWindow read(Window window) throws BadInputException {
        return pair().read(window);
    }
}
