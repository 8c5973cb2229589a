package io.github.dl4jimagegen;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.dl4jimagegen.source.ImageArrays;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Which package may know which. */
@AnalyzeClasses(packages = "io.github.dl4jimagegen", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.dl4jimagegen";
    private static final String[] ANNOTATIONS = {"org.jspecify..", "com.google.errorprone.."};

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_ROOT = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".listener..", ROOT + ".testing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT);

    @ArchTest
    static final ArchRule NOBODY_NEEDS_LISTENERS_OR_CHECKS = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".listener..", ROOT + ".testing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".listener..", ROOT + ".testing..");

    @ArchTest
    static final ArchRule ND4J = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".batch..", ROOT + ".listener..", ROOT + ".testing..")
            .and()
            .doNotBelongToAnyOf(ImageArrays.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.nd4j..");

    @ArchTest
    static final ArchRule OPENCV = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".engine..", ROOT + ".opencv..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco.opencv..");

    @ArchTest
    static final ArchRule LAPACK = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".statistics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco.openblas..");

    @ArchTest
    static final ArchRule STATISTICS = classes()
            .that()
            .resideInAPackage(ROOT + ".statistics..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".statistics..",
                    ROOT + ".image..",
                    "java..",
                    "com.fasterxml..",
                    "org.bytedeco.javacpp..",
                    "org.bytedeco.openblas..",
                    ANNOTATIONS[0],
                    ANNOTATIONS[1]);

    @ArchTest
    static final ArchRule IMAGE = classes()
            .that()
            .resideInAPackage(ROOT + ".image..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + ".image..", ROOT + ".sampling..", "java..", ANNOTATIONS[0], ANNOTATIONS[1]);

    @ArchTest
    static final ArchRule SAMPLING = classes()
            .that()
            .resideInAPackage(ROOT + ".sampling..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + ".sampling..", "java..", ANNOTATIONS[0], ANNOTATIONS[1]);

    @ArchTest
    static final ArchRule PREFETCH = classes()
            .that()
            .resideInAPackage(ROOT + ".prefetch..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + ".prefetch..", "java..", "org.slf4j..", ANNOTATIONS[0], ANNOTATIONS[1]);

    @ArchTest
    static final ArchRule CACHE = classes()
            .that()
            .resideInAPackage(ROOT + ".cache..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".cache..",
                    ROOT + ".image..",
                    "java..",
                    "org.bytedeco.javacpp..",
                    "org.slf4j..",
                    ANNOTATIONS[0],
                    ANNOTATIONS[1]);

    @ArchTest
    static final ArchRule GENERATOR = classes()
            .that()
            .resideInAPackage(ROOT + ".generator..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".generator..",
                    ROOT + ".prefetch..",
                    ROOT + ".sampling..",
                    ROOT + ".image..",
                    "java..",
                    "org.slf4j..",
                    ANNOTATIONS[0],
                    ANNOTATIONS[1]);

    @ArchTest
    static final ArchRule RANDOMNESS_IS_OURS = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule NO_STREAMS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule DEEPLEARNING4J = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".listener..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.datavec..");

    @ArchTest
    static final ArchRule JSON = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + ".checkpoint..", ROOT + ".json..", ROOT + ".source..", ROOT + ".statistics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");
}
