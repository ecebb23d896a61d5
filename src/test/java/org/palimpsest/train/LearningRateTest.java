package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.palimpsest.base.BadInputException;
import org.palimpsest.detect.Settings;

/** Each schedule at steps whose rate is easily worked out. */
class LearningRateTest {
    @Test
    void cosine_startsHigh_isHalfInTheMiddle_andEndsLow() throws Exception {
        LearningRate rate = rate("cosine", Map.of("lowestRate", "0.1"));
        assertEquals(1, rate.at(0), 1e-12);
        assertEquals(0.55, rate.at(50), 1e-12);
        assertEquals(0.1, rate.at(100), 1e-12);
    }

    @Test
    void poly_isAPowerOfWhatIsLeft() throws Exception {
        assertEquals(Math.pow(0.75, 0.9), rate("poly", Map.of()).at(25), 1e-12);
    }

    @Test
    void linear_fallsEvenly() throws Exception {
        assertEquals(0.75, rate("linear", Map.of()).at(25), 1e-12);
    }

    @Test
    void step_halvesEveryFewEpochs() throws Exception {
        LearningRate rate = rate("step", Map.of("stepEpochs", "2"));
        assertEquals(1, rate.at(19), 1e-12);
        assertEquals(0.5, rate.at(20), 1e-12);
        assertEquals(0.25, rate.at(40), 1e-12);
    }

    @Test
    void warmUp_risesToTheHighestRate() throws Exception {
        LearningRate rate = rate("constant", Map.of("warmUp", "0.1"));
        assertEquals(0.1, rate.at(0), 1e-12);
        assertEquals(1, rate.at(9), 1e-12);
        assertEquals(1, rate.at(70), 1e-12);
    }

    private static LearningRate rate(String schedule, Map<String, String> more) throws BadInputException {
        Map<String, String> texts = new HashMap<>(more);
        texts.put("learningRate", "1");
        texts.put("schedule", schedule);
        return new LearningRate(Settings.of(TrainParameters.all(), texts), 100, 10);
    }
}
