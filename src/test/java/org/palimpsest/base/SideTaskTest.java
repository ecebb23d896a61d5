package org.palimpsest.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SideTaskTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void result_comesEachTimeItIsAskedFor(boolean beside) throws Exception {
        try (SideTask<String> side = SideTask.begin("side", beside, () -> "made")) {
            assertEquals("made", side.result());
            assertEquals("made", side.result());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failure_isThrownAsItWas(boolean beside) {
        IOException full = new IOException("No space left");
        SideTask<String> side = SideTask.begin("side", beside, () -> {
            throw full;
        });
        assertSame(full, assertThrows(IOException.class, side::result));
        side.close();
    }

    @Test
    void close_waitsForTheWork() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        try (SideTask<String> side = SideTask.begin("side", true, () -> {
            begun.countDown();
            for (int i = 0; i < 20; i++) {
                Thread.onSpinWait();
            }
            ended.set(true);
            return "";
        })) {
            begun.await();
        }
        assertTrue(ended.get());
    }

    @Test
    void workThatIsNotBeside_isNotDoneWhenNobodyAsks() {
        AtomicBoolean done = new AtomicBoolean();
        SideTask.begin("side", false, () -> {
                    done.set(true);
                    return "";
                })
                .close();
        assertFalse(done.get());
    }
}
