package io.github.dl4jimagegen;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Which package of this module may know what. The core has a test of its own. */
@AnalyzeClasses(packages = "io.github.dl4jimagegen", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.dl4jimagegen";
    private static final String[] OF_THIS_MODULE = {
        ROOT + ".augment..", ROOT + ".keras..", ROOT + ".datavec..", ROOT + ".search.."
    };
    private static final String[] BUT_DATAVEC = {ROOT + ".augment..", ROOT + ".keras..", ROOT + ".search.."};

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching(ROOT + ".(**)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NOTHING_OF_THIS_MODULE = noClasses()
            .that()
            .resideOutsideOfPackages(OF_THIS_MODULE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OF_THIS_MODULE);

    @ArchTest
    static final ArchRule NOBODY_NEEDS_DATAVEC = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".datavec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".datavec..", "org.datavec..", "org.bytedeco.javacv..");

    @ArchTest
    static final ArchRule NOBODY_NEEDS_ARBITER = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".search..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".search..", "org.deeplearning4j.arbiter..");

    @ArchTest
    static final ArchRule OPENCV = noClasses()
            .that()
            .resideInAnyPackage(BUT_DATAVEC)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco.opencv..");

    @ArchTest
    static final ArchRule RANDOMNESS_IS_OURS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".datavec..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_EXAMPLES =
            noClasses().should().dependOnClassesThat().resideInAPackage(ROOT + ".examples..");

    @ArchTest
    static final ArchRule NO_STREAMS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
