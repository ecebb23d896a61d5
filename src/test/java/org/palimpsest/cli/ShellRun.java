package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What one command of the shell left behind, run inside the test's own process.
 *
 * @param exitCode of the command
 * @param out what it wrote as results
 * @param err what it complained about
 */
record ShellRun(int exitCode, String out, String err) {
    static ShellRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = CommandLineInterface.execute(new PrintWriter(out), new PrintWriter(err), arguments);
        return new ShellRun(exitCode, out.toString(), err.toString());
    }

    /** Checks that it ended as bad input does: exit code 2 and one line for a person. */
    String complaint() {
        assertEquals(ExitCode.BAD_INPUT, exitCode, err);
        assertEquals(1, err.strip().lines().count(), err);
        assertFalse(err.contains("Exception"), err);
        assertFalse(err.contains("\tat "), err);
        return err.strip();
    }
}
