package org.palimpsest.cli.bench;

import java.util.List;
import org.palimpsest.base.BadInputException;

/** Options among the arguments of a bench. */
final class BenchOption {
    private BenchOption() {}

    /**
     * Takes an option with its number of pixels out of the arguments.
     *
     * @param arguments is changed
     * @throws BadInputException when the number is none, or out of range
     */
    static int number(List<String> arguments, String option, int otherwise, int least, int most)
            throws BadInputException {
        int at = arguments.indexOf(option);
        if (at < 0) {
            return otherwise;
        }
        String text = at + 1 < arguments.size() ? arguments.get(at + 1) : "";
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                arguments.subList(at, at + 2).clear();
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, together with numbers out of range.
        }
        throw new BadInputException(
                option + " wants a number of pixels from " + least + " to " + most + ", but got \"" + text + "\".");
    }

    /**
     * Takes an option with one of some words out of the arguments; the first word where it is not there.
     *
     * @param arguments is changed
     * @throws BadInputException when the word is none of them
     */
    static String choice(List<String> arguments, String option, List<String> words) throws BadInputException {
        int at = arguments.indexOf(option);
        if (at < 0) {
            return words.get(0);
        }
        String text = at + 1 < arguments.size() ? arguments.get(at + 1) : "";
        if (!words.contains(text)) {
            throw new BadInputException(
                    option + " wants one of " + String.join(", ", words) + ", but got \"" + text + "\".");
        }
        arguments.subList(at, at + 2).clear();
        return text;
    }
}
