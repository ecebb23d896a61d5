package org.palimpsest.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.zip.Inflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredZlibTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 1 << 20})
    void javasOwnInflater_givesTheBytesBack(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        byte[] stream = StoredZlib.of(bytes);
        Inflater inflater = new Inflater();
        inflater.setInput(stream);
        byte[] back = new byte[size];
        int done = 0;
        while (!inflater.finished()) {
            int got = inflater.inflate(back, done, size - done);
            assertTrue(got > 0 || inflater.finished(), "stuck after " + done + " bytes");
            done += got;
        }
        assertEquals(stream.length, inflater.getBytesRead());
        inflater.end();
        assertArrayEquals(bytes, back);
    }
}
