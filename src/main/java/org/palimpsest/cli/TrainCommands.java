package org.palimpsest.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.palimpsest.train.TrainControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears from the program that began a training how it shall end: {@code stop} or {@code stop-after-epoch}, one a line. */
final class TrainCommands {
    private static final Logger LOG = LoggerFactory.getLogger(TrainCommands.class);

    private final Interruption interruption;
    private final TrainControl control;

    TrainCommands(Interruption interruption, TrainControl control) {
        this.interruption = interruption;
        this.control = control;
    }

    /** Listens on a thread of its own until the input ends; that end stops nothing. */
    void listen(InputStream input) {
        Thread listener = new Thread(() -> read(input), "commands");
        listener.setDaemon(true);
        listener.start();
    }

    /** Obeys every line of the input. */
    void read(InputStream input) {
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (line.strip()) {
                    case "stop" -> interruption.request();
                    case "stop-after-epoch" -> control.afterEpoch().set(true);
                    default -> LOG.warn("The command \"{}\" is not known.", line);
                }
            }
        } catch (IOException e) {
            LOG.info("Nobody gives commands any more", e);
        }
    }
}
