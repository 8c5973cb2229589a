package io.github.dl4jimagegen.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.Annotation.ClassShare;
import io.github.dl4jimagegen.batch.BatchReader;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every mixing, mosaic and size policy of the catalogue, in the pipeline that carries it out. */
class PipelineBatteryTest {

    private static final int HEIGHT = 36;
    private static final int WIDTH = 28;
    private static final int EPOCHS = 3;

    static List<PipelineCase> all() {
        return PipelineCases.all();
    }

    static List<PipelineCase> mixings() {
        return all().stream().filter(PipelineCase::isMixing).toList();
    }

    /** Those that know where the things of a picture go. */
    static List<PipelineCase> others() {
        return all().stream().filter(each -> !each.isMixing()).toList();
    }

    private static ImagePipeline plain(int channels) {
        return ImagePipeline.targetSize(HEIGHT, WIDTH)
                .colorMode(color(channels))
                .batchSize(5);
    }

    private static ColorMode color(int channels) {
        return channels == 1 ? ColorMode.GRAYSCALE : channels == 3 ? ColorMode.RGB : ColorMode.RGBA;
    }

    /** Returns what some epochs deliver. */
    private static List<BatchReader.Row> rows(ImagePipeline pipeline, ClassMode mode, ImageShape shape, HeldImages of) {
        BatchReader reader = new BatchReader(mode, shape, DataFormat.NHWC);
        List<BatchReader.Row> rows = new ArrayList<>();
        try (ImageMultiDataSetIterator flow =
                pipeline.classMode(mode).dataFormat(DataFormat.NHWC).trainingMultiFlow(of)) {
            for (int epoch = 0; epoch < EPOCHS; epoch++, flow.reset()) {
                flow.forEachRemaining(batch -> rows.addAll(reader.read(batch)));
            }
        }
        assertThat(rows).hasSize(EPOCHS * HeldImages.SIZE);
        return rows;
    }

