package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.Cancellation;
import org.palimpsest.train.TrainControl;

/** The program that began a training ends it by a word, and by nothing else. */
class TrainCommandsTest {
    private final Interruption interruption = new Interruption(new PrintWriter(new StringWriter()));
    private final Cancellation now = interruption.heeded();
    private final TrainControl control = new TrainControl(now);

    @Test
    void theEndOfTheInput_andUnknownWords_stopNothing() {
        read("hello\n");
        assertFalse(now.requested());
        assertFalse(control.afterEpoch().get());
    }

    @Test
    void eachWordStopsInItsWay() {
        read("stop-after-epoch\n");
        assertTrue(control.afterEpoch().get());
        assertFalse(now.requested());
        read("stop\n");
        assertTrue(now.requested());
    }

    private void read(String text) {
        new TrainCommands(interruption, control).read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
