package org.palimpsest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.base.BadInputException;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"2g,2147483648", "512m,536870912", "1.5 GB,1610612736", "64MiB,67108864", "1T,1099511627776"})
    void parse_readsUnits(String text, long bytes) throws BadInputException {
        assertEquals(bytes, ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "g", "-1g", "2 gold", "1e3m", ""})
    void parse_refusesWhatCouldMeanAnything(String text) {
        String message = assertThrows(BadInputException.class, () -> ByteSize.parse(text))
                .getMessage();
        assertTrue(message.contains("512m"), message);
    }

    @Test
    void text_isReadBack() throws BadInputException {
        for (long bytes : new long[] {2L << 30, 1536L << 20, 128L << 20, 1L << 40}) {
            assertEquals(bytes, ByteSize.parse(ByteSize.text(bytes)));
        }
    }
}
