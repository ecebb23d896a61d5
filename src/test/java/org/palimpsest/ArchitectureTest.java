package org.palimpsest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The package rules of the design: dependencies point one way, and only the desktop knows JavaFX. */
@AnalyzeClasses(packages = "org.palimpsest", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesUseOnlyWhatIsBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("base")
            .definedBy("org.palimpsest.base..")
            .layer("raster")
            .definedBy("org.palimpsest.raster..")
            .layer("sample")
            .definedBy("org.palimpsest.sample..")
            .layer("vector")
            .definedBy("org.palimpsest.vector..")
            .layer("label")
            .definedBy("org.palimpsest.label..")
            .layer("detect")
            .definedBy("org.palimpsest.detect..")
            .layer("nn")
            .definedBy("org.palimpsest.nn..")
            .layer("zoo")
            .definedBy("org.palimpsest.zoo..")
            .layer("train")
            .definedBy("org.palimpsest.train..")
            .layer("learned")
            .definedBy("org.palimpsest.learned..")
            .layer("assess")
            .definedBy("org.palimpsest.assess..")
            .layer("run")
            .definedBy("org.palimpsest.run..")
            .layer("project")
            .definedBy("org.palimpsest.project..")
            .layer("app")
            .definedBy("org.palimpsest.app..")
            .layer("hub")
            .definedBy("org.palimpsest.hub..")
            .layer("cli")
            .definedBy("org.palimpsest.cli..")
            .whereLayer("raster")
            .mayOnlyAccessLayers("base")
            .whereLayer("sample")
            .mayOnlyAccessLayers("base", "raster")
            .whereLayer("vector")
            .mayOnlyAccessLayers("base", "raster")
            .whereLayer("label")
            .mayOnlyAccessLayers("base", "raster", "vector")
            .whereLayer("detect")
            .mayOnlyAccessLayers("base", "hub", "raster", "vector")
            .whereLayer("nn")
            .mayOnlyAccessLayers("base")
            .whereLayer("zoo")
            .mayOnlyAccessLayers("base", "nn")
            .whereLayer("train")
            .mayOnlyAccessLayers("base", "hub", "nn", "zoo", "raster", "vector", "label", "detect", "assess", "learned")
            .whereLayer("hub")
            .mayOnlyAccessLayers("base")
            .whereLayer("assess")
            .mayOnlyAccessLayers("base", "raster", "vector")
            .whereLayer("learned")
            .mayOnlyAccessLayers("base", "hub", "nn", "zoo", "raster", "vector", "detect")
            .whereLayer("run")
            .mayOnlyAccessLayers("base", "hub", "raster", "vector", "detect", "assess")
            .whereLayer("project")
            .mayOnlyAccessLayers("base", "raster", "vector", "label", "detect", "assess", "run")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.palimpsest.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheDesktopKnowsJavaFx = noClasses()
            .that()
            .resideOutsideOfPackage("org.palimpsest.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..");

    @ArchTest
    static final ArchRule onlyNetworksKnowDjl = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.palimpsest.nn..", "org.palimpsest.zoo..", "org.palimpsest.train..", "org.palimpsest.learned..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..");

    /** DJL frees such numbers before the backward pass; class {@code nn.Constants} says why and does without. */
    @ArchTest
    static final ArchRule gradientsHoldTheirOwnNumbers = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.palimpsest.nn..",
                    "org.palimpsest.zoo..",
                    "org.palimpsest.train..",
                    "org.palimpsest.learned.maskucd..")
            .should()
            .callMethod(NDArray.class, "mul", Number.class)
            .orShould()
            .callMethod(NDArray.class, "div", Number.class)
            .orShould()
            .callMethod(NDArray.class, "pow", Number.class)
            .orShould()
            .callMethod(NDArray.class, "maximum", Number.class)
            .orShould()
            .callMethod(NDArray.class, "minimum", Number.class);

    @ArchTest
    static final ArchRule theDesktopLeavesAwtToRasters = noClasses()
            .that()
            .resideInAPackage("org.palimpsest.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.swing..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheShellPrints = noClasses()
            .that()
            .resideOutsideOfPackage("org.palimpsest.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
