package org.palimpsest.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.palimpsest.detect.Parameter;
import org.palimpsest.train.dataset.LabelRule;
import org.palimpsest.zoo.NetworkRegistry;

/** Every network has a recipe that can be used, and the manual names every setting. */
class RecipeTest {
    @Test
    void everyNetworksRecipe_isValid_andNamesTheEncoderAsTheNetworkDoes() throws Exception {
        for (NetworkRegistry.Entry entry : NetworkRegistry.all()) {
            Recipe recipe = Recipe.ofNetwork(entry.id());
            TrainSpec spec = spec(entry.id(), recipe, Map.of());
            var state = entry.create(spec.options()).state();
            for (String prefix : recipe.encoder().keySet()) {
                assertTrue(
                        state.keySet().stream().anyMatch(name -> name.startsWith(prefix)), entry.id() + ": " + prefix);
            }
        }
    }

    @Test
    void anOptionOfTheNetwork_isSetLikeASetting() throws Exception {
        TrainSpec spec = spec("mlla-sianet", Recipe.ofNetwork("mlla-sianet"), Map.of("dfm", "false", "epochs", "3"));
        assertEquals(false, spec.options().flag("dfm", true));
        assertEquals(3, spec.settings().whole("epochs"));
        assertEquals(5, spec.recipe().sides().weights().size());
    }

    @Test
    void whatIsWrittenDown_isReadBack() throws Exception {
        TrainSpec spec = spec("mlla-sianet", Recipe.ofNetwork("mlla-sianet"), Map.of("width", "0.25", "crop", "64"));
        String text = TrainSpecJson.write(spec);
        assertEquals(text, TrainSpecJson.write(TrainSpecJson.read("it", text)));
    }

    @Test
    void everySetting_isInTheManual() throws Exception {
        String manual = Files.readString(Path.of("docs", "training.md"));
        for (Parameter parameter : TrainParameters.all()) {
            assertTrue(manual.contains("| `" + parameter.name() + "` |"), parameter.name());
            assertTrue(manual.contains(parameter.help()), parameter.help());
        }
    }

    private static TrainSpec spec(String network, Recipe recipe, Map<String, String> set) throws Exception {
        return TrainSpecs.of(
                Path.of("data"), LabelRule.USUAL, network, recipe, set, Optional.empty(), Optional.empty(), false);
    }
}
