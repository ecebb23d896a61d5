package org.palimpsest.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.base.BadInputException;
import org.palimpsest.zoo.Network;
import org.palimpsest.zoo.NetworkOptions;
import org.palimpsest.zoo.NetworkRegistry;

/** Weights as others published them say themselves which network they are for. */
class PublishedModelTest {
    @TempDir
    private Path folder;

    static Stream<NetworkRegistry.Entry> zoo() {
        return NetworkRegistry.all().stream();
    }

    @ParameterizedTest
    @MethodSource("zoo")
    void checkpointsOfTheUcdFramework_fromOneCardOrSeveral_pickTheirNetwork(NetworkRegistry.Entry entry)
            throws Exception {
        for (String prefix : new String[] {"CD_model.", "CD_model.module."}) {
            write(entry, Map.of(), prefix);
            String name = entry.id().startsWith("minenetcd")
                    ? "MineNetCD"
                    : UcdNames.of(entry.id()).orElse(entry.name());
            config("{\"model_name\": \"" + name + "\", \"data_type\": \"local\", \"num_classes\": 2,"
                    + " \"train\": {\"lr\": 1e-4}}");
            ModelCard card = ModelFolder.describe(folder);
            assertEquals(entry.id(), card.network());
            assertEquals(Normalisation.UNIT, card.normalisation());
            if (entry.id().equals("snunet")) {
                assertEquals("average", card.options().text("pooling", "max"));
            }
        }
    }

    /** Names as the framework's own list of networks spells them. */
    @ParameterizedTest
    @CsvSource({
        "FC-EF, fc-ef",
        "siamunet_conc, fc-siam-conc",
        "SiamUnet_diff, fc-siam-diff",
        "SNUNet, snunet",
        "BIT, bit",
        "ChangeFormer, changeformer",
        "Tiny_CD, tinycd",
        "DTCDSCN, dtcdscn",
        "DSIFN, dsifn",
        "MineNetCD, minenetcd-swin"
    })
    void theFrameworksOwnNames_areThoseOfTheZoosNetworks(String name, String id) throws Exception {
        assertEquals(id, UcdNames.find(name).orElseThrow().id());
        assertEquals(Optional.of(name), UcdNames.of(id));
        write(NetworkRegistry.byId(id).orElseThrow(), Map.of(), "CD_model.module.");
        config("{\"model_name\": \"" + name + "\", \"input_nc\": 3, \"num_classes\": 2, \"transform\": [\"normalize\"],"
                + " \"test\": {\"batch_size\": 32}}");
        ModelCard card = ModelFolder.describe(folder);
        assertEquals(id, card.network());
        assertEquals(Normalisation.IMAGENET, card.normalisation());
    }

    @Test
    void networksOfTheFrameworkThatTheZooLacks_areNamedAsSuch() throws Exception {
        write(NetworkRegistry.byId("fc-ef").orElseThrow(), Map.of(), "CD_model.");
        for (String name :
                "A2Net AERNet AFCF3D CGNet CLAFA DASNet DMINet DSAMNet FCNPP HANet HCGMNet ICIFNet MSPSNet MaskCD_ablation"
                        .concat(" RDPNet ResUnet SwinSUnet TFI_GR USSFCNet")
                        .split(" ")) {
            config("{\"model_name\": \"" + name + "\"}");
            assertRefused("the network " + name + ", which this version of Palimpsest does not have");
        }
    }

    @ParameterizedTest
    @MethodSource("zoo")
    void withoutAConfigurationTheTensorsTell(NetworkRegistry.Entry entry) throws Exception {
        Path weights = write(entry, Map.of(), "module.");
        assertEquals(
                entry.id(),
                new PublishedModel(weights).card(Optional.empty(), "").network());
    }

    @ParameterizedTest
    @CsvSource({
        "minenetcd-resnet, resnet-18, ResNet_Diff_18",
        "minenetcd-swin, swin-base, Swin_Diff_T",
        "minenetcd-swin, swin-small, Swin_Diff_S",
        "minenetcd-vmamba, vmamba-small, VSSM_S_ST_Diff"
    })
    void aMineNetCdIsOfTheFamilyThatItsConfigurationSays_andOfTheSizeOfItsTensors(
            String id, String backbone, String type) throws Exception {
        write(
                NetworkRegistry.byId(id).orElseThrow(),
                Map.of("backbone", backbone, "changefft", backbone.endsWith("18")),
                "");
        // As published: the encoder's configuration inside is another one.
        config(
                "{\"model_type\": \"upernet\", \"architectures\": [\"UperNetForSemanticSegmentation\"], \"Backbone_type\": \""
                        + type
                        + "\", \"channel_mixing\": true, \"backbone_config\": {\"embed_dim\": 96, \"model_type\": \"swin\"}}");
        ModelCard card = ModelFolder.describe(folder);
        assertEquals(id, card.network());
        assertEquals(backbone, card.options().text("backbone", ""));
        assertEquals(backbone.endsWith("18"), card.options().flag("changefft", true));
        assertEquals(Normalisation.IMAGENET, card.normalisation());
    }

    @Test
    void aMaskCdHasTheClassesOfItsWeights() throws Exception {
        write(NetworkRegistry.byId("maskcd").orElseThrow(), Map.of("classes", 150), "");
        config("{\"model_type\": \"mask2former\", \"architectures\": [\"Mask2FormerForUniversalSegmentation\"],"
                + " \"id2label\": {\"0\": \"wall\", \"1\": \"building\"}}");
        ModelCard card = ModelFolder.describe(folder);
        assertEquals("maskcd", card.network());
        assertEquals(150, card.options().integer("classes", 0));
        assertTrue(ModelFolder.isModel(folder) && ModelFolder.isModel(folder.resolve("config.json")));
    }

    @Test
    void aConfigurationOfAnythingElse_isToldInASentence() throws Exception {
        write(NetworkRegistry.byId("fc-ef").orElseThrow(), Map.of(), "");
        config("{\"model_type\": \"segformer\", \"architectures\": [\"SegformerForSemanticSegmentation\"]}");
        assertRefused("\"segformer\" (SegformerForSemanticSegmentation)");
        config("{\"model_name\": \"HugeCD\"}");
        assertRefused("the network HugeCD, which this version of Palimpsest does not have");
        config("[1]");
        assertRefused("no JSON object");
        // Who names the network needs no configuration.
        assertEquals(
                "fc-ef", ModelFolder.open(folder, Optional.of("fc-ef")).card().network());
    }

    @Test
    void aFolderWithoutWeights_isNoModel() throws Exception {
        config("{\"model_type\": \"mask2former\"}");
        assertFalse(ModelFolder.isModel(folder));
    }

    private void assertRefused(String words) {
        BadInputException refusal =
                assertThrows(BadInputException.class, () -> ModelFolder.open(folder, Optional.empty()));
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal.getMessage());
    }

    private Path write(NetworkRegistry.Entry entry, Map<String, Object> options, String prefix) throws Exception {
        Path file = folder.resolve("model.safetensors");
        Files.deleteIfExists(file);
        try (Network network = entry.create(new NetworkOptions(options))) {
            return HollowWeights.write(file, network, prefix);
        }
    }

    private void config(String text) throws Exception {
        Files.writeString(folder.resolve("config.json"), text);
    }
}
