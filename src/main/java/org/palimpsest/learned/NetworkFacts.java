package org.palimpsest.learned;

import java.util.LinkedHashMap;
import java.util.Map;
import org.palimpsest.base.BadInputException;

/**
 * What is known of a network of the zoo besides its mathematics: its paper, its licence and how its usual weights want their
 * input.
 *
 * @param id as in the zoo
 * @param summary one sentence in plain words
 * @param year of publication
 * @param paper authors, title, where it appeared
 * @param codeLicence licence of the original code; this program's own code is Apache-2.0 throughout
 * @param normalisation what its published weights expect, by name
 */
public record NetworkFacts(
        String id, String summary, int year, String paper, String codeLicence, String normalisation) {
    private static final Map<String, NetworkFacts> ALL = new LinkedHashMap<>();

    static {
        add(
                "fc-ef",
                "Joins both images at the start and segments them with one small U-Net.",
                2018,
                "R. Caye Daudt, B. Le Saux, A. Boulch, \"Fully Convolutional Siamese Networks for Change Detection\","
                        + " ICIP",
                "none stated",
                "unit");
        add(
                "fc-siam-conc",
                "Encodes each image with the same small encoder and joins the features.",
                2018,
                "R. Caye Daudt, B. Le Saux, A. Boulch, \"Fully Convolutional Siamese Networks for Change Detection\","
                        + " ICIP",
                "none stated",
                "unit");
        add(
                "fc-siam-diff",
                "Encodes each image with the same small encoder and subtracts the features.",
                2018,
                "R. Caye Daudt, B. Le Saux, A. Boulch, \"Fully Convolutional Siamese Networks for Change Detection\","
                        + " ICIP",
                "none stated",
                "unit");
        add(
                "snunet",
                "Nested U-Net with dense connections; good at small changes and fine outlines.",
                2022,
                "S. Fang, K. Li, J. Shao, Z. Li, \"SNUNet-CD: A Densely Connected Siamese Network for Change Detection"
                        + " of VHR Images\", IEEE GRSL",
                "none stated",
                "unit");
        add(
                "bit",
                "Sums each image up in a few semantic tokens that a transformer compares.",
                2022,
                "H. Chen, Z. Qi, Z. Shi, \"Remote Sensing Image Change Detection with Transformers\", IEEE TGRS",
                "non-commercial research",
                "unit");
        add(
                "changeformer",
                "Hierarchical transformer encoder with a light decoder; large and slow on a processor.",
                2022,
                "W. G. C. Bandara, V. M. Patel, \"A Transformer-Based Siamese Network for Change Detection\", IGARSS",
                "non-commercial research",
                "unit");
        add(
                "tinycd",
                "Very small network that mixes both images' features; fast on a processor.",
                2023,
                "A. Codegoni, G. Lombardi, A. Ferrari, \"TINYCD: A (Not So) Deep Learning Model For Change Detection\","
                        + " Neural Computing and Applications",
                "MIT",
                "unit");
        add(
                "dtcdscn",
                "Compares deep building features with dual attention; made for building change.",
                2021,
                "Y. Liu et al., \"Building Change Detection for Remote Sensing Images Using a Dual-Task Constrained"
                        + " Deep Siamese Convolutional Network Model\", IEEE GRSL",
                "none stated",
                "unit");
        add(
                "dsifn",
                "Fuses deep features of two encoders from coarse to fine under attention.",
                2020,
                "C. Zhang et al., \"A deeply supervised image fusion network for change detection in high resolution"
                        + " bi-temporal remote sensing images\", ISPRS Journal",
                "none stated",
                "unit");
        add(
                "mlla-sianet",
                "Siamese network that fuses differences seen from several angles (re-implementation from the"
                        + " abstract).",
                2026,
                "\"Multi-level Loss-assisted Siamese Network for Remote Sensing Image Change Detection\", Computer"
                        + " Engineering, doi 10.19678/j.issn.1000-3428.0260291",
                "no public code",
                "imagenet");
        add(
                "minenetcd-resnet",
                "Made for mining: differences of ResNet features, mixed in the frequency domain; large.",
                2024,
                "W. Yu, X. Zhang, S. Das, X. X. Zhu, P. Ghamisi, \"MineNetCD: A Benchmark for Global Mining Change Detection on"
                        + " Remote Sensing Imagery\", IEEE TGRS, doi 10.1109/TGRS.2024.3491715",
                "MIT",
                "imagenet");
        add(
                "minenetcd-swin",
                "Made for mining: differences of Swin transformer features, mixed in the frequency domain; the largest.",
                2024,
                "W. Yu, X. Zhang, S. Das, X. X. Zhu, P. Ghamisi, \"MineNetCD: A Benchmark for Global Mining Change Detection on"
                        + " Remote Sensing Imagery\", IEEE TGRS, doi 10.1109/TGRS.2024.3491715",
                "MIT",
                "imagenet");
        add(
                "minenetcd-vmamba",
                "Made for mining: differences of state-space (VMamba) features, mixed in the frequency domain; large.",
                2024,
                "W. Yu, X. Zhang, S. Das, X. X. Zhu, P. Ghamisi, \"MineNetCD: A Benchmark for Global Mining Change Detection on"
                        + " Remote Sensing Imagery\", IEEE TGRS, doi 10.1109/TGRS.2024.3491715",
                "MIT",
                "imagenet");
        add(
                "maskcd",
                "Predicts a set of masks with classes in place of a class for each pixel; large.",
                2024,
                "W. Yu, X. Zhang, S. Das, X. X. Zhu, P. Ghamisi, \"MaskCD: A Remote Sensing Change Detection Network Based on"
                        + " Mask Classification\", IEEE TGRS 62, doi 10.1109/TGRS.2024.3424300",
                "MIT",
                "imagenet");
        add(
                "fusionunet",
                "U-Net on fused ResNet-50 features of both images; made for building change.",
                2025,
                "H. Zisman, LEVIRCD-FusionUNet (software, no paper)",
                "MIT",
                "imagenet");
    }

    private static void add(
            String id, String summary, int year, String paper, String codeLicence, String normalisation) {
        ALL.put(id, new NetworkFacts(id, summary, year, paper, codeLicence, normalisation));
    }

    /** The facts of a network of the zoo. */
    public static NetworkFacts of(String id) throws BadInputException {
        NetworkFacts facts = ALL.get(id);
        if (facts == null) {
            throw new BadInputException(
                    "There is no network \"" + id + "\". Known: " + String.join(", ", ALL.keySet()) + ".");
        }
        return facts;
    }
}
