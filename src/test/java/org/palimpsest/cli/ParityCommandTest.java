package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.OneTorchThread;
import org.palimpsest.SharedData;

@ExtendWith(OneTorchThread.class)
class ParityCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void anEqualNetworkExitsWithZeroAndReportsErrorAndLimit() {
        Path fixture = SharedData.get("parity/FC-Siam-diff");
        assertEquals(0, run("parity", fixture.toString(), "--json"));
        assertTrue(out.toString().contains("\"passed\": true"), out.toString());
        assertTrue(out.toString().contains("\"limit\": 0.00169"), out.toString());
    }

    @Test
    void anOutputBeyondItsLimitExitsWithTwo() throws Exception {
        Path fixture = SharedData.get("parity/FC-Siam-diff");
        for (String name : new String[] {"state.json", "io.safetensors"}) {
            Files.copy(fixture.resolve(name), folder.resolve(name));
        }
        String cases = Files.readString(fixture.resolve("cases.json"));
        Files.writeString(folder.resolve("cases.json"), cases.replace("0.00169", "1e-12"));
        assertEquals(2, run("parity", folder.toString()));
        assertTrue(out.toString().contains("FAILED"), out.toString());
    }

    @Test
    void aFolderWithoutFixtureIsRefusedInOneLine() {
        assertEquals(2, run("parity", folder.toString()));
        assertTrue(err.toString().contains("There is no cases.json in " + folder), err.toString());
        assertEquals(1, err.toString().lines().count());
    }

    private int run(String... arguments) {
        return CommandLineInterface.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
