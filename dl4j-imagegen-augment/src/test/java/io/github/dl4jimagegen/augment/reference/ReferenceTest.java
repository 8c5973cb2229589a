package io.github.dl4jimagegen.augment.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.augment.Augmentations;
import io.github.dl4jimagegen.augment.policy.PolicyReferences;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue against libraries of others, operation by operation. */
class ReferenceTest {

    private static final Path DOCUMENTATION = Path.of("../docs/augmentation.md");

    private static final String DISTRIBUTION = "the distribution, by a chi-square test of 160000 pixels";

    /** Factories whose pixels cannot be compared one by one, and what is: see {@link DistributionsTest}. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "randomGaussianNoise", "scipy norm | " + DISTRIBUTION,
            "randomShotNoise", "scipy poisson | " + DISTRIBUTION,
            "randomSaltAndPepper", "its definition | " + DISTRIBUTION);

    static List<Reference> all() {
        return Stream.of(GeometricReferences.all(), PhotometricReferences.all(), PolicyReferences.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void theResultIsThatOfTheReferenceWithinTheStatedTolerance(Reference each) {
        for (ReferenceVectors.Vector vector : ReferenceVectors.of(each.id())) {
            Difference difference = Difference.of(each.ours().apply(vector.input()), vector.expected(), each.margin());
            assertThat(difference.levels <= each.levels() && difference.percent <= each.percent())
                    .as(each + " = " + vector.call() + " on " + vector.name() + ": " + difference + " but stated are "
                            + each.levels() + " levels and " + each.percent() + " %")
                    .isTrue();
        }
    }

    static List<Reference> formulas() {
        return all().stream()
                .filter(each -> Set.of(Why.EQUAL, Why.FIXED_POINT, Why.ROUNDING, Why.STEPS)
                        .contains(each.why()))
                .filter(each -> ReferenceVectors.of(each.id()).get(0).isFormula())
                .filter(each -> !each.entry().equals("randomResizedCrop")) // it rounds what it returns
                .toList();
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void floatImagesFollowTheFormulaWithoutRounding(Reference each) {
        for (ReferenceVectors.Vector vector : ReferenceVectors.of(each.id())) {
            ImageShape shape = vector.input().shape();
            Image floats = Image.ofFloats(
                    shape.height(),
                    shape.width(),
                    shape.channels(),
                    vector.input().toFloats());
            float farthest = farthest(each.ours().apply(floats), vector.expected(), each.margin());
            // Half a level, by which the reference is rounded, and what its weights of 4 digits, 0.2989 for 0.299,
            // make.
            assertThat(farthest).as(each + " on " + vector.name()).isLessThan(0.6f);
        }
    }

    private static float farthest(Image ours, Image theirs, int margin) {
        ImageShape shape = theirs.shape();
        assertThat(ours.isEightBit()).isFalse();
        float farthest = 0;
        for (int y = margin; y < shape.height() - margin; y++) {
            for (int x = margin; x < shape.width() - margin; x++) {
                for (int c = 0; c < shape.channels(); c++) {
                    float value = Math.max(0, Math.min(255, ours.value(y, x, c))); // a cubic overshoots
                    farthest = Math.max(farthest, Math.abs(value - theirs.value(y, x, c)));
                }
            }
        }
        return farthest;
    }

    /** How many levels two images differ by at most, and how many of their values. */
    private record Difference(int levels, double percent) {

        static Difference of(Image ours, Image theirs, int margin) {
            ImageShape shape = theirs.shape();
            assertThat(ours.shape()).isEqualTo(shape);
            int most = 0;
            int differing = 0;
            int all = 0;
            for (int y = margin; y < shape.height() - margin; y++) {
                for (int x = margin; x < shape.width() - margin; x++) {
                    for (int c = 0; c < shape.channels(); c++) {
                        int levels = (int) Math.abs(ours.value(y, x, c) - theirs.value(y, x, c));
                        most = Math.max(most, levels);
                        differing += levels > 0 ? 1 : 0;
                        all++;
                    }
                }
            }
            return new Difference(most, 100.0 * differing / all);
        }
    }

    @Test
    void everyFactoryHasAReferenceOrAReasonWhyNot() {
        Set<String> factories = Arrays.stream(Augmentations.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        Set<String> compared = all().stream().map(Reference::entry).collect(Collectors.toSet());
        assertThat(compared).doesNotContainAnyElementsOf(OTHERWISE.keySet());
        Set<String> known = new TreeSet<>(compared);
        known.addAll(OTHERWISE.keySet());
        assertThat(known).isEqualTo(new TreeSet<>(factories));
    }

    @Test
    void everyVectorIsCompared() {
        assertThat(all().stream().map(Reference::id).collect(Collectors.toSet()))
                .isEqualTo(ReferenceVectors.ids());
    }

    @Test
    void theDocumentationStatesTheseTolerances() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENTATION);
        List<String> table = table();
        assertThat(lines)
                .as("the table to be pasted is\n" + String.join("\n", table))
                .containsSubsequence(table);
    }

    /** Returns a row for each factory, then the notes. */
    private static List<String> table() {
        Map<String, List<Reference>> byEntry =
                all().stream().collect(Collectors.groupingBy(Reference::entry, TreeMap::new, Collectors.toList()));
        Stream<String> rows = byEntry.entrySet().stream()
                .map(entry -> "| `" + entry.getKey() + "` | " + functions(entry.getValue()) + " | "
                        + agreement(entry.getValue()) + " |");
        Stream<String> without = new TreeMap<>(OTHERWISE)
                .entrySet().stream().map(entry -> "| `" + entry.getKey() + "` | " + entry.getValue() + " |");
        Stream<String> notes = Arrays.stream(Why.values()).skip(1).map(why -> "- " + why.note());
        return Stream.of(rows, without, notes).flatMap(stream -> stream).toList();
    }

    private static String functions(List<Reference> references) {
        return references.stream().map(Reference::function).distinct().collect(Collectors.joining(", "));
    }

    private static String agreement(List<Reference> references) {
        if (references.stream().allMatch(each -> each.why() == Why.EQUAL && each.margin() == 0)) {
            return "equal";
        }
        Map<String, List<Reference>> byLibrary = references.stream()
                .collect(Collectors.groupingBy(Reference::library, TreeMap::new, Collectors.toList()));
        return byLibrary.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + tolerances(entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** Returns the largest tolerance for each reason. */
    private static String tolerances(List<Reference> references) {
        Map<Why, List<Reference>> byReason =
                references.stream().collect(Collectors.groupingBy(Reference::why, TreeMap::new, Collectors.toList()));
        String inside = references.stream().anyMatch(each -> each.margin() > 0) ? ", but for the edges" : "";
        return byReason.values().stream().map(ReferenceTest::tolerance).collect(Collectors.joining(", ")) + inside;
    }

    private static String tolerance(List<Reference> alike) {
        Why why = alike.get(0).why();
        int levels = alike.stream().mapToInt(Reference::levels).max().orElseThrow();
        double percent = alike.stream().mapToDouble(Reference::percent).max().orElseThrow();
        String share = String.valueOf(percent).replaceAll("\\.0$", "") + " % (" + why.letter() + ")";
        return why == Why.EQUAL ? "equal" : why == Why.HALF_WAY ? share : "≤ " + levels + " in " + share;
    }
}
