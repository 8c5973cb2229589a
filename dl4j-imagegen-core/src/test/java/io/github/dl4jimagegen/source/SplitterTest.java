package io.github.dl4jimagegen.source;

import static io.github.dl4jimagegen.source.Trees.names;
import static io.github.dl4jimagegen.source.Trees.touch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Every rule, over a folder of 600 files whose classes and numbers vary. */
class SplitterTest {

    private static final int FILES = 600;

    @SuppressWarnings("NullAway") // set before the tests
    private static Path root;

    @SuppressWarnings("NullAway") // set before the tests
    private static ImageFolder all;

    @BeforeContainer
    static void makeFiles() throws IOException {
        root = Files.createTempDirectory("splitter");
        for (int i = 0; i < FILES; i++) {
            touch(root, String.format("patient%02d_%03d.png", i % 37, i));
        }
        all = ImageFolder.unlabelled(root);
    }

    @AfterContainer
    static void deleteFiles() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String patient(String name) {
        return name.substring(0, name.indexOf('_'));
    }

    /** Returns a source of some files with classes of very different sizes. */
    private static ImageSource source(int size, int classes) {
        int[] labels = IntStream.range(0, FILES)
                .map(i -> (int) (classes * Math.pow((i * 0.618033988749895) % 1, 2)))
                .toArray();
        return all.labels(ClassIndex.numbered(classes), labels)
                .view(IntStream.range(0, size).map(i -> i * 7 % FILES).toArray());
    }

    @Provide
    Arbitrary<Splitter> splitters() {
        return Arbitraries.longs()
                .flatMap(seed -> Arbitraries.of(
                        Splitter.perClass(),
                        Splitter.last(),
                        Splitter.byHash(seed),
                        Splitter.stratified(seed),
                        Splitter.grouped(SplitterTest::patient, seed)));
    }

    private static List<Integer> sourceIndices(ImageSource view) {
        return IntStream.range(0, view.size()).mapToObj(view::sourceIndex).toList();
    }

    private static void assertDivides(ImageSource source, Split split) {
        List<Integer> order = sourceIndices(source);
        List<Integer> together = new ArrayList<>();
        for (ImageSource view : List.of(split.training(), split.validation(), split.test())) {
            assertThat(view.classes()).isEqualTo(source.classes());
            assertThat(sourceIndices(view))
                    .isSortedAccordingTo(Comparator.comparingInt((ToIntFunction<Integer>) order::indexOf));
            together.addAll(sourceIndices(view));
        }
        assertThat(together).containsExactlyInAnyOrderElementsOf(order);
    }

    @Property(tries = 100)
    void everyImageIsInOneViewAndViewsKeepTheOrder(
            @ForAll("splitters") Splitter splitter,
            @ForAll @IntRange(min = 150, max = FILES) int size,
            @ForAll @IntRange(min = 1, max = 9) int classes) {
        ImageSource source = source(size, classes);
        Split two = splitter.split(source, 0.3);
        assertDivides(source, two);
        assertThat(two.test().size()).isZero();
        assertDivides(source, splitter.split(source, 0.3, 0.2));
    }

    @Property(tries = 100)
    void foldsCoverEveryImageOnce(
            @ForAll("splitters") Splitter splitter,
            @ForAll @IntRange(min = 200, max = FILES) int size,
            @ForAll @IntRange(min = 2, max = 6) int count) {
        ImageSource source = source(size, 5);
        List<Split> folds = splitter.folds(source, count);
        assertThat(folds).hasSize(count).allSatisfy(fold -> assertDivides(source, fold));
        assertThat(folds.stream()
                        .map(Split::validation)
                        .map(SplitterTest::sourceIndices)
                        .flatMap(Collection::stream))
                .containsExactlyInAnyOrderElementsOf(sourceIndices(source));
    }

    @Property(tries = 30)
    void theSameSplitIsMadeOnEveryRun(@ForAll("splitters") Splitter splitter) {
        ImageSource source = source(FILES, 4);
        assertThat(sourceIndices(splitter.split(source, 0.25).validation()))
                .isEqualTo(sourceIndices(splitter.split(source, 0.25).validation()));
    }

    @Property(tries = 100)
    void aStratifiedSplitKeepsTheProportionsOfTheClasses(
            @ForAll long seed,
            @ForAll @IntRange(min = 60, max = FILES) int size,
            @ForAll @IntRange(min = 1, max = 30) int classes,
            @ForAll @DoubleRange(min = 0.05, max = 0.4) double validation,
            @ForAll @DoubleRange(min = 0.05, max = 0.4) double test) {
        ImageSource source = source(size, classes);
        Split two = Splitter.stratified(seed).split(source, validation);
        assertShare(source, two.validation(), validation, 1);
        Split three = Splitter.stratified(seed).split(source, validation, test);
        assertShare(source, three.validation(), validation, 2);
        assertShare(source, three.test(), test, 2);
        for (Split fold : Splitter.stratified(seed).folds(source, 5)) {
            assertShare(source, fold.validation(), 0.2, 1);
        }
    }