    private static List<BatchReader.Row> rows(ImagePipeline pipeline, ClassMode mode, HeldImages of) {
        return rows(pipeline, mode, new ImageShape(HEIGHT, WIDTH, 1), of);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theImagesOfTheSourceStayAsTheyWere(PipelineCase each) {
        HeldImages images = HeldImages.waves(3);
        FlowChecks.deliverTheSame(() -> each.into(plain(3)).trainingFlow(images), () -> each.into(plain(3))
                .trainingFlow(images));
        assertThat(images).isEqualTo(HeldImages.waves(3));
    }

    @ParameterizedTest
    @MethodSource("all")
    void neitherThreadsNorTheirTimingCanBeSeen(PipelineCase each) {
        ImagePipeline pipeline = each.into(plain(3));
        HeldImages images = HeldImages.waves(3);
        FlowChecks.deliverTheSame(
                () -> pipeline.workers(0).trainingFlow(images),
                () -> pipeline.workers(4).prefetch(3).trainingFlow(images));
    }

    @ParameterizedTest
    @MethodSource("all")
    void itCanBeSeenAndBelongsToTrainingOnly(PipelineCase each) {
        ImageShape shape = new ImageShape(HEIGHT, WIDTH, 3);
        List<BatchReader.Row> without = rows(plain(3), ClassMode.CATEGORICAL, shape, HeldImages.waves(3));
        List<BatchReader.Row> with = rows(each.into(plain(3)), ClassMode.CATEGORICAL, shape, HeldImages.waves(3));
        int seen = 0;
        for (int i = 0; i < with.size(); i++) {
            assertThat(with.get(i).name()).isEqualTo(without.get(i).name());
            seen += with.get(i).pixels().equals(without.get(i).pixels()) ? 0 : 1;
        }
        assertThat(seen).isGreaterThanOrEqualTo(with.size() / 3);
        if (each.isMixing() || each.isMosaic()) {
            FlowChecks.deliverTheSame(() -> each.into(plain(3)).evaluationFlow(HeldImages.waves(3)), () -> plain(3)
                    .evaluationFlow(HeldImages.waves(3)));
        } else {
            assertThatThrownBy(() -> each.into(plain(3)).evaluationFlow(HeldImages.waves(3)))
                    .hasMessageContaining("an evaluation flow cannot draw");
        }
    }

    @Test
    void whatIsNeverDoneIsTheIdentity() {
        HeldImages images = HeldImages.waves(3);
        for (ImagePipeline never : List.of(
                plain(3).mix(Mixing.sometimes(0, Augmentations.cutMix(1))), plain(3).mosaic(Augmentations.mosaic(0)))) {
            FlowChecks.deliverTheSame(() -> never.trainingFlow(images), () -> plain(3).trainingFlow(images));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyShapeComesOutAsDeclared(PipelineCase each) {
        for (int channels : new int[] {1, 3, 4}) {
            HeldImages images = HeldImages.of(
                    index -> Pictures.waves(new ImageShape(1 + index % 4 * 5, 1 + index / 4 * 9, channels)),
                    index -> Target.ofClass(index % 3),
                    3);
            for (int[] size : new int[][] {{1, 1}, {1, 9}, {9, 1}, {2, 2}, {17, 40}}) {
                ImageShape shape = new ImageShape(size[0], size[1], channels);
                ImagePipeline pipeline = each.into(ImagePipeline.targetSize(size[0], size[1]))
                        .colorMode(color(channels))
                        .batchSize(5);
                if (each.isMosaic() && Math.min(size[0], size[1]) < 2) {
                    assertThatThrownBy(() -> rows(pipeline, ClassMode.CATEGORICAL, shape, images))
                            .hasStackTraceContaining("a mosaic needs images of 2x2 pixels at least");
                } else {
                    assertThat(rows(pipeline, ClassMode.CATEGORICAL, shape, images))
                            .allMatch(row -> row.pixels().shape().equals(shape));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void valuesStayWithinTheRangeOfTheSource(PipelineCase each) {
        staysWithin(each, 0, 255, index -> Pictures.waves(new ImageShape(30, 50, 1)));
        staysWithin(
                each,
                0,
                255,
                index -> Pictures.sixteenBit(
                        30, 50, Pictures.waves(new ImageShape(30, 50, 1)).toFloats()));
        for (double[] range : new double[][] {{0, 255}, {0, 1}, {-1, 1}}) {
            staysWithin(
                    each,
                    range[0],
                    range[1],
                    index -> Pictures.floats(Pictures.waves(new ImageShape(30, 50, 1)), range[0], range[1]));
        }
    }

    private static void staysWithin(PipelineCase each, double low, double high, IntFunction<ImageContent> content) {
        HeldImages images = HeldImages.of(content, index -> Target.ofClass(index % 3), 3);
        double smallest = high;
        double largest = low;
        for (BatchReader.Row row : rows(each.into(plain(1)).valueRange(low, high), ClassMode.CATEGORICAL, images)) {
            for (float value : row.pixels().toFloats()) {
                smallest = Math.min(smallest, value); // NaN if one is
                largest = Math.max(largest, value);
            }
        }
        double rounding = 1e-6 * (high - low);
        assertThat(smallest).isBetween(low - rounding, low + 0.3 * (high - low));
        assertThat(largest).isBetween(high - 0.3 * (high - low), high + rounding);
    }

    /** Each class has its value, so the mean of a picture is that of the values of its labels. */
    @ParameterizedTest
    @MethodSource("all")
    void theLabelsSayWhatIsInThePicture(PipelineCase each) {
        int soft = 0;
        for (BatchReader.Row row : rows(each.into(plain(1)), ClassMode.CATEGORICAL, HeldImages.plain())) {
            double mean = 0;
            for (float value : row.pixels().toFloats()) {
                mean += value / (HEIGHT * WIDTH);
            }
            List<ClassShare> classes = row.annotations().get(0).classes();
            double labelled = 0;
            double sum = 0;
            for (ClassShare share : classes) {
                labelled += share.share() * HeldImages.value(share.label());
                sum += share.share();
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
            assertThat(mean).isCloseTo(labelled, within(1e-3));
            soft += classes.size() > 1 ? 1 : 0;
        }
        assertThat(soft > 0).isEqualTo(each.isMixing() || each.isMosaic());
    }

    @ParameterizedTest
    @MethodSource("others")
    void theMaskStaysOnTheImage(PipelineCase each) {
        HeldImages images = HeldImages.of(
                index -> Pictures.blackAndWhite(Pictures.shapes(40 + index, 60 - 2 * index)),
                index -> Target.ofMask(Pictures.shapes(40 + index, 60 - 2 * index)),
                2);
        int compared = 0;
        for (BatchReader.Row row : rows(each.into(plain(1)), ClassMode.MASK, images)) {
            Mask mask = Objects.requireNonNull(row.annotations().get(0).mask());
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    float value = row.pixels().value(y, x, 0);
                    if (value < 55 || value > 200) { // more than 3/4 of the weight, so the nearest pixel's
                        assertThat(mask.value(y, x)).isEqualTo(value > 200 ? 1 : 0);
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(EPOCHS * HeldImages.SIZE * HEIGHT * WIDTH * 3 / 4);
    }

    /** White is of a class, black is to be ignored; what stands for that differs from mask to mask. */
    @ParameterizedTest
    @MethodSource("others")
    void whatIsIgnoredStaysSoAndNothingElseIs(PipelineCase each) {
        int[] ignored = {255, 0, 7};
        int[] ofClass = {0, 1, 0}; // what is ignored in one mask is a class in others
        HeldImages images = HeldImages.of(
                index -> Pictures.blackAndWhite(Pictures.shapes(40 + index, 60 - 2 * index)),
                index -> {
                    byte[] classes = Pictures.shapes(40 + index, 60 - 2 * index).toBytes();
                    for (int i = 0; i < classes.length; i++) {
                        classes[i] = (byte) (classes[i] == 0 ? ignored[index % 3] : ofClass[index % 3]);
                    }
                    return Target.ofMask(
                            Mask.of(40 + index, 60 - 2 * index, classes).ignoreIndex(ignored[index % 3]));
                },
                2);
        int compared = 0;
        for (BatchReader.Row row : rows(each.into(plain(1)), ClassMode.MASK, images)) {
            Mask mask = Objects.requireNonNull(row.annotations().get(0).mask());
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    float value = row.pixels().value(y, x, 0);
                    if (value < 55 || value > 200) {
                        assertThat(mask.value(y, x) == Mask.IGNORE_INDEX).isEqualTo(value < 55);
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(EPOCHS * HeldImages.SIZE * HEIGHT * WIDTH * 3 / 4);
    }

    @ParameterizedTest
    @MethodSource("others")
    void boxesAreWhereTheyAreDrawn(PipelineCase each) {
        HeldImages images = HeldImages.of(
                index -> Pictures.white(40 + index, 50, new Box(12, 8, 37, 29, 0)),
                index -> Target.ofBoxes(List.of(new Box(12, 8, 37, 29, 0))),
                1);
        int within = 0;
        int outside = 0;
        for (BatchReader.Row row : rows(each.into(plain(1)).minVisible(0), ClassMode.boxes(4), images)) {
            List<Box> boxes = row.annotations().get(0).boxes();
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    double depth = Double.NEGATIVE_INFINITY;
                    for (Box box : boxes) {
                        depth = Math.max(depth, depth(box, x + 0.5, y + 0.5));
                    }
                    if (Math.abs(depth) > 1.5) {
                        assertThat(row.pixels().value(y, x, 0) > 127).isEqualTo(depth > 0);
                        within += depth > 0 ? 1 : 0;
                        outside += depth > 0 ? 0 : 1;
                    }
                }
            }
        }
        assertThat(Math.min(within, outside)).isGreaterThan(EPOCHS * HeldImages.SIZE * HEIGHT * WIDTH / 20);
    }

    /** Returns how far within a box a point is; negative if it is outside. */
    private static double depth(Box box, double x, double y) {
        return Math.min(Math.min(x - box.xMin(), box.xMax() - x), Math.min(y - box.yMin(), box.yMax() - y));
    }

    @ParameterizedTest
    @MethodSource("others")
    void aKeypointFindsItselfAgain(PipelineCase each) {
        Keypoint point = Keypoint.of("here", 21, 17);
        HeldImages images =
                HeldImages.of(index -> Pictures.around(40, 50, point), index -> Target.ofKeypoints(List.of(point)), 1);
        ImagePipeline pipeline = each.into(plain(1));
        if (each.isMosaic()) {
            assertThatThrownBy(() -> rows(pipeline, ClassMode.keypoints(1), images))
                    .hasMessageContaining("images with keypoints cannot be put together");
            return;
        }
        int compared = 0;
        for (BatchReader.Row row : rows(pipeline, ClassMode.keypoints(1), images)) {
            Keypoint moved = row.annotations().get(0).keypoints().get(0);
            if (moved.visible() && moved.x() > 1 && moved.y() > 1 && moved.x() < WIDTH - 2 && moved.y() < HEIGHT - 2) {
                float[] values = row.pixels().toFloats();
                int brightest = 0;
                for (int i = 0; i < values.length; i++) {
                    brightest = values[i] > values[brightest] ? i : brightest;
                }
                assertThat(brightest % WIDTH).isCloseTo((int) Math.round(moved.x()), within(2));
                assertThat(brightest / WIDTH).isCloseTo((int) Math.round(moved.y()), within(2));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(EPOCHS * HeldImages.SIZE / 4);
    }

    @ParameterizedTest
    @MethodSource("mixings")
    void whatIsInAPlaceIsNotMixed(PipelineCase each) {
        ImagePipeline pipeline = each.into(plain(1));
        IntFunction<ImageContent> content = index -> Pictures.waves(new ImageShape(HEIGHT, WIDTH, 1));
        HeldImages masks = HeldImages.of(content, index -> Target.ofMask(Pictures.shapes(HEIGHT, WIDTH)), 2);
        HeldImages boxes = HeldImages.of(content, index -> Target.ofBoxes(List.of()), 2);
        HeldImages points = HeldImages.of(content, index -> Target.ofKeypoints(List.of(Keypoint.of("a", 1, 1))), 2);
        assertThatThrownBy(() -> rows(pipeline, ClassMode.MASK, masks)).hasMessageContaining("cannot be mixed");
        assertThatThrownBy(() -> rows(pipeline, ClassMode.boxes(3), boxes)).hasMessageContaining("cannot be mixed");
        assertThatThrownBy(() -> rows(pipeline, ClassMode.keypoints(1), points))
                .hasMessageContaining("cannot be mixed");
    }

    @ParameterizedTest
    @MethodSource("all")
    void readFromJsonItIsTheSame(PipelineCase each) {
        ImagePipeline pipeline = each.into(plain(3));
        ImagePipeline read = ImagePipeline.fromJson(pipeline.toJson());
        assertThat(read).isEqualTo(pipeline).hasSameHashCodeAs(pipeline);
        assertThat(read.toJson()).isEqualTo(pipeline.toJson());
        same(pipeline, read);
    }

    @ParameterizedTest
    @MethodSource("all")
    void serialisedItIsTheSame(PipelineCase each) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(each.entry());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            PipelineCase copy = new PipelineCase(each.factory(), (Serializable) in.readObject());
            assertThat(copy).isEqualTo(each);
            same(each.into(plain(3)), copy.into(plain(3)));
        }
    }

    private static void same(ImagePipeline one, ImagePipeline other) {
        HeldImages images = HeldImages.waves(3);
        FlowChecks.deliverTheSame(() -> one.trainingFlow(images), () -> other.trainingFlow(images));
    }

    @ParameterizedTest
    @MethodSource("all")
    void itDescribesItself(PipelineCase each) {
        assertThat(each.into(plain(3)).toString())
                .contains(
                        each.entry() instanceof Mixing mixing
                                ? mixing.describe()
                                : each.entry().toString())
                .doesNotContain("a function")
                .doesNotContain("@");
    }
}
