package io.github.dl4jimagegen.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Boxes;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Keypoints;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every augmentation of the catalogue; {@link PipelineBatteryTest} has the rest. */
class AugmentationBatteryTest {

    private static final int DRAWS = 12;
    private static final int HEIGHT = 72;
    private static final int WIDTH = 96;
    private static final ImageShape SHAPE = new ImageShape(HEIGHT, WIDTH, 3);
    private static final ImageShape GREY = new ImageShape(HEIGHT, WIDTH, 1);

    static List<AugmentationCase> all() {
        return AugmentationCases.all();
    }

    private static List<ImageOperation> draw(Augmentation augmentation, ImageShape shape, int index) {
        return augmentation.draw(shape, SampleRandom.of(7, 1, index, 0));
    }

    private static ImageShape declared(List<ImageOperation> operations, ImageShape shape) {
        ImageShape result = shape;
        for (ImageOperation operation : operations) {
            result = operation.outputShape(result);
        }
        return result;
    }

    private static boolean movesNothing(List<ImageOperation> operations) {
        return operations.stream().noneMatch(Warp.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theInputStaysAsItWas(AugmentationCase each) {
        Image image = Pictures.waves(SHAPE);
        Mask mask = Pictures.shapes(HEIGHT, WIDTH);
        for (int i = 0; i < DRAWS; i++) {
            List<ImageOperation> operations = draw(each.augmentation(), SHAPE, i);
            Image unused = Operations.apply(operations, image);
            Mask unusedMask = Operations.applyToMask(operations, mask);
        }
        assertThat(image).isEqualTo(Pictures.waves(SHAPE));
        assertThat(mask).isEqualTo(Pictures.shapes(HEIGHT, WIDTH));
    }

    @ParameterizedTest
    @MethodSource("all")
    void equalRandomNumbersGiveEqualImages(AugmentationCase each) {
        Image image = Pictures.waves(SHAPE);
        for (int i = 0; i < DRAWS; i++) {
            List<ImageOperation> operations = draw(each.augmentation(), SHAPE, i);
            List<ImageOperation> again = draw(each.augmentation(), SHAPE, i);
            assertThat(again).isEqualTo(operations);
            assertThat(Operations.apply(again, image)).isEqualTo(Operations.apply(operations, image));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyShapeIsAugmentedAndComesOutAsDeclared(AugmentationCase each) {
        for (int channels : new int[] {1, 3, 4}) {
            for (int[] size : new int[][] {{1, 1}, {1, 9}, {9, 1}, {2, 2}, {17, 40}, {40, 17}}) {
                ImageShape shape = new ImageShape(size[0], size[1], channels);
                for (int i = 0; i < 4; i++) {
                    List<ImageOperation> operations = draw(each.augmentation(), shape, i);
                    ImageShape declared = declared(operations, shape);
                    Image image = Pictures.waves(shape);
                    assertThat(Operations.apply(operations, image).shape()).isEqualTo(declared);
                    assertThat(Operations.apply(operations, Pictures.floats(image))
                                    .shape())
                            .isEqualTo(declared);
                    Mask mask = Operations.applyToMask(operations, Pictures.shapes(size[0], size[1]));
                    assertThat(mask.height()).isEqualTo(declared.height());
                    assertThat(mask.width()).isEqualTo(declared.width());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSameIsDoneInEveryRangeOfValuesAndNothingLeavesIt(AugmentationCase each) {
        Image bytes = Pictures.waves(SHAPE);
        for (int i = 0; i < DRAWS; i++) {
            List<ImageOperation> operations = draw(each.augmentation(), SHAPE, i);
            assertThat(Operations.apply(operations, bytes).isEightBit()).isTrue();
            float[] expected = inUnit(operations, bytes, ValueRange.EIGHT_BIT);
            ValueRange range = i % 2 == 0 ? new ValueRange(0, 1) : new ValueRange(-1, 1);
            float[] result = inUnit(operations, bytes, range);
            assertThat(result).hasSameSizeAs(expected);
            double smallest = 0;
            double largest = 255;
            int different = 0;
            for (int j = 0; j < result.length; j++) {
                smallest = Math.min(smallest, Math.min(result[j], expected[j])); // NaN if one is
                largest = Math.max(largest, Math.max(result[j], expected[j]));
                different += Math.abs(result[j] - expected[j]) > 0.02 ? 1 : 0;
            }
            assertThat(smallest).isGreaterThan(-1e-3);
            assertThat(largest).isLessThan(255.001);
            // A value at the edge of a step, of equalize after a rotation for instance, may fall to either side.
            assertThat(different).as(() -> range + ", " + operations).isLessThanOrEqualTo(result.length / 100);
        }
    }

    /** Returns what becomes of an image whose black and white are those of a range, from 0 to 255. */
    private static float[] inUnit(List<ImageOperation> operations, Image image, ValueRange range) {
        Image result = Operations.apply(operations, Pictures.floats(image, range.low(), range.high()), range);
        assertThat(result.isEightBit()).isFalse();
        float[] values = result.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - range.low()) * 255 / (range.high() - range.low()));
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("all")
    void sixteenBitPicturesAreChangedLikeFloats(AugmentationCase each) {
        ImageShape shape = new ImageShape(HEIGHT, WIDTH, 1);
        if (IntStream.range(0, DRAWS).anyMatch(i -> !declared(draw(each.augmentation(), shape, i), shape)
                .equals(shape))) {
            return; // no pipeline carries it out by itself
        }
        IntFunction<float[]> values = index -> {
            float[] floats = new float[HEIGHT * WIDTH];
            for (int i = 0; i < floats.length; i++) {
                int row = i / WIDTH;
                double wave = Math.sin(0.1 * (i % WIDTH) + index) + Math.cos(0.07 * row);
                floats[i] = (float) (Math.rint(32767 + 16000 * wave) / 257);
            }
            return floats;
        };
        IntFunction<Target> none = index -> Target.ofClass(0);
        ImagePipeline pipeline = ImagePipeline.targetSize(HEIGHT, WIDTH)
                .colorMode(ColorMode.GRAYSCALE)
                .batchSize(HeldImages.SIZE)
                .augment(each.augmentation());
        HeldImages sixteenBit =
                HeldImages.of(index -> Pictures.sixteenBit(HEIGHT, WIDTH, values.apply(index)), none, 1);
        HeldImages floats = HeldImages.of(index -> Image.ofFloats(HEIGHT, WIDTH, 1, values.apply(index)), none, 1);
        try (var one = pipeline.trainingFlow(sixteenBit);
                var other = pipeline.valueRange(0, 255).trainingFlow(floats)) {
            float[] result = TestImages.values(one.next().getFeatures());
            float[] expected = TestImages.values(other.next().getFeatures());
            assertThat(result).hasSameSizeAs(expected);
            double farthest = 0;
            for (int i = 0; i < result.length; i++) {
                farthest = Math.max(farthest, Math.abs(result[i] - expected[i]));
            }
            assertThat(farthest).isLessThan(1e-3);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void neverIsTheIdentityAndAlwaysCanBeSeen(AugmentationCase each) {
        Image image = Pictures.waves(SHAPE);
        Augmentation never = Augmentation.sometimes(0, each.augmentation());
        Augmentation always = Augmentation.sometimes(1, each.augmentation());
        int seen = 0;
        for (int i = 0; i < 40; i++) {
            assertThat(Operations.apply(draw(never, SHAPE, i), image)).isEqualTo(image);
            seen += Operations.apply(draw(always, SHAPE, i), image).equals(image) ? 0 : 1;
        }
        assertThat(seen).isGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theMaskStaysOnTheImage(AugmentationCase each) {
        Mask mask = Pictures.shapes(HEIGHT, WIDTH);
        Image picture = Pictures.blackAndWhite(mask);
        for (int i = 0; i < DRAWS; i++) {
            List<ImageOperation> operations = draw(each.augmentation(), GREY, i);
            Mask moved = Operations.applyToMask(operations, mask);
            if (movesNothing(operations)) {
                assertThat(moved).isEqualTo(mask);
                continue;
            }
            Image image = Operations.apply(onlyMoves(operations), picture);
            int compared = 0;
            List<String> different = new ArrayList<>();
            for (int y = 0; y < moved.height(); y++) {
                for (int x = 0; x < moved.width(); x++) {
                    int index = moved.value(y, x);
                    float value = image.value(y, x, 0);
                    // More than 3/4 of the weight is on one class: with it the nearest pixel.
                    if (index != Mask.IGNORE_INDEX && (value < 55 || value > 200)) {
                        compared++;
                        if (index != (value > 200 ? 1 : 0)) {
                            different.add(index + " under " + value + " at (" + x + ", " + y + ")");
                        }
                    }
                }
            }
            assertThat(different).isEmpty();
            assertThat(compared).isGreaterThan(moved.height() * moved.width() / 4);
        }
    }

    /** A white picture on black tells where the pixels come from: from it, from outside, or from both. */
    @ParameterizedTest
    @MethodSource("all")
    void theMaskIsIgnoredWherePixelsAreMadeUpAndNowhereElse(AugmentationCase each) {
        Mask mask = Pictures.shapes(HEIGHT, WIDTH);
        Image white = Pictures.white(HEIGHT, WIDTH, new Box(0, 0, WIDTH, HEIGHT, 0));
        for (int i = 0; i < DRAWS; i++) {
            List<ImageOperation> operations = draw(each.augmentation(), GREY, i);
            Mask moved = Operations.applyToMask(operations, mask);
            Image image = Operations.apply(onBlack(onlyMoves(operations)), white);
            List<String> wrong = new ArrayList<>();
            for (int y = 0; y < moved.height(); y++) {
                for (int x = 0; x < moved.width(); x++) {
                    boolean ignored = moved.value(y, x) == Mask.IGNORE_INDEX;
                    float value = image.value(y, x, 0);
                    if ((value == 255 && ignored) || (value == 0 && !ignored)) {
                        wrong.add(moved.value(y, x) + " under " + value + " at (" + x + ", " + y + ")");
                    }
                }
            }
            assertThat(wrong).as(operations::toString).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aBoxDrawnIntoTheImageFindsItselfAgain(AugmentationCase each) {
        Box box = new Box(38, 26, 62, 44, 3);
        Image picture = Pictures.white(HEIGHT, WIDTH, box);
        int compared = 0;
        for (int i = 0; i < DRAWS; i++) {
            List<ImageOperation> operations = draw(each.augmentation(), GREY, i);
            List<Box> moved = Boxes.apply(operations, GREY, List.of(box), 0);
            if (movesNothing(operations)) {
                assertThat(moved).containsExactly(box);
                compared++;
                continue;
            }
            Optional<Box> found = found(Operations.apply(onBlack(onlyMoves(operations)), picture));
            double tolerance = movesWholePixels(operations) ? 1e-9 : 1.5;
            if (moved.isEmpty() || found.isEmpty()) { // or a sliver of less than half a pixel
                assertThat(found.or(() -> moved.stream().findFirst())
                                .map(Box::area)
                                .orElse(0.0))
                        .isLessThanOrEqualTo(tolerance * Math.max(WIDTH, HEIGHT));
                continue;
            }
            Box expected = moved.get(0);
            assertThat(expected.label()).isEqualTo(3);
            assertThat(found.get().xMin()).isCloseTo(expected.xMin(), within(tolerance));
            assertThat(found.get().yMin()).isCloseTo(expected.yMin(), within(tolerance));
            assertThat(found.get().xMax()).isCloseTo(expected.xMax(), within(tolerance));
            assertThat(found.get().yMax()).isCloseTo(expected.yMax(), within(tolerance));
            compared++;
        }
        assertThat(compared).isGreaterThanOrEqualTo(DRAWS * 2 / 3);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aKeypointDrawnIntoTheImageFindsItselfAgain(AugmentationCase each) {
        Keypoint keypoint = Keypoint.of("here", 44, 31);
        Image spot = Pictures.white(HEIGHT, WIDTH, new Box(43, 30, 46, 33, 0)); // 3x3, the point in the middle
        Image pixel = Pictures.white(HEIGHT, WIDTH, new Box(44, 31, 45, 32, 0));
        int compared = 0;
        int inside = 0;
        for (int i = 0; i < DRAWS; i++) {
            List<ImageOperation> operations = draw(each.augmentation(), GREY, i);
            Keypoint moved =
                    Keypoints.apply(operations, GREY, List.of(keypoint)).get(0);
            ImageShape result = declared(operations, GREY);
            inside += moved.visible() ? 1 : 0;
            if (movesNothing(operations)) {
                assertThat(moved).isEqualTo(keypoint);
                compared++;
            } else if (movesWholePixels(operations)) {
                Optional<Box> found = found(Operations.apply(onBlack(onlyMoves(operations)), pixel));
                assertThat(found.isPresent()).isEqualTo(moved.visible());
                found.ifPresent(at -> {
                    assertThat(moved.x()).isCloseTo(at.xMin(), within(1e-9));
                    assertThat(moved.y()).isCloseTo(at.yMin(), within(1e-9));
                });
                compared += moved.visible() ? 1 : 0;
            } else if (moved.x() > 8
                    && moved.y() > 8
                    && moved.x() < result.width() - 9
                    && moved.y() < result.height() - 9) {
                assertThat(moved.visible()).isTrue();
                Keypoint centre = centre(Operations.apply(onBlack(onlyMoves(operations)), spot));
                assertThat(centre.x()).isCloseTo(moved.x(), within(0.3));
                assertThat(centre.y()).isCloseTo(moved.y(), within(0.3));
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(DRAWS * 2 / 3).isGreaterThanOrEqualTo(inside - 2);
    }

    @Test
    void whatMovesWholePixelsIsHeldToIt() {
        Set<String> exact = all().stream()
                .filter(each -> IntStream.range(0, DRAWS).allMatch(i -> {
                    List<ImageOperation> operations = draw(each.augmentation(), GREY, i);
                    return operations.isEmpty() || (!movesNothing(operations) && movesWholePixels(operations));
                }))
                .map(AugmentationCase::factory)
                .collect(Collectors.toSet());
        assertThat(exact)
                .containsExactlyInAnyOrder(
                        "randomFlipHorizontal",
                        "randomFlipVertical",
                        "randomRotate90",
                        "randomD4",
                        "randomTranslation",
                        "randomCrop",
                        "centerCrop",
                        "pad",
                        "padTo");
    }

    private static boolean movesWholePixels(List<ImageOperation> operations) {
        return operations.stream()
                .filter(Warp.class::isInstance)
                .allMatch(warp -> ((Warp) warp).map() instanceof Affine map && map.movesWholePixels());
    }

    /** Black stays black and white stays white; what a change of values keeps apart is not fused. */
    private static List<ImageOperation> onlyMoves(List<ImageOperation> operations) {
        return operations.stream()
                .map(operation -> operation instanceof PixelOp ? PixelOp.linear(1, 0) : operation)
                .toList();
    }

    /** Mirrored or repeated, the white spot would be there twice. */
    private static List<ImageOperation> onBlack(List<ImageOperation> operations) {
        return operations.stream()
                .map(operation -> operation instanceof Warp warp ? warp.border(Border.constant(0)) : operation)
                .toList();
    }

    private static Optional<Box> found(Image image) {
        int[] rows = IntStream.range(0, image.shape().height())
                .filter(y -> IntStream.range(0, image.shape().width()).anyMatch(x -> image.value(y, x, 0) > 127))
                .toArray();
        int[] columns = IntStream.range(0, image.shape().width())
                .filter(x -> IntStream.range(0, image.shape().height()).anyMatch(y -> image.value(y, x, 0) > 127))
                .toArray();
        return rows.length == 0
                ? Optional.empty()
                : Optional.of(
                        new Box(columns[0], rows[0], columns[columns.length - 1] + 1, rows[rows.length - 1] + 1, 0));
    }

    private static Keypoint centre(Image image) {
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int row = 0; row < image.shape().height(); row++) {
            for (int column = 0; column < image.shape().width(); column++) {
                float value = image.value(row, column, 0);
                sum += value;
                x += value * column;
                y += value * row;
            }
        }
        return Keypoint.of("centre of mass", x / sum, y / sum);
    }

    @ParameterizedTest
    @MethodSource("all")
    void serialisedItDrawsTheSame(AugmentationCase each) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(each.augmentation());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Augmentation copy = (Augmentation) in.readObject();
            assertThat(copy).isEqualTo(each.augmentation());
            assertThat(draw(copy, SHAPE, 5)).isEqualTo(draw(each.augmentation(), SHAPE, 5));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void readFromJsonItIsTheSame(AugmentationCase each) {
        AugmentationJson json = AugmentationJson.standard();
        Augmentation read = json.read(json.write(each.augmentation()));
        assertThat(read).isEqualTo(each.augmentation());
        assertThat(draw(read, SHAPE, 5)).isEqualTo(draw(each.augmentation(), SHAPE, 5));
    }

    @ParameterizedTest
    @MethodSource("all")
    void itDescribesItself(AugmentationCase each) {
        assertThat(each.augmentation().describe()).doesNotContain("a function").doesNotContain("@");
    }

    @ParameterizedTest
    @MethodSource("all")
    void threadsDoNotGetInEachOthersWay(AugmentationCase each) throws Exception {
        Image image = Pictures.waves(SHAPE);
        List<Image> expected = IntStream.range(0, DRAWS)
                .mapToObj(i -> Operations.apply(draw(each.augmentation(), SHAPE, i), image))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<List<Image>> work = () -> IntStream.range(0, DRAWS)
                    .mapToObj(i -> Operations.apply(draw(each.augmentation(), SHAPE, i), image))
                    .toList();
            List<Future<List<Image>>> results = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                results.add(threads.submit(work));
            }
            for (Future<List<Image>> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
