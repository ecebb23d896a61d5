package org.palimpsest.nn.weights;

/** A reason why a file is not used, worded as a sentence about "it", the file. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 80;

    Refusal(String reason) {
        super(reason);
    }

    /** A name out of the file, short and without control characters, so that it cannot disturb a terminal. */
    static String quoted(String text) {
        String shown = text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "..." : text;
        return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
