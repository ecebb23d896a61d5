package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void wordThatIsNeitherCommandNorFile_isNamed() {
        String complaint = ShellRun.of("detcet").complaint();
        assertTrue(complaint.contains("detcet"), complaint);
        assertTrue(complaint.endsWith("See palimpsest --help."), complaint);
    }

    @Test
    void file_isOpenedInTheWindow(@TempDir Path folder) throws Exception {
        Path project = Files.writeString(folder.resolve("a.palimpsest"), "{}");
        List<Path> opened = new ArrayList<>();
        PrintWriter silent = new PrintWriter(new StringWriter());
        Shell shell = new Shell(silent, silent, opened::addAll, new Interruption(silent), false);
        assertEquals(ExitCode.DONE, CommandLineInterface.execute(shell, project.toString()));
        assertEquals(List.of(project), opened);
    }

    @Test
    void noCommandAndNoDisplay_saysHowToWorkFromTheShell() {
        String complaint = ShellRun.of().complaint();
        assertTrue(complaint.contains("palimpsest detect"), complaint);
    }
}
