package io.github.dl4jimagegen.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Boxes;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Keypoints;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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
    void valuesStayWithin0And255(AugmentationCase each) {
        Image bytes = Pictures.waves(SHAPE);
        Image floats = Pictures.floats(bytes);
        for (int i = 0; i < DRAWS; i++) {
            List<ImageOperation> operations = draw(each.augmentation(), SHAPE, i);
            assertThat(Operations.apply(operations, bytes).isEightBit()).isTrue();
            Image result = Operations.apply(operations, floats);
            assertThat(result.isEightBit()).isFalse();
            float smallest = Float.POSITIVE_INFINITY;
            float largest = Float.NEGATIVE_INFINITY;
            for (float value : result.toFloats()) {
                smallest = Math.min(smallest, value); // NaN if one is
                largest = Math.max(largest, value);
            }
            assertThat(smallest).isBetween(-1e-3f, 255.001f);
            assertThat(largest).isBetween(-1e-3f, 255.001f);
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

    @ParameterizedTest
    @MethodSource("all")
    void aBoxDrawnIntoTheImageFindsItselfAgain(AugmentationCase each) {
        Box box = new Box(38, 26, 62, 44, 3);
        Image picture = Pictures.white(HEIGHT, WIDTH, box);
        int compared = 0;
        for (int i = 0; i < DRAWS; i++) {
            List<ImageOperation> operations = draw(each.augmentation(), GREY, i);
            List<Box> moved = Boxes.apply(operations, GREY, List.of(box), Boxes.MIN_VISIBLE);
            if (movesNothing(operations)) {
                assertThat(moved).containsExactly(box);
                compared++;
            } else if (!moved.isEmpty()) {
                Box found = found(Operations.apply(onBlack(onlyMoves(operations)), picture));
                Box expected = moved.get(0);
                assertThat(expected.label()).isEqualTo(3);
                assertThat(found.xMin()).isCloseTo(expected.xMin(), within(1.5));
                assertThat(found.yMin()).isCloseTo(expected.yMin(), within(1.5));
                assertThat(found.xMax()).isCloseTo(expected.xMax(), within(1.5));
                assertThat(found.yMax()).isCloseTo(expected.yMax(), within(1.5));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(DRAWS / 3);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aKeypointDrawnIntoTheImageFindsItselfAgain(AugmentationCase each) {
        Keypoint keypoint = Keypoint.of("here", 44, 31);
        Image picture = Pictures.white(HEIGHT, WIDTH, new Box(42, 29, 47, 34, 0)); // 5x5, the point in the middle
        for (int i = 0; i < DRAWS; i++) {
            List<ImageOperation> operations = draw(each.augmentation(), GREY, i);
            Keypoint moved =
                    Keypoints.apply(operations, GREY, List.of(keypoint)).get(0);
            if (movesNothing(operations)) {
                assertThat(moved).isEqualTo(keypoint);
                continue;
            }
            ImageShape result = declared(operations, GREY);
            boolean wholeSpotInside =
                    moved.x() > 8 && moved.y() > 8 && moved.x() < result.width() - 9 && moved.y() < result.height() - 9;
            if (wholeSpotInside) {
                assertThat(moved.visible()).isTrue();
                Keypoint centre = centre(Operations.apply(onBlack(onlyMoves(operations)), picture));
                assertThat(centre.x()).isCloseTo(moved.x(), within(0.3));
                assertThat(centre.y()).isCloseTo(moved.y(), within(0.3));
            }
        }
    }

    /** Black stays black and white stays white; what a change of values keeps apart is not fused. */
    private static List<ImageOperation> onlyMoves(List<ImageOperation> operations) {
        return operations.stream()
                .map(operation -> operation instanceof PixelOp ? PixelOp.chain() : operation)
                .toList();
    }

    /** Mirrored or repeated, the white spot would be there twice. */
    private static List<ImageOperation> onBlack(List<ImageOperation> operations) {
        return operations.stream()
                .map(operation -> operation instanceof Warp warp ? warp.border(Border.constant(0)) : operation)
                .toList();
    }

    private static Box found(Image image) {
        int[] rows = IntStream.range(0, image.shape().height())
                .filter(y -> IntStream.range(0, image.shape().width()).anyMatch(x -> image.value(y, x, 0) > 127))
                .toArray();
        int[] columns = IntStream.range(0, image.shape().width())
                .filter(x -> IntStream.range(0, image.shape().height()).anyMatch(y -> image.value(y, x, 0) > 127))
                .toArray();
        assertThat(rows).as("rows in which the box can be seen").isNotEmpty();
        return new Box(columns[0], rows[0], columns[columns.length - 1] + 1, rows[rows.length - 1] + 1, 0);
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
