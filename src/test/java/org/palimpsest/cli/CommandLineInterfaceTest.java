package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CommandLineInterfaceTest {
    @Test
    void help_isNotAnError() {
        ShellRun run = ShellRun.of("--help");
        assertEquals(ExitCode.DONE, run.exitCode());
        assertTrue(run.out().contains("Usage: palimpsest"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void version_namesTheProgram() {
        assertTrue(ShellRun.of("--version").out().startsWith("Palimpsest "));
    }

    @Test
    void unknownOption_isOneLineWithAHint() {
        String complaint = ShellRun.of("--nonsense").complaint();
        assertTrue(complaint.contains("--nonsense"), complaint);
        assertTrue(complaint.endsWith("See palimpsest --help."), complaint);
    }

    @Test
    void noCommandAndNoDisplay_saysHowToWorkFromTheShell() {
        String complaint = ShellRun.of().complaint();
        assertTrue(complaint.contains("palimpsest detect"), complaint);
    }
}