    private static void assertShare(ImageSource source, ImageSource view, double share, int tolerance) {
        List<Integer> sizes = ClassCounts.of(source).perClass();
        List<Integer> inView = ClassCounts.of(view).perClass();
        for (int c = 0; c < sizes.size(); c++) {
            assertThat((double) inView.get(c)).isCloseTo(share * sizes.get(c), within(tolerance + 1e-9));
        }
        assertThat((double) view.size()).isCloseTo(share * source.size(), within(1 + 1e-9));
    }

    @Property(tries = 100)
    void foldsOfBlocksAreEqualToWithinOneImage(
            @ForAll @IntRange(min = 60, max = FILES) int size,
            @ForAll @IntRange(min = 1, max = 30) int classes,
            @ForAll @IntRange(min = 2, max = 9) int count) {
        ImageSource source = source(size, classes);
        for (Splitter splitter : List.of(Splitter.perClass(), Splitter.last())) {
            for (Split fold : splitter.folds(source, count)) {
                assertThat((double) fold.validation().size()).isCloseTo(size / (double) count, within(1.0));
            }
        }
        for (Split fold : Splitter.perClass().folds(source, count)) {
            assertShare(source, fold.validation(), 1.0 / count, 1);
        }
    }

    @Example
    void perClassFoldsAreNeighbours() {
        ImageSource ten = all.view(IntStream.range(0, 10).toArray());
        assertThat(Splitter.perClass().folds(ten, 3).stream()
                        .map(fold -> sourceIndices(fold.validation()))
                        .toList())
                .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6), List.of(7, 8, 9));
    }

    @Property(tries = 50)
    void aGroupIsNeverDivided(@ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 0.4) double share) {
        Splitter splitter = Splitter.grouped(SplitterTest::patient, seed);
        int largest = largestGroup();
        List<Split> splits = new ArrayList<>(splitter.folds(all, 5));
        Split three = splitter.split(all, share, 0.1);
        splits.add(three);
        for (Split split : splits) {
            Set<String> seen = new HashSet<>();
            for (ImageSource view : List.of(split.training(), split.validation(), split.test())) {
                Set<String> patients =
                        names(view).stream().map(SplitterTest::patient).collect(Collectors.toSet());
                assertThat(Collections.disjoint(patients, seen)).isTrue();
                seen.addAll(patients);
            }
        }
        assertThat((double) three.validation().size()).isCloseTo(share * FILES, within(2.0 * largest));
        assertThat(three.validation().size()).isLessThanOrEqualTo((int) (share * FILES) + largest);
    }

    private static int largestGroup() {
        return names(all).stream()
                .collect(Collectors.groupingBy(SplitterTest::patient, Collectors.counting()))
                .values()
                .stream()
                .mapToInt(Long::intValue)
                .max()
                .orElseThrow();
    }

    private static Map<String, Boolean> inValidation(Split split) {
        return Stream.of(split.training(), split.validation())
                .flatMap(view -> names(view).stream().map(name -> Map.entry(name, view == split.validation())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Property(tries = 50)
    void newFilesMoveNoOtherFileThatIsSplitByItsHash(
            @ForAll long seed, @ForAll @IntRange(min = 100, max = 300) int before) {
        Splitter splitter = Splitter.byHash(seed);
        int[] some = IntStream.range(0, before).map(i -> i * 11 % FILES).toArray();
        Map<String, Boolean> fewer = inValidation(splitter.split(all.view(some), 0.3));
        assertThat(inValidation(splitter.split(all, 0.3))).containsAllEntriesOf(fewer);
        assertThat(names(splitter.split(all, 0.5).validation()))
                .containsAll(names(splitter.split(all, 0.3).validation()));
    }

    @Property(tries = 100)
    void hashedSharesAreMetAsWellAsChanceLets(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 0.6) double share) {
        double deviation = Math.sqrt(FILES * share * (1 - share));
        Split split = Splitter.byHash(seed).split(all, share, 0.2);
        assertThat((double) split.validation().size()).isCloseTo(share * FILES, within(5 * deviation));
        assertThat((double) split.test().size()).isCloseTo(0.2 * FILES, within(5 * Math.sqrt(FILES * 0.16)));
    }

    /** Computed by another program: Python's hashlib. */
    @Example
    void theHashIsSha256OfSeedAndName() {
        assertThat(names(Splitter.byHash(42).split(all, 0.01).validation())).isEqualTo(GOLDEN);
    }

    private static final List<String> GOLDEN = List.of(
            "patient22_355.png", "patient29_399.png", "patient30_289.png", "patient32_032.png", "patient36_258.png");

    @Example
    void seedsGiveSplitsOfTheirOwn() {
        for (LongFunction<Splitter> kind : List.<LongFunction<Splitter>>of(
                Splitter::byHash, Splitter::stratified, seed -> Splitter.grouped(SplitterTest::patient, seed))) {
            assertThat(IntStream.range(0, 20)
                            .mapToObj(seed -> sourceIndices(
                                    kind.apply(seed).split(all, 0.3).validation()))
                            .distinct())
                    .hasSize(20);
        }
    }

    @Example
    void aViewShowsWhatItIsAskedForInThatOrder() {
        ImageSource view = all.view(5, 3, 3).view(2, 0);
        assertThat(sourceIndices(view)).containsExactly(3, 5);
        assertThat(names(view)).containsExactly(all.name(3), all.name(5));
        assertThatThrownBy(() -> all.view(0, FILES)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> all.view(5, 3).view(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Example
    void countsAreAnsweredAndPrinted() {
        int[] labels = new int[FILES];
        Arrays.fill(labels, 0, 100, 1);
        Split split = Splitter.perClass().split(all.labels(ClassIndex.of("cat", "guinea pig"), labels), 0.2, 0.1);
        assertThat(ClassCounts.of(split.training()).of("cat")).isEqualTo(350);
        assertThat(ClassCounts.of(split.validation()).of("guinea pig")).isEqualTo(20);
        assertThat(ClassCounts.of(split.test()).perClass()).containsExactly(50, 10);
        assertThat(ClassCounts.of(split.validation())).hasToString("120: cat 100, guinea pig 20");
        assertThat(ClassCounts.of(source(FILES, 21)).toString()).matches("600: 21 classes of \\d+ to \\d+");
        assertThat(ClassCounts.of(all)).hasToString("600");
        assertThat(split).hasToString("""
                                      training  validation        test
                        cat                350         100          50
                        guinea pig          70          20          10
                        all                420         120          60""");
        assertThatThrownBy(() -> ClassCounts.of(split.test()).of("dog"))
                .hasMessage("there is no class \"dog\" among [cat, guinea pig]");
    }

    @Example
    void viewsOfASplitHaveOneClassIndex() {
        ImageSource two = source(100, 2);
        assertThatThrownBy(() -> new Split(two, source(100, 3), two.view()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0, 1]")
                .hasMessageContaining("[0, 1, 2]");
    }

    @Example
    @SuppressWarnings("NullAway") // null on purpose
    void impossibleSplitsAreRefused() {
        Splitter hashed = Splitter.byHash(1);
        for (double share : new double[] {0, 1, -1, Double.NaN}) {
            assertThatThrownBy(() -> hashed.split(all, 0.1, share))
                    .hasMessage("the test share must lie strictly between 0 and 1 but was " + share);
        }
        assertThatThrownBy(() -> hashed.split(all, 0.7, 0.3)).hasMessageContaining("nothing is left to train on");
        assertThatThrownBy(() -> hashed.split(all.view(0), 0.5)).hasMessageContaining("leaves no image for");
        assertThatThrownBy(() -> hashed.folds(all, 1)).hasMessageContaining("at least 2 folds");
        assertThatThrownBy(() -> Splitter.perClass().folds(all.view(0, 1, 2), 4))
                .hasMessageContaining("would have [1, 1, 1, 0] images");
        assertThatThrownBy(() -> Splitter.grouped(name -> "one", 1).split(all, 0.5))
                .hasMessageContaining("leaves no image for")
                .hasMessageContaining("more groups");
        assertThatThrownBy(() -> Splitter.grouped(name -> null, 1).split(all, 0.5))
                .hasMessageContaining("no group for " + all.name(0));
    }

    @Property(tries = 30)
    void anImageThatStandsTwiceIsOnOneSide(@ForAll("splitters") Splitter splitter) {
        ImageSource source = source(300, 3);
        ImageSource twice =
                source.view(IntStream.range(0, 600).map(i -> i * 7 % 300).toArray());
        List<Split> splits = new ArrayList<>(splitter.folds(twice, 3));
        splits.add(splitter.split(twice, 0.3, 0.2));
        for (Split split : splits) {
            assertThat(sourceIndices(split.validation())).doesNotContainAnyElementsOf(sourceIndices(split.training()));
            assertThat(sourceIndices(split.test())).doesNotContainAnyElementsOf(sourceIndices(split.training()));
            assertThat(split.training().size()
                            + split.validation().size()
                            + split.test().size())
                    .isEqualTo(600);
        }
    }

    @Example
    void viewsOfASplitHaveNoImageInCommon() {
        ImageSource images = source(100, 2);
        assertThatThrownBy(() -> new Split(images, images, images.view()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the image " + images.name(0) + " is among the training images and among the validation images:"
                                + " the views of a split have none in common");
        assertThatThrownBy(() -> new Split(images.view(1, 2), images.view(3), images.view(4, 2)))
                .hasMessageContaining("among the training images and among the test images");
        assertThat(new Split(images.view(1, 2), images.view(3), images.view(4))
                        .test()
                        .size())
                .isEqualTo(1);
        // Another folder, whose indices mean other images.
        assertThat(new Split(all, ImageFolder.unlabelled(root), all.view())
                        .validation()
                        .size())
                .isEqualTo(FILES);
    }
}
