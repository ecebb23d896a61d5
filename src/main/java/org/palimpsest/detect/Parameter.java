package org.palimpsest.detect;

import java.util.List;

/** Something that the user can set for a detector: the one source for dialog, command line, run document and manual. */
public sealed interface Parameter {
    /** How {@code --set name=value} and the run document call it. */
    String name();

    /** How the dialog calls it. */
    String label();

    /** One or two sentences: what it does and how to choose it. */
    String help();

    /** The default as text. */
    String defaultText();

    /** A real number in a range, with its unit ("px", "m", "" for none). */
    record Real(
            String name, String label, String unit, double minimum, double maximum, double defaultValue, String help)
            implements Parameter {
        @Override
        public String defaultText() {
            return Double.toString(defaultValue);
        }
    }

    /** A whole number in a range, with its unit. */
    record Whole(String name, String label, String unit, long minimum, long maximum, long defaultValue, String help)
            implements Parameter {
        @Override
        public String defaultText() {
            return Long.toString(defaultValue);
        }
    }

    /** One of a few words. */
    record Choice(String name, String label, List<String> choices, String defaultValue, String help)
            implements Parameter {
        public Choice {
            choices = List.copyOf(choices);
            if (!choices.contains(defaultValue)) {
                throw new IllegalArgumentException(
                        "The default must be one of " + choices + ", but was \"" + defaultValue + "\".");
            }
        }

        @Override
        public String defaultText() {
            return defaultValue;
        }
    }

    /** Yes or no. */
    record Flag(String name, String label, boolean defaultValue, String help) implements Parameter {
        @Override
        public String defaultText() {
            return Boolean.toString(defaultValue);
        }
    }

    /** A file; the empty text means none. */
    record File(String name, String label, String help) implements Parameter {
        @Override
        public String defaultText() {
            return "";
        }
    }
}
