package io.github.dl4jimagegen.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.Annotation.ClassShare;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a class mode writes can be read back. */
class BatchReaderTest {

    private static final ClassIndex CLASSES = ClassIndex.of("cat", "dog", "fish");
    private static final ClassIndex TWO = ClassIndex.of("no", "yes");
    private static final ImageShape SHAPE = new ImageShape(6, 9, 3);
    private static final List<Image> IMAGES = List.of(TestImages.image(6, 9, 3, 1), TestImages.image(6, 9, 3, 2));

    private static List<BatchReader.Row> read(
            DataFormat format, ClassMode mode, ClassIndex classes, Target... targets) {
        ImagePipeline pipeline =
                ImagePipeline.targetSize(6, 9).dataFormat(format).classMode(mode);
        ImageArrays source = ImageArrays.of(IMAGES).targets(classes, List.of(targets));
        try (ImageMultiDataSetIterator flow = pipeline.evaluationMultiFlow(source)) {
            return new BatchReader(mode, SHAPE, format).read(flow.next());
        }
    }

    private static List<Annotation> annotations(
            DataFormat format, ClassMode mode, ClassIndex classes, Target... targets) {
        return read(format, mode, classes, targets).stream()
                .map(row -> row.annotations().get(0))
                .toList();
    }

    private static List<ClassShare> whole(int... labels) {
        return IntStream.of(labels).mapToObj(label -> new ClassShare(label, 1)).toList();
    }

    @ParameterizedTest
    @EnumSource(DataFormat.class)
    void pixelsAreReadAsTheyAre(DataFormat format) {
        List<BatchReader.Row> rows = read(format, ClassMode.NONE, ClassIndex.none(), Target.none(), Target.none());
        assertThat(rows).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(rows.get(i).pixels().toFloats()).isEqualTo(IMAGES.get(i).toFloats());
            assertThat(rows.get(i).annotations()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(DataFormat.class)
    void classesAreRead(DataFormat format) {
        Target[] one = {Target.ofClass(2), Target.ofClass(0)};
        for (ClassMode mode : List.of(ClassMode.CATEGORICAL, ClassMode.SPARSE)) {
            assertThat(annotations(format, mode, CLASSES, one))
                    .extracting(Annotation::classes)
                    .containsExactly(whole(2), whole(0));
        }
        assertThat(annotations(format, ClassMode.BINARY, TWO, Target.ofClass(1), Target.ofClass(0)))
                .extracting(Annotation::classes)
                .containsExactly(whole(1), whole(0));
        assertThat(annotations(
                        format,
                        ClassMode.MULTI_LABEL,
                        CLASSES,
                        Target.ofClasses(List.of(2, 0)),
                        Target.ofClasses(List.of())))
                .extracting(Annotation::classes)
                .containsExactly(whole(0, 2), whole());
    }

    @ParameterizedTest
    @EnumSource(DataFormat.class)
    void numbersAreRead(DataFormat format) {
        assertThat(annotations(
                        format, ClassMode.RAW, ClassIndex.none(), Target.ofValues(1, -2.5f), Target.ofValues(0, 7)))
                .extracting(Annotation::values)
                .containsExactly(List.of(1f, -2.5f), List.of(0f, 7f));
    }

    @ParameterizedTest
    @EnumSource(DataFormat.class)
    void masksAreReadWithTheirIgnoredPixels(DataFormat format) {
        Mask first = mask(3, 1);
        Mask second = mask(3, 2);
        assertThat(annotations(format, ClassMode.MASK, CLASSES, Target.ofMask(first), Target.ofMask(second)))
                .extracting(Annotation::mask)
                .containsExactly(first, second);
        Mask binary = mask(2, 3);
        assertThat(annotations(format, ClassMode.BINARY_MASK, TWO, Target.ofMask(binary), Target.ofMask(mask(2, 4))))
                .extracting(Annotation::mask)
                .startsWith(binary);
    }

    private static Mask mask(int classes, long seed) {
        Random random = new Random(seed);
        byte[] labels = new byte[54];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (random.nextInt(5) == 0 ? Mask.IGNORE_INDEX : random.nextInt(classes));
        }
        return Mask.of(6, 9, labels);
    }

    @ParameterizedTest
    @EnumSource(DataFormat.class)
    void boxesAreRead(DataFormat format) {
        List<Box> boxes = List.of(new Box(0, 0, 2.5, 3, 1), new Box(4, 3, 9, 6, 2));
        Target[] targets = {Target.ofBoxes(boxes), Target.ofBoxes(List.of())};
        for (ClassMode mode : List.of(ClassMode.boxes(4), ClassMode.yolo(2, 3))) {
            List<Annotation> read = annotations(format, mode, CLASSES, targets);
            assertThat(read.get(0).boxes()).hasSize(2);
            for (int i = 0; i < 2; i++) {
                Box box = read.get(0).boxes().get(i);
                assertThat(box.label()).isEqualTo(boxes.get(i).label());
                assertThat(box.xMin()).isCloseTo(boxes.get(i).xMin(), within(1e-5));
                assertThat(box.yMin()).isCloseTo(boxes.get(i).yMin(), within(1e-5));
                assertThat(box.xMax()).isCloseTo(boxes.get(i).xMax(), within(1e-5));
                assertThat(box.yMax()).isCloseTo(boxes.get(i).yMax(), within(1e-5));
            }
            assertThat(read.get(1).boxes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(DataFormat.class)
    void keypointsAreRead(DataFormat format) {
        Target hidden = Target.ofKeypoints(List.of(Keypoint.of("a", 2, 3), new Keypoint("b", 8, 0, false)));
        Annotation read = annotations(format, ClassMode.keypoints(2), ClassIndex.none(), hidden, hidden)
                .get(0);
        assertThat(read.keypoints()).extracting(Keypoint::name).containsExactly("0", "1");
        assertThat(read.keypoints()).extracting(Keypoint::visible).containsExactly(true, false);
        assertThat(read.keypoints().get(0).x()).isCloseTo(2, within(1e-5));
        assertThat(read.keypoints().get(0).y()).isCloseTo(3, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(DataFormat.class)
    void eachOutputIsRead(DataFormat format) {
        Target both = Target.ofSeveral(List.of(Target.ofClass(1), Target.ofMask(mask(3, 5))));
        ClassMode mode = ClassMode.multiOutput(ClassMode.CATEGORICAL, ClassMode.MASK);
        List<Annotation> read = read(format, mode, CLASSES, both, both).get(1).annotations();
        assertThat(read).hasSize(2);
        assertThat(read.get(0).classes()).isEqualTo(whole(1));
        assertThat(read.get(1).mask()).isEqualTo(mask(3, 5));
    }
}
