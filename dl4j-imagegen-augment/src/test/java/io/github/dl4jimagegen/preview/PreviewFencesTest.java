package io.github.dl4jimagegen.preview;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.dl4jimagegen.engine.ImageStages;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** A preview shows what flows deliver: it calculates and draws nothing by itself, and nobody needs it. */
@AnalyzeClasses(packages = "io.github.dl4jimagegen", importOptions = ImportOption.DoNotIncludeTests.class)
class PreviewFencesTest {

    private static final String PREVIEW = "io.github.dl4jimagegen.preview..";

    @ArchTest
    static final ArchRule ONLY_THE_PAGE_OF_A_SEARCH_NEEDS_PREVIEW = noClasses()
            .that()
            .resideOutsideOfPackages(PREVIEW, "io.github.dl4jimagegen.search..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PREVIEW);

    @ArchTest
    static final ArchRule NOTHING_BUT_FLOWS = noClasses()
            .that()
            .resideInAPackage(PREVIEW)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.bytedeco..",
                    "com.fasterxml..",
                    "org.deeplearning4j..",
                    "org.nd4j.linalg.api.ndarray..",
                    ImageStages.class.getPackageName() + "..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class);
}
