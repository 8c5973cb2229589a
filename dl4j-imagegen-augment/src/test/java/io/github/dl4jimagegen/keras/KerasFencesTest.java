package io.github.dl4jimagegen.keras;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Keras's ways stay in one package: nobody needs it, and it needs none of the native libraries. */
@AnalyzeClasses(
        packages = {"io.github.dl4jimagegen.augment", "io.github.dl4jimagegen.keras"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class KerasFencesTest {

    private static final String KERAS = "io.github.dl4jimagegen.keras..";

    @ArchTest
    static final ArchRule NOBODY_NEEDS_KERAS = noClasses()
            .that()
            .resideOutsideOfPackage(KERAS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(KERAS);

    @ArchTest
    static final ArchRule NO_NATIVES = noClasses()
            .that()
            .resideInAPackage(KERAS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule RANDOMNESS_IS_OURS = noClasses()
            .that()
            .resideInAPackage(KERAS)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random");
}
