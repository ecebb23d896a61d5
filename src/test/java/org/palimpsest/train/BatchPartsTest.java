package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;

/** A batch that does not fit into memory is halved until it does, and only a lack of memory is answered so. */
class BatchPartsTest {
    private final List<Integer> doubled = new ArrayList<>();

    @Test
    void partsDoubleUntilTheyFit() throws Exception {
        double loss = BatchParts.compute(parts -> fitsFrom(parts, 4), 1, 6, 64, doubled::add);

        assertEquals(0.25, loss);
        assertEquals(List.of(2, 4), doubled);
    }

    @Test
    void aPairThatDoesNotFit_isASentence() {
        BadInputException refusal = assertThrows(
                BadInputException.class,
                () -> BatchParts.compute(parts -> fitsFrom(parts, 100), 1, 6, 64, doubled::add));
        assertTrue(String.valueOf(refusal.getMessage()).contains("64 x 64"));
        assertEquals(List.of(2, 4, 6), doubled);
    }

    @Test
    void anotherFault_isPassedOn() {
        assertThrows(
                EngineException.class,
                () -> BatchParts.compute(
                        parts -> {
                            throw new EngineException("shapes differ");
                        },
                        1,
                        6,
                        64,
                        doubled::add));
    }

    private static double fitsFrom(int parts, int enough) {
        if (parts < enough) {
            throw new EngineException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 99 bytes");
        }
        return 1.0 / parts;
    }
}
