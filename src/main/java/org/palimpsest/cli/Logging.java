package org.palimpsest.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.logging.LogManager;
import org.palimpsest.base.UserFolder;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends what the program and its libraries log into one file a day in the user's folder, and nothing to the terminal.
 *
 * <p>{@code logback.xml} names the file below the folder that is set here. Libraries that use {@code java.util.logging}
 * (GeoTools, JAI, JavaFX) are led into the same file.
 */
public final class Logging {
    private static final String FOLDER_PROPERTY = "palimpsest.log";
    private static final String NO_JAI_NATIVES = "com.sun.media.jai.disableMediaLib";

    private Logging() {}

    /** Must run before any other class logs, once in a process. */
    public static void start() {
        if (System.getProperty(FOLDER_PROPERTY) == null) {
            System.setProperty(FOLDER_PROPERTY, UserFolder.current().logs().toString());
        }
        // Otherwise JAI complains on the standard error stream about native code that has not existed for years.
        System.setProperty(NO_JAI_NATIVES, "true");
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) ->
                LoggerFactory.getLogger(Logging.class).error("Thread {} ended by a fault.", thread.getName(), fault));
    }

    /** Shows warnings on the standard error stream too, from now on. */
    static void showWarnings() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            PatternLayoutEncoder encoder = new PatternLayoutEncoder();
            encoder.setContext(context);
            encoder.setPattern("%-5level %logger{0}: %msg%n");
            encoder.start();
            ThresholdFilter filter = new ThresholdFilter();
            filter.setLevel(Level.WARN.toString());
            filter.start();
            ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
            console.setContext(context);
            console.setTarget("System.err");
            console.setEncoder(encoder);
            console.addFilter(filter);
            console.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
        }
    }

    /** Today's log file, for messages. */
    static Path file() {
        String folder = System.getProperty(FOLDER_PROPERTY);
        Path directory = folder == null ? UserFolder.current().logs() : Path.of(folder);
        return directory.resolve("palimpsest." + LocalDate.now(ZoneOffset.UTC) + ".log");
    }
}
