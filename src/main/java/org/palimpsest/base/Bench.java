package org.palimpsest.base;

import java.util.List;
import java.util.function.Consumer;

/**
 * A measurement that {@code palimpsest bench NAME} makes and prints; found by {@link java.util.ServiceLoader}.
 *
 * <p>One class for each bench, in the package that it measures, with a public constructor without arguments.
 */
public interface Bench {
    /** How the command line calls it: one lower-case word. */
    String name();

    /** One sentence: what it measures and beside what. */
    String summary();

    /**
     * Measures and reports.
     *
     * @param arguments what the user wrote after the name
     * @param report hears one finished line of text at a time
     * @param cancellation to be looked at between measurements
     * @throws Exception of any kind; {@link BadInputException} where the arguments are at fault
     */
    void run(List<String> arguments, Consumer<String> report, Cancellation cancellation) throws Exception;
}
